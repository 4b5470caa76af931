import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Told, UpdatePool } from './update-pool.ts'

/** Written as it is said, list by list. */
function plainly(told: readonly Told[], liars: number, hearer: number) {
  const heard = told.filter(({ from }) => from !== hearer)
  const trimmed = <T>(sorted: readonly T[]): readonly T[] =>
    sorted.length <= 2 * liars ? [] : sorted.slice(liars, sorted.length - liars)
  const cut = (mean: number): number => Math.max(-0.05, Math.min(mean, 0.05))
  const kept = trimmed(heard.toSorted((a, b) => a.mean - b.mean))
  const spoke = trimmed(
    heard.filter(({ claims }) => claims >= 20).toSorted((a, b) => a.reward - b.reward),
  )
  const hasFailed = spoke.length > 0 && spoke.reduce((sum, of) => sum + cut(of.reward), 0) < 0
  const weights = kept.map(({ evidence }) => Math.min(evidence, 50))
  const weight = weights.reduce((sum, each) => sum + each, 0)
  const sum = kept.reduce((all, { mean }, i) => all + (weights[i] ?? 0) * cut(mean), 0)
  if (kept.length === 0) return { mean: 0, evidence: 0, hasFailed, isHeard: hasFailed }
  const middle = weights.toSorted((a, b) => a - b)[(kept.length - 1) >> 1] ?? 0
  const [lowest, highest] = [cut(kept[0]?.mean ?? 0), cut(kept.at(-1)?.mean ?? 0)]
  const mean = Math.max(lowest, Math.min(sum / weight, highest))
  return { mean, evidence: Math.min(20, middle * kept.length), hasFailed, isHeard: true }
}

it('comes to the same, to the last bit, as the same written plainly, for everyone that hears', () => {
  const update = fc.record({
    key: fc.constant(1),
    evidence: fc.oneof(fc.double({ min: 1e-9, max: 200, noNaN: true }), fc.constantFrom(50, 3)),
    mean: fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, -0, 0.01)),
    claims: fc.nat({ max: 40 }),
    reward: fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, -0.01)),
  })
  // Not everyone has something to tell of every pattern.
  const round = fc.array(fc.option(update), { maxLength: 20 })
  const seen = { heard: 0, silent: 0, failed: 0 }
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 4 }), fc.nat({ max: 5 }), (all, f) => {
      const pool = new UpdatePool(f)
      for (const each of all) {
        const told = each.flatMap((of, from) => (of === null ? [] : [{ ...of, from }]))
        pool.take(told)
        for (let hearer = -1; hearer <= each.length; hearer += 1) {
          const { isHeard, ...expected } = plainly(told, f, hearer)
          expect(pool.hear(hearer)).toBe(isHeard)
          expect(pool.told()).toStrictEqual(expected)
          if (isHeard) seen.heard += 1
          else seen.silent += 1
          if (expected.hasFailed) seen.failed += 1
        }
      }
    }),
    { seed: 8, numRuns: 500 },
  )
  expect(Math.min(seen.heard, seen.silent, seen.failed)).toBeGreaterThan(500)
})
