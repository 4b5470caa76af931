import { type AgentDefinition, type AgentKind, defineAgent } from '../agent.ts'
import type { ParameterSchema, ParameterValues } from '../parameters.ts'
import type { FeatureSpecs } from '../view.ts'
import { StrategyMind } from './strategy-mind.ts'
import type { StrategyRun } from './strategy-run.ts'

/** A kind of agent that is a strategy: it trades for itself, and can be bred. */
export interface StrategyKind extends AgentKind {
  readonly isStrategy: true
  readonly isLongOnly: boolean
}

/** What is known of a strategy without running it. */
export type StrategyDescription<S extends ParameterSchema> = Pick<
  AgentDefinition<S, FeatureSpecs>,
  'name' | 'summary' | 'parameters' | 'features' | 'horizonUs' | 'expectations'
> & { readonly isLongOnly: boolean }

/**
 * A strategy as a kind of agent, whoever runs its code: an order wished for, heard and held to the
 * same rules wherever that is.
 *
 * @param makeRun - Its code at one instrument.
 */
export function strategyKind<const S extends ParameterSchema>(
  description: StrategyDescription<S>,
  makeRun: (parameters: ParameterValues<S>) => StrategyRun,
): StrategyKind {
  const { isLongOnly, ...known } = description
  const terms = { isLongOnly, summary: known.summary }
  const kind = defineAgent<S, FeatureSpecs, StrategyMind>({
    ...known,
    mind: (p, seed) => new StrategyMind(makeRun(p), terms, seed),
    opine: (view, _, mind) => mind.opine(view),
    explain: (view, _, mind) => mind.explain(view),
  })
  return { ...kind, isStrategy: true, isLongOnly }
}

/** Whether a kind of agent is a strategy. */
export function isStrategyKind(kind: AgentKind): kind is StrategyKind {
  return 'isStrategy' in kind && kind.isStrategy === true
}
