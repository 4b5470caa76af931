import type { FeatureSpec } from '../features/index.ts'
import { type AgentKind, type Crossing, defineAgent } from './agent.ts'
import type { Opinion } from './opinion.ts'
import type { ParameterSchema, ParameterValues } from './parameters.ts'

/** How such an agent is written down. */
export type CrossingDefinition<S extends ParameterSchema> = {
  readonly name: string
  readonly summary: string
  readonly parameters: S
  readonly crossing: (parameters: ParameterValues<S>) => Crossing
}

type Lines = Readonly<Record<'above' | 'below', FeatureSpec>>

/** No odds are claimed: an opinion is a rule, and one below evens would be none. */
const confidence = 0.5

const flat: Opinion = { exposure: 0, confidence }

/**
 * Turns two lines into a kind of agent: it buys when `above` reads more than `below`, keeps what it
 * has for as long as that is so, and sells when it is not. Without stop or target.
 */
export function defineCrossing<const S extends ParameterSchema>(
  definition: CrossingDefinition<S>,
): AgentKind {
  const { name, summary, parameters, crossing } = definition
  // An opinion is asked for at every bar, and to write both lines down for it takes longer.
  const wishes = new WeakMap<object, Opinion>()
  const wishOf = (p: ParameterValues<S>): Opinion => {
    const known = wishes.get(p)
    if (known !== undefined) return known
    const made = { exposure: crossing(p).exposure, confidence }
    wishes.set(p, made)
    return made
  }
  return defineAgent<S, Lines>({
    ...{ name, summary, parameters, crossing },
    features: (p) => {
      const { above, below } = crossing(p)
      return { above, below }
    },
    opine: (view, p): Opinion | undefined => {
      const { above, below } = view.features
      if (!(above.value > below.value)) return flat
      // What is held is kept: a share that has drifted is no reason to trade.
      return view.position > 0 ? undefined : wishOf(p)
    },
    explain: (view) => {
      const { above, below } = view.features
      const word = above.value > below.value ? 'above' : 'not above'
      return `${above.value.toPrecision(6)} is ${word} ${below.value.toPrecision(6)}`
    },
  })
}
