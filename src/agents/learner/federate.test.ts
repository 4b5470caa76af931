import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  patternBars,
  type PatternMarket,
  sessionOf,
} from '../../../test/simulation/pattern-market.ts'
import { defined } from '../../base/index.ts'
import { federate, liarsAmong, poolUpdates, updatesOf } from './federate.ts'
import { LearnerMind } from './learner-mind.ts'
import { patternLearner } from './pattern-learner.ts'
import { peerEvidenceMax } from './peer-beliefs.ts'
import { believe, type Edge } from './posterior.ts'
import type { PatternUpdate } from './update-pool.ts'

const key = 2

const honest: fc.Arbitrary<PatternUpdate> = fc.record({
  key: fc.constant(key),
  evidence: fc.double({ min: 3, max: 200, noNaN: true }),
  mean: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  claims: fc.nat({ max: 60 }),
  reward: fc.double({ min: 0.0001, max: 0.02, noNaN: true }),
})

/** Anything: NaN, infinite, huge, below 0, and what looks honest but is not. */
const wild = fc.oneof(
  fc.double(),
  fc.constantFrom(1e300, -1e300, 0, -0, 5e-324),
  fc.double({ min: -0.02, max: 0.02, noNaN: true }),
)
const lie: fc.Arbitrary<PatternUpdate> = fc.record({
  key: fc.constant(key),
  evidence: wild,
  mean: wild,
  claims: wild,
  reward: wild,
})

/** Liars: each its own lie, or copies of one. */
const liars = (count: number): fc.Arbitrary<readonly PatternUpdate[]> =>
  fc.oneof(
    fc.array(lie, { minLength: count, maxLength: count }),
    lie.map((one) => Array.from({ length: count }, () => one)),
  )

/** f and so many honest peers that f of all of them are fewer than a third. */
const crowd = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 6 })).chain(([f, more]) => {
  const honestCount = 2 * f + 1 + more
  const honestPeers = fc.array(honest, { minLength: honestCount, maxLength: honestCount })
  return fc.tuple(fc.constant(f), honestPeers, liars(f))
})

/** What a learner with `n` outcomes of `mean` believes in, with and without what it heard. */
function believed(n: number, mean: number, peerMean: number, peerEvidence: number): number {
  const edge: Edge = { mean: 0, error: 0, deviation: 0, evidence: 0 }
  believe(edge, n, mean, n * 0.0001, { prior: 8, variance: 0.0001, peerMean, peerEvidence })
  return edge.mean
}

describe('what peers tell', () => {
  it('cannot be moved beyond the honest by f liars, whatever they send', () => {
    fc.assert(
      fc.property(crowd, fc.nat({ max: 100 }), fc.nat(), ([f, good, bad], n, seed) => {
        const cut = seed % (good.length + 1)
        const all = [...good.slice(cut), ...bad, ...good.slice(0, cut)]
        const pooled = defined(poolUpdates(key, all, f), 'pooled')
        const means = good.map(({ mean }) => mean)
        const [low, high] = [Math.min(...means), Math.max(...means)]
        expect(pooled.mean).toBeGreaterThanOrEqual(low)
        expect(pooled.mean).toBeLessThanOrEqual(high)
        expect(pooled.evidence).toBeGreaterThan(0)
        expect(pooled.evidence).toBeLessThanOrEqual(peerEvidenceMax)
        // All honest peers earned by it: nobody may say that it failed.
        expect(pooled.hasFailed).toBe(false)
        const alone = believed(n, 0.004, 0, 0)
        const after = believed(n, 0.004, pooled.mean, pooled.evidence)
        const farthest = Math.max(Math.abs(low - alone), Math.abs(high - alone))
        const bound = (peerEvidenceMax / (n + 8 + peerEvidenceMax)) * farthest
        expect(Math.abs(after - alone)).toBeLessThanOrEqual(bound + 1e-15)
      }),
    )
  })

  it('never moves a learner by more than 5 % allows, should all of them lie', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }).chain(liars), fc.nat({ max: 100 }), (all, n) => {
        const pooled = poolUpdates(key, all, 1)
        if (pooled === undefined) return
        const alone = believed(n, 0.004, 0, 0)
        const moved = believed(n, 0.004, pooled.mean, pooled.evidence) - alone
        const bound = (peerEvidenceMax / (n + 8 + peerEvidenceMax)) * (0.05 + Math.abs(alone))
        expect(Math.abs(moved)).toBeLessThanOrEqual(bound + 1e-15)
      }),
    )
  })

  it('is the mean by evidence where nobody lies, and nothing where too few speak', () => {
    const of = (mean: number, evidence: number): PatternUpdate => {
      return { key, mean, evidence, claims: 0, reward: 0 }
    }
    const pooled = poolUpdates(key, [of(0.01, 10), of(0.02, 5), of(-1, 9), of(1, 9)], 1)
    expect(pooled).toMatchObject({ key, evidence: 10, hasFailed: false })
    expect(pooled?.mean).toBeCloseTo((0.01 * 10 + 0.02 * 5) / 15, 12)
    expect(poolUpdates(key, [of(0.01, 10), of(0.02, 5)], 1)).toBeUndefined()
    expect(poolUpdates(3, [of(0.01, 10), of(0.02, 5), of(0, 1)], 1)).toBeUndefined()
    expect([1, 2, 3, 4, 7, 14].map(liarsAmong)).toEqual([1, 1, 1, 1, 2, 4])
  })

  it('says what has failed, when enough have lost by it', () => {
    const of = (claims: number, reward: number): PatternUpdate => {
      return { key, mean: 0.01, evidence: 10, claims, reward }
    }
    const lost = [of(30, -0.01), of(25, -0.002), of(40, -0.004), of(30, 0.5)]
    expect(poolUpdates(key, lost, 1)).toMatchObject({ hasFailed: true })
    expect(poolUpdates(key, lost.slice(2), 1)).toBeUndefined()
    expect(poolUpdates(key, [of(19, -1), of(5, -1), of(30, 0.1)], 1)).toMatchObject({
      hasFailed: false,
    })
  })
})

