import { createHash } from 'node:crypto'
import { assert, canonicalJson } from '../../base/index.ts'
import { weightMin } from '../../committee/index.ts'
import type { Evidence } from './evidence.ts'
import type { Change, Proposal, WeightChange } from './proposal.ts'

/** The hard bounds of every weight, whoever agrees on one: those of a committee. */
export const weightBounds: { readonly min: number; readonly max: number } = {
  min: weightMin,
  max: 1,
}

/** What is heard of an agent. */
export type GovernedWeights = {
  /** By regime, 0.2 to 1. */
  readonly byRegime: readonly number[]
  /** From then on everything is 1 again; 0 for weights that nobody ever moved. Unit: us. */
  readonly untilUs: number
}

export type GovernedPattern = {
  readonly isEnabled: boolean
  readonly n: number
  readonly sharpe: number
  readonly drawdown: number
  /** Of the proposal that last changed it. Unit: us. */
  readonly ts: number
}

/**
 * All that managers can agree to change. It can name nothing else: no limit, no key, no instrument,
 * no mode, and no agent that was not there from the start.
 */
export type GovernedState = {
  readonly weights: ReadonlyMap<string, GovernedWeights>
  readonly patterns: ReadonlyMap<string, GovernedPattern>
  /** SHA-256 of each lesson, in hex. */
  readonly lessons: ReadonlySet<string>
}

/** The state before anything was agreed on: every agent is heard in full. */
export function stateAtStart(agents: readonly string[], regimes: number): GovernedState {
  const byRegime = Array.from({ length: regimes }, () => weightBounds.max)
  return {
    weights: new Map(agents.map((agent) => [agent, { byRegime, untilUs: 0 }])),
    patterns: new Map(),
    lessons: new Set(),
  }
}

/**
 * The state after a proposal that was accepted. Bounds are asserted again: nothing gets past them.
 */
export function applyProposal(
  state: GovernedState,
  { ts, change }: Proposal,
  { n, sharpe, drawdown }: Evidence,
): GovernedState {
  switch (change.kind) {
    case 'add-pattern':
    case 'update-pattern':
    case 'deprecate-pattern': {
      const isEnabled = change.kind !== 'deprecate-pattern'
      const patterns = new Map(state.patterns)
      patterns.set(change.pattern, { isEnabled, n, sharpe, drawdown, ts })
      return { ...state, patterns }
    }
    case 'add-lesson':
      return { ...state, lessons: new Set(state.lessons).add(change.lesson) }
    case 'deprecate-lesson':
      return { ...state, lessons: new Set([...state.lessons].filter((id) => id !== change.lesson)) }
    case 're-weight':
    case 'planner-weights':
      return { ...state, weights: weighed(state, change, ts) }
  }
}

type Weights = Extract<Change, { readonly kind: WeightChange }>

function weighed(
  state: GovernedState,
  { agents, weights, termUs }: Weights,
  ts: number,
): GovernedState['weights'] {
  const next = new Map(state.weights)
  const regimes = weights.length / agents.length
  for (const [a, agent] of agents.entries()) {
    const byRegime = weights.slice(a * regimes, (a + 1) * regimes)
    assert(next.has(agent), `no weight of '${agent}' can be made`)
    for (const weight of byRegime)
      assert(weight >= weightBounds.min && weight <= weightBounds.max, `a weight was ${weight}`)
    next.set(agent, { byRegime, untilUs: ts + termUs })
  }
  return next
}

/**
 * SHA-256 over the state in its one text, in hex: equal for equal states, however they came about.
 */
export function hashState({ weights, patterns, lessons }: GovernedState): string {
  const text = canonicalJson({
    weights: sorted(weights),
    patterns: sorted(patterns),
    lessons: [...lessons].sort(),
  })
  return createHash('sha256').update(text).digest('hex')
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
