import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined, Random } from '../base/index.ts'
import { BatchMeans } from './batch-means.ts'

function told(values: readonly number[]): BatchMeans {
  const means = new BatchMeans()
  for (const value of values) means.add(value)
  return means
}

/** Times of which slow ones follow slow ones: 1 in the mean, `kept` of a deviation goes on. */
function spells(seed: number, kept: number, count: number): readonly number[] {
  const random = Random.stream(seed, 'spells')
  let level = random.normal()
  return Array.from({ length: count }, () => {
    level = kept * level + Math.sqrt(1 - kept * kept) * random.normal()
    return Math.exp(0.5 * level - 0.125)
  })
}

/** In how many of 400 draws an interval has the true mean in it. */
function covered(kept: number, boundsOf: (times: readonly number[]) => readonly number[]): number {
  let within = 0
  for (let seed = 0; seed < 400; seed += 1) {
    const [low = Number.NaN, high = Number.NaN] = boundsOf(spells(seed, kept, 3_000))
    if (low <= 1 && 1 <= high) within += 1
  }
  return within / 400
}

const batched = (times: readonly number[]) => defined(told(times).interval() ?? undefined, 'bounds')

/** As if each time stood by itself. */
function alone(times: readonly number[]): readonly number[] {
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length
  const squares = times.reduce((sum, each) => sum + (each - mean) * (each - mean), 0)
  const half = 1.96 * Math.sqrt(squares / (times.length - 1) / times.length)
  return [mean - half, mean + half]
}

describe('batch means', () => {
  it('are the mean of everything, and nothing before there is anything', () => {
    expect(new BatchMeans().mean).toBeNull()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), (values) => {
        const sum = values.reduce((all, each) => all + each, 0)
        expect(told(values).mean).toBe(sum / values.length)
        expect(told(values).count).toBe(values.length)
      }),
    )
  })

  it('have an interval from 64 values on, of nothing where all are alike, never below nothing', () => {
    const of = (count: number, value: (i: number) => number) =>
      told(Array.from({ length: count }, (_, i) => value(i)))
    expect(of(63, () => 3).interval()).toBeNull()
    expect(of(64, () => 3).interval()).toEqual([3, 3])
    expect(of(100_000, () => 3).interval()).toEqual([3, 3])
    const rare = of(1_000, (i) => (i === 500 ? 1_000 : 0)).interval()
    expect(rare?.[0]).toBe(0)
    expect(rare?.[1]).toBeGreaterThan(1)
  })

  it('hold the true mean as often as they say, also where slow times come in spells', () => {
    expect(covered(0, batched)).toBeGreaterThan(0.92)
    expect(covered(0, batched)).toBeLessThan(0.98)
    expect(covered(0.9, batched)).toBeGreaterThan(0.9)
    // Who takes spells for single times is wrong far more often.
    expect(covered(0.9, alone)).toBeLessThan(0.7)
  })
})