const market: PatternMarket = { seed: 1, rows: 420, noise: 0.004, planted: 0.015 }

/** Learners of one variant, each on a market of its own in which the same is planted. */
function school(count: number): readonly LearnerMind[] {
  const seated = patternLearner.seat({ variant: 0 })
  const agent = defined(seated.ok ? seated.value : undefined, 'learner')
  return Array.from({ length: count }, (_, i) => {
    const { bars } = patternBars({ ...market, seed: 20 + i })
    const { mind } = sessionOf(agent, bars, i)
    return defined(mind instanceof LearnerMind ? mind : undefined, 'mind')
  })
}

describe('learners that share what they found', () => {
  it('know more than each alone, and are not fooled by one that lies', () => {
    const minds = school(8)
    const planted = key
    const told = minds.map((mind) => defined(mind.book.of(planted), 'pattern').evidence)
    federate([...minds, undefined, 'a stranger'])
    for (const mind of minds) {
      expect(mind.peers.evidence(planted)).toBe(peerEvidenceMax)
      expect(mind.peers.mean(planted)).toBeGreaterThan(0.011)
      expect(mind.peers.mean(planted)).toBeLessThan(0.019)
    }
    expect(Math.max(...told)).toBeLessThan(20)
    const [one] = minds
    const mind = defined(one, 'mind')
    const others = minds.slice(1).map(updatesOf)
    const before = mind.peers.mean(planted)
    const liar = updatesOf(mind).map((update) => ({ ...update, mean: -1e9, evidence: 1e9 }))
    const heard = poolUpdates(planted, [...others.slice(1), liar].flat(), liarsAmong(7))
    expect(Math.abs((heard?.mean ?? 1) - before)).toBeLessThan(0.003)
    const honest = poolUpdates(planted, others.flat(), liarsAmong(7))
    expect(honest).toMatchObject({ mean: before, evidence: mind.peers.evidence(planted) })
    const state = JSON.stringify(mind.peers.save())
    const again = school(1)[0]
    again?.peers.load(JSON.parse(state))
    expect(JSON.stringify(again?.peers.save())).toBe(state)
  })

  it('hear only those that look at the same, never themselves', () => {
    const [one, two, three] = school(3)
    const seated = patternLearner.seat({ variant: 3 })
    const other = defined(seated.ok ? seated.value : undefined, 'learner').makeMind?.(1)
    federate([one, two, three, other])
    for (const mind of [one, two, three]) expect(mind?.peers.save()).toEqual([])
    federate([one, one, one, one])
    expect(one?.peers.mean(key)).toBeCloseTo(one?.book.of(key)?.mean ?? 0, 9)
  })
})
