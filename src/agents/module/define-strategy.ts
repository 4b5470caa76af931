import { type AgentKind, defineAgent } from '../agent.ts'
import type { ParameterSchema } from '../parameters.ts'
import type { FeatureSpecs } from '../view.ts'
import { checkDefinition, type StrategyDefinition } from './definition.ts'
import { StrategyMind } from './strategy-mind.ts'

/** A kind of agent that is a strategy: it trades for itself, and can be bred. */
export interface StrategyKind extends AgentKind {
  readonly isStrategy: true
  readonly isLongOnly: boolean
}

/**
 * Turns a strategy into a kind of agent, so that whatever takes an agent takes its file. The one
 * function a strategy file must call.
 */
export function defineStrategy<
  const S extends ParameterSchema,
  F extends FeatureSpecs,
  T extends object | undefined = undefined,
>(definition: StrategyDefinition<S, F, T>): StrategyKind {
  const { name, summary, parameters, features, horizonUs, expectations, isLongOnly } = definition
  const kind = defineAgent<S, F, StrategyMind<S, F, T>>({
    ...{ name, summary, parameters, features },
    ...(horizonUs === undefined ? {} : { horizonUs }),
    ...(expectations === undefined ? {} : { expectations }),
    mind: (p, seed) => new StrategyMind(definition, p, seed),
    opine: (view, _, mind) => mind.opine(view),
    explain: (view, _, mind) => mind.explain(view),
  })
  return {
    ...kind,
    isStrategy: true,
    isLongOnly: isLongOnly ?? true,
    seat: (given) => {
      const whole = checkDefinition(definition)
      return whole.ok ? kind.seat(given) : whole
    },
  }
}

/** Whether a kind of agent is a strategy. */
export function isStrategyKind(kind: AgentKind): kind is StrategyKind {
  return 'isStrategy' in kind && kind.isStrategy === true
}
