import type { Agent, ParameterValue } from '../../agents/index.ts'
import { canonicalJson } from '../../base/index.ts'
import { type BacktestSetup, voicesJson } from '../../engine/index.ts'
import { loadAgent, loadOutsideAgent } from '../load-agent.ts'
import { sha256 } from '../sha256.ts'

/** A strategy as a person names it. */
export type StrategyName = {
  /** A name, or a file of somebody's own. */
  readonly from: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What makes a strategy the same one: an agent, all its parameters, and its code. */
export type StrategyIdentity = {
  readonly agent: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** SHA-256 of its file and of what that imports; `null` for an agent that ships. */
  readonly codeSha256: string | null
}

/** A strategy that was loaded. */
export type LoadedStrategy = {
  readonly agent: Agent
  readonly identity: StrategyIdentity
}

/**
 * Loads a strategy.
 *
 * @param isOutside - Whether what it looks at besides bars will be there.
 * @throws UserError as `loadAgent` does.
 */
export async function loadStrategy(
  { from, parameters }: StrategyName,
  isOutside = false,
): Promise<LoadedStrategy> {
  const agent = await (isOutside ? loadOutsideAgent : loadAgent)(from, parameters)
  const identity = {
    agent: agent.name,
    parameters: agent.parameters,
    codeSha256: agent.code ?? null,
  }
  return { agent, identity }
}

/** Sixteen hex digits that name a strategy. */
export function identityKey(identity: StrategyIdentity): string {
  return sha256(canonicalJson({ ...identity, parameters: { ...identity.parameters } })).slice(0, 16)
}

/**
 * Of everything that decides how a desk treats a strategy: limits, guard, costs, quorum. Not of its
 * money and its seed, in which a desk on paper and one that is not may differ.
 */
export function settingsHash(setup: Omit<BacktestSetup, 'agents'>): string {
  const { limits, guard, costs, quorum, rebalanceMin, windDown } = setup
  const said = { limits, guard: guard ?? null, costs, quorum, rebalanceMin, ...voicesJson(setup) }
  return sha256(canonicalJson({ ...said, windDown: windDown ?? null }))
}
