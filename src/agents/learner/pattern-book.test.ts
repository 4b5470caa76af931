import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { PatternBook } from './pattern-book.ts'

const halfLife = 100
const act = fc.record({
  key: fc.nat({ max: 11 }),
  bars: fc.nat({ max: 60 }),
  outcome: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  kind: fc.constantFrom('learn', 'learn', 'learn', 'reward', 'prune'),
})

type Known = { outcomes: { bar: number; outcome: number }[]; rewards: number[] }

function keptOf(bars: number): number {
  return Math.exp((-Math.LN2 * bars) / halfLife)
}

/** Weighted sums of outcomes, written out. */
function sumsOf({ outcomes }: Known, bar: number): readonly [number, number, number] {
  const weights = outcomes.map((each) => keptOf(bar - each.bar))
  const total = weights.reduce((a, b) => a + b, 0)
  const weighed = (of: (outcome: number) => number): number =>
    outcomes.reduce((sum, { outcome }, i) => sum + (weights[i] ?? 0) * of(outcome), 0)
  const mean = weighed((outcome) => outcome) / total
  return [total, mean, weighed((outcome) => (outcome - mean) * (outcome - mean))]
}

describe('a book of patterns', () => {
  it('is what a list of all outcomes says, in bounded room, restarts among it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        let book = new PatternBook(12, 5, halfLife)
        const known = new Map<number, Known>()
        let bar = 0
        for (const { key, bars, outcome, kind } of acts) {
          bar += bars
          if (kind === 'learn') {
            const least = [...known].map(([k, of]) => [sumsOf(of, bar)[0], k] as const)
            const gone = book.learn(key, bar, outcome, 1)
            if (gone >= 0) {
              const given = least.find(([, k]) => k === gone)?.[0] ?? Number.NaN
              expect(given).toBeCloseTo(Math.min(...least.map(([left]) => left)), 9)
              known.delete(gone)
            }
            const of = known.get(key) ?? { outcomes: [], rewards: [] }
            known.set(key, of)
            of.outcomes.push({ bar, outcome })
          } else if (kind === 'reward') {
            book.reward(key, outcome, 1)
            known.get(key)?.rewards.push(outcome)
          } else {
            book.prune(key)
            known.delete(key)
          }
          const again = new PatternBook(12, 5, halfLife)
          again.load(JSON.parse(JSON.stringify(book.save())))
          book = again
        }
        expect(book.size).toBeLessThanOrEqual(5)
        expect(new Set(book.keys)).toEqual(new Set(known.keys()))
        expect(book.keys).toHaveLength(known.size)
        for (const [key, of] of known) {
          const [evidence, mean, spread] = sumsOf(of, bar)
          const slot = book.find(key)
          expect(book.evidenceAt(slot, bar)).toBeCloseTo(evidence, 9)
          expect(book.meanOf(slot)).toBeCloseTo(mean, 9)
          expect(book.spreadAt(slot, bar)).toBeCloseTo(spread, 9)
          const rewards = of.rewards.reduce((a, b) => a + b, 0)
          expect(book.of(key)).toMatchObject({
            count: of.outcomes.length,
            claims: of.rewards.length,
          })
          expect(book.of(key)?.reward).toBeCloseTo(rewards, 9)
        }
      }),
    )
  })

  it('calls failed what lost often and clearly, and nothing else', () => {
    const book = new PatternBook(2, 2, halfLife)
    for (const key of [0, 1]) book.learn(key, 1, 0.01, 1)
    for (let k = 0; k < 30; k += 1) {
      book.reward(0, -0.005 + (k % 2) * 0.002, 1)
      book.reward(1, k % 2 === 0 ? -0.02 : 0.019, 1)
    }
    expect([book.hasFailed(0, 20), book.hasFailed(0, 31), book.hasFailed(1, 20)]).toEqual([
      ...[true, false, false],
    ])
    expect(book.of(7)).toBeUndefined()
  })

  it('does not call failed what earns twice its costs, though its claims overlap', () => {
    const [horizon, bars, cost, deviation, runs] = [8, 2_000, 0.002, 0.02, 100] as const
    const failedOf = (weigh: (k: number) => number): number => {
      let failed = 0
      for (let seed = 1; seed <= runs; seed += 1) {
        const random = Random.fromSeed(seed)
        const moves = Array.from({ length: bars + horizon }, () => random.normal() / horizon ** 0.5)
        const book = new PatternBook(1, 1, 1e9)
        book.learn(0, 0, 0, 1)
        let isFailed = false
        for (let bar = 0; bar < bars; bar += 1) {
          const came = moves.slice(bar, bar + horizon).reduce((sum, each) => sum + each, 0)
          book.reward(0, 2 * cost + deviation * came - cost, weigh(bar))
          isFailed ||= book.hasFailed(0, 20)
        }
        if (isFailed) failed += 1
      }
      return failed
    }
    expect(failedOf(() => 1)).toBeGreaterThan(25)
    expect(failedOf((bar) => (bar === 0 ? 1 : 1 / horizon))).toBeLessThan(5)
  })
})
