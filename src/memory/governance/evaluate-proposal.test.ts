import { describe, expect, it } from 'vitest'
import { dayUs } from '../../domain/index.ts'
import { evaluateProposal } from './evaluate-proposal.ts'
import { evidenceOf } from './evidence.ts'
import { applyProposal, type GovernedState, stateAtStart } from './governed-state.ts'
import type { Change, Proposal } from './proposal.ts'

const yearUs = 365.25 * dayUs
const start = stateAtStart(['trend', 'risk'], 2)
const add: Change = { kind: 'add-pattern', pattern: 'dip' }

/** Half above and half below, so that mean and deviation are what is asked for. */
function results(n: number, mean: number, deviation: number): readonly number[] {
  const spread = deviation * Math.sqrt((n - 1) / n)
  return Array.from({ length: n }, (_, i) => mean + (i % 2 === 0 ? spread : -spread))
}

function proposal(change: Change, returns: readonly number[], spanUs = yearUs): Proposal {
  return { ts: 5, proposer: 'test', change, returns, spanUs }
}

function isAccepted(state: GovernedState, each: Proposal): boolean {
  return evaluateProposal(state, each).isAccepted
}

function applied(state: GovernedState, change: Change, returns: readonly number[]): GovernedState {
  const each = proposal(change, returns)
  const { evidence } = evaluateProposal(state, each)
  return applyProposal(state, each, evidence)
}

/** A Sharpe of `sharpe` a year from 100 results. */
const good = (sharpe: number, n = 100): readonly number[] =>
  results(n, (0.001 * sharpe) / Math.sqrt(n), 0.001)

describe('a pattern', () => {
  it('is promoted from 100 results on', () => {
    expect(isAccepted(start, proposal(add, good(3, 100)))).toBe(true)
    expect(evaluateProposal(start, proposal(add, good(3, 98))).reasons).toEqual([
      'there are 98 results, fewer than 100',
    ])
    expect(isAccepted(start, proposal(add, good(3, 99)))).toBe(false)
  })

  it('is promoted from a Sharpe of 1.5 on', () => {
    expect(evidenceOf(good(1.5), yearUs).sharpe).toBeCloseTo(1.5, 12)
    expect(isAccepted(start, proposal(add, good(1.5)))).toBe(true)
    expect(evaluateProposal(start, proposal(add, good(1.49))).reasons).toEqual([
      'a Sharpe of 1.49 is below 1.5',
    ])
    expect(isAccepted(start, proposal(add, good(1.499_999)))).toBe(false)
  })

  it('is promoted up to a drawdown of 10 %', () => {
    const judge = (share: number): readonly string[] =>
      evaluateProposal(start, proposal(add, [...strong, -share], 10 * yearUs)).reasons
    const strong = results(400, 0.01, 0.005).map((each) => Math.max(0.001, each))
    expect(evidenceOf([...strong, -0.1], yearUs).drawdown).toBeCloseTo(0.1, 12)
    expect(judge(0.1)[0]).toMatch(/^401 results, Sharpe .*, drawdown 10\.0 %$/)
    expect(judge(0.100_001)).toEqual(['a drawdown of 10.0 % is above 10.0 %'])
  })

  it('is deprecated by the same measure turned round, and only when it is there', () => {
    const there = applied(start, add, good(3))
    const drop: Change = { kind: 'deprecate-pattern', pattern: 'dip' }
    expect(evaluateProposal(there, proposal(drop, good(1.5))).reasons).toEqual([
      'it still holds by these results',
    ])
    expect(isAccepted(there, proposal(drop, good(1.49)))).toBe(true)
    expect(isAccepted(there, proposal(drop, good(1.49, 99)))).toBe(false)
    expect(isAccepted(start, proposal(drop, good(1)))).toBe(false)
    const dropped = applied(there, drop, good(1))
    expect(dropped.patterns.get('dip')?.isEnabled).toBe(false)
    expect(isAccepted(dropped, proposal(drop, good(1)))).toBe(false)
    expect(isAccepted(dropped, proposal(add, good(3)))).toBe(true)
    expect(isAccepted(there, proposal(add, good(3)))).toBe(false)
    const update: Change = { kind: 'update-pattern', pattern: 'dip' }
    expect(isAccepted(there, proposal(update, good(2)))).toBe(true)
    expect(isAccepted(start, proposal(update, good(2)))).toBe(false)
  })
})

describe('a weight', () => {
  const weigh = (agent: string, ...weights: readonly number[]): Change => ({
    ...{ kind: 're-weight', agents: [agent], weights, termUs: dayUs },
  })
  const gain = (t: number): readonly number[] => results(100, (0.001 * t) / 10, 0.001)

  it('moves within 0.2 to 1 for a gain of two standard errors, for its term', () => {
    expect(isAccepted(start, proposal(weigh('trend', 0.2, 1), gain(2)))).toBe(true)
    expect(isAccepted(start, proposal(weigh('trend', 0.2, 1), gain(1.99)))).toBe(false)
    for (const wrong of [0.199_999, 1.000_001, -1, 0, 2, 20])
      expect(isAccepted(start, proposal(weigh('trend', wrong, 1), gain(3)))).toBe(false)
    const moved = applied(start, weigh('trend', 0.2, 0.5), gain(3))
    expect([...moved.weights]).toEqual([
      ['trend', { byRegime: [0.2, 0.5], untilUs: 5 + dayUs }],
      ['risk', { byRegime: [1, 1], untilUs: 0 }],
    ])
  })

  it('is of agents that were there from the start, one for each regime', () => {
    expect(isAccepted(start, proposal(weigh('stranger', 0.5, 0.5), gain(3)))).toBe(false)
    expect(isAccepted(start, proposal(weigh('trend', 0.5), gain(3)))).toBe(false)
    const agents = ['trend', 'risk']
    const plan = (kind: 're-weight' | 'planner-weights'): Change => ({
      ...{ kind, agents, weights: [0.5, 1, 1, 0.2], termUs: dayUs },
    })
    expect(isAccepted(start, proposal(plan('planner-weights'), gain(3)))).toBe(true)
    expect(isAccepted(start, proposal(plan('re-weight'), gain(3)))).toBe(false)
  })
})

it('refuses results that are too good, too short, alike or in per cent', () => {
  const reasons = (returns: readonly number[], spanUs?: number): string =>
    evaluateProposal(start, proposal(add, returns, spanUs)).reasons.join('; ')
  expect(reasons(Array.from({ length: 4_000 }, () => 0.01))).toContain('do not vary')
  expect(reasons(results(200, 0.01, 1e-14))).toContain('do not vary')
  expect(reasons(results(200, 0.01, 1e-4))).toContain('an error of units or data')
  expect(reasons(good(3).map((each) => each * 10_000))).toContain('results are shares')
  expect(reasons(good(3), dayUs)).toContain('less than 7 days')
  expect(reasons(good(3), 0)).toContain('less than 7 days')
  expect(reasons([])).toContain('there are 0 results')
})

it('keeps lessons by their hash', () => {
  const lesson = 'ab'.repeat(32)
  const kept = applied(start, { kind: 'add-lesson', lesson }, good(3))
  expect([...kept.lessons]).toEqual([lesson])
  expect(isAccepted(kept, proposal({ kind: 'add-lesson', lesson }, good(3)))).toBe(false)
  const drop: Change = { kind: 'deprecate-lesson', lesson }
  expect(isAccepted(kept, proposal(drop, good(1)))).toBe(true)
  expect(isAccepted(start, proposal(drop, good(1)))).toBe(false)
  expect(applied(kept, drop, good(1)).lessons.size).toBe(0)
})
