/** A feature as a module names it: which recipe, with what, over bars of which length. */
export type NamedFeature = {
  readonly call: string
  readonly args: readonly unknown[]
  readonly line?: string
  readonly everyUs?: number
}

/** What `defineAgent` and `defineStrategy` were given: anything at all. */
export type Defined = { readonly kind: 'agent' | 'strategy'; readonly of: Rough }

/** A record of which nothing is known. */
export type Rough = { readonly [key: string]: unknown }

/** What stands behind the imports of a module, by the name it imports. */
export type Library = {
  readonly exports: { readonly [module: string]: Rough }
  /** What a value that a module exports was made from, if it is a definition. */
  readonly definedBy: (value: unknown) => Defined | undefined
  /** What a feature is named by, if it is one. */
  readonly named: (value: unknown) => NamedFeature | undefined
}

/**
 * Runs in the isolate: what modules import. Definitions are only taken down, and features only
 * named: both are made on the host, by the code that makes them natively. Its text is what runs.
 *
 * @param features - Names of the recipes. @param lengths - Spans of time by name, us.
 */
export function makeLibrary(features: readonly string[], lengths: Rough): Library {
  const definitions = new WeakMap<object, Defined>()
  const specs = new WeakMap<object, NamedFeature>()
  const take = (kind: Defined['kind']) => (of: Rough) => {
    const taken = Object.freeze({ name: of['name'], summary: of['summary'] })
    definitions.set(taken, { kind, of })
    return taken
  }
  const number = (kind: string) => (value: unknown, range: Rough) => ({
    kind,
    default: value,
    ...range,
  })
  const spec = (name: NamedFeature): object => {
    const line = (which: string): object => spec({ ...name, line: which })
    const made = Object.freeze({ line })
    specs.set(made, name)
    return made
  }
  const every = (us: number, of: object): object => {
    const name = specs.get(of)
    if (name === undefined) throw new TypeError('every takes a length and a feature')
    if (name.everyUs !== undefined) throw new TypeError('a feature is over longer bars already')
    return spec({ ...name, everyUs: us })
  }
  const recipes: Record<string, unknown> = { every }
  for (const call of features) recipes[call] = (...args: unknown[]) => spec({ call, args })
  return {
    exports: {
      'coinswarm/agents': {
        defineAgent: take('agent'),
        defineStrategy: take('strategy'),
        whole: number('whole'),
        real: number('real'),
      },
      'coinswarm/features': recipes,
      'coinswarm/domain': lengths,
    },
    definedBy: (value) => definitions.get(value as object),
    named: (value) => specs.get(value as object),
  }
}
