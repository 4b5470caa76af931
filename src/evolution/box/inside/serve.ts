import type { answers, asks, Layout } from '../layout.ts'
import type { Doors, makeDoors } from './doors.ts'
import type { Hooks, makeHooks } from './hooks.ts'
import type { Library } from './library.ts'
import type { Texts } from './texts.ts'

/** What serves in the isolate is made of. */
export type ServeParts = {
  readonly at: Layout
  readonly asks: typeof asks
  readonly answers: typeof answers
  readonly v: Float64Array
  readonly library: Library
  readonly texts: Texts
  readonly sayers: Record<Hooks['kind'], (said: unknown) => boolean>
  readonly makeHooks: typeof makeHooks
  readonly makeDoors: (hooks: () => Hooks) => ReturnType<typeof makeDoors>
}

/**
 * Runs in the isolate: answers what the host asks for in the memory. Its text is what runs.
 *
 * @returns What is told the exports of the module, and what is called for every ask.
 */
export function serve(parts: ServeParts): {
  readonly use: (exported: Record<string, unknown>) => void
  readonly call: () => void
} {
  const { at, asks, answers, v, library, texts } = parts
  let hooks: Hooks | undefined
  let say = parts.sayers.agent
  const hooked = (): Hooks => {
    if (hooks === undefined) throw new TypeError('the module exports no definition')
    return hooks
  }
  const doors: Doors = parts.makeDoors(hooked)
  const answer = (): number => {
    const ask = v[at.ask] as number
    if (ask !== asks.opine) {
      doors.open(ask)
      return answers.something
    }
    const of = doors.asked()
    const said = (hooks as Hooks).opine(of.view, of.parameters, of.state)
    return say(said) ? answers.something : answers.nothing
  }
  return {
    use: (exported) => {
      const found = Object.values(exported).filter((each) => library.definedBy(each) !== undefined)
      const [only] = found
      const defined = library.definedBy(only)
      if (found.length !== 1 || defined === undefined)
        throw new TypeError(`the module exports ${found.length} definitions; export one`)
      say = parts.sayers[defined.kind]
      hooks = parts.makeHooks(defined, library)
    },
    call: () => {
      try {
        v[at.answer] = answers.fault
        v[at.answer] = answer()
      } catch (thrown) {
        v[at.answer] = answers.fault
        texts.fault(thrown)
      }
    },
  }
}
