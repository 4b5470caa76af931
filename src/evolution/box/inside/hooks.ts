import type { Defined, Library, NamedFeature, Rough } from './library.ts'

/** Calls what a module defined, the one way its kind is called. */
export type Hooks = {
  readonly kind: Defined['kind']
  readonly describe: () => unknown
  /** What it looks at with these parameters. */
  readonly settle: (parameters: object) => {
    readonly features: Record<string, NamedFeature>
    readonly horizonUs: unknown
  }
  readonly begin: (context: unknown, parameters: object) => unknown
  readonly opine: (view: object, parameters: object, state: unknown) => unknown
  /** Any function that is called seldom, by its name. */
  readonly call: (name: string, ...given: readonly unknown[]) => unknown
  readonly save: (state: unknown) => unknown
  /** @returns The state as it is from now on. */
  readonly load: (saved: unknown, state: unknown) => unknown
}

/** Runs in the isolate. Its text is what runs. */
export function makeHooks({ kind, of }: Defined, library: Library): Hooks {
  const isAgent = kind === 'agent'
  const { apply } = Reflect
  const callOn = (on: Rough, name: string, given: readonly unknown[]): unknown => {
    const hook = on[name]
    if (typeof hook !== 'function') throw new TypeError(`'${name}' is not a function`)
    return apply(hook, on, given)
  }
  const call = (name: string, ...given: readonly unknown[]): unknown => callOn(of, name, given)
  const has = (name: string): boolean => of[name] !== undefined
  // Asked at every bar, so without the detour.
  const judge = of as unknown as Record<'opine' | 'onBar', Hooks['opine']>
  return {
    ...{ kind, call },
    describe: () => {
      const parts = Object.keys(of).filter((name) => has(name))
      return {
        kind,
        ...{ name: of['name'], summary: of['summary'], stream: of['stream'] },
        ...{ parameters: of['parameters'], expectations: of['expectations'] },
        isLongOnly: of['isLongOnly'],
        parts: Object.fromEntries(parts.map((name) => [name, typeof of[name]])),
      }
    },
    settle: (parameters) => {
      const features: Record<string, NamedFeature> = {}
      for (const [name, spec] of Object.entries(call('features', parameters) as object)) {
        const named = library.named(spec)
        if (named === undefined) throw new TypeError(`feature '${name}' is none, such as ema(12)`)
        features[name] = named
      }
      return { features, horizonUs: has('horizonUs') ? call('horizonUs', parameters) : undefined }
    },
    begin: (context, parameters) =>
      isAgent ? call('mind', parameters, context) : call('init', context, parameters),
    opine: (view, parameters, state) =>
      isAgent ? judge.opine(view, parameters, state) : judge.onBar(view, parameters, state),
    save: (state) => {
      if (isAgent) return callOn(state as Rough, 'save', [])
      return has('saveState') ? call('saveState', state) : state
    },
    load: (saved, state) => {
      if (!isAgent) return has('loadState') ? call('loadState', saved) : saved
      callOn(state as Rough, 'load', [saved])
      return state
    },
  }
}
