import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/sequential.json' with { type: 'json' }
import { defined, Random } from '../../base/index.ts'
import { mixtureBoundary, type SequentialMean, sequentialMean } from './sequential-mean.ts'

const options = { alpha: 0.05, bestAt: 120 } as const

/** Days of a strategy beside another: heavy tails, a spread of 1 %. */
function days(seed: number, count: number, mean = 0): Float64Array {
  const random = Random.stream(seed, 'sequential')
  return Float64Array.from({ length: count }, () => {
    const wide = random.next() < 0.05 ? 3 : 0.8
    return mean + 0.01 * wide * random.normal()
  })
}

const told = (values: Float64Array): SequentialMean =>
  defined(sequentialMean(values, options), 'a look')

function share(seeds: number, of: (seed: number) => boolean): number {
  return Array.from({ length: seeds }, (_, seed) => of(seed)).filter(Boolean).length / seeds
}

describe('a mean that is looked at after every value', () => {
  it('has the boundary that integrating the mixture gives', () => {
    for (const { count, alpha, bestAt, boundary } of golden.rows) {
      const off = Math.abs(mixtureBoundary(count, { alpha, bestAt }) / boundary - 1)
      expect(off, `${count} at ${alpha}, best at ${bestAt}`).toBeLessThan(golden.tolerance)
    }
  })

  it('cries wolf less often than agreed, however long one looks', () => {
    const isAlarm = (seed: number): boolean =>
      sequentialMean(days(seed, 1_000), options)?.belowAt !== undefined
    // 0.05 and three errors of 1,000 seeds.
    expect(share(1_000, isAlarm)).toBeLessThan(0.05 + 3 * 0.0069)
  })

  it('finds a loss of a fifth of the spread a day within a year, nearly always', () => {
    const found = (seed: number): boolean => {
      const found = sequentialMean(days(seed, 365, -0.002), options)
      return found?.belowAt !== undefined && found.aboveAt === undefined
    }
    expect(share(200, found)).toBeGreaterThan(0.8)
  })

  it('never takes back what it was certain of', () => {
    const values = days(3, 400, -0.003)
    let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let count = 20; count <= values.length; count += 7) {
      const now = told(values.subarray(0, count))
      expect(now.lower).toBeGreaterThanOrEqual(lower)
      expect(now.upper).toBeLessThanOrEqual(upper)
      ;[lower, upper] = [now.lower, now.upper]
    }
    const { belowAt } = told(values)
    expect(belowAt).toBeDefined()
    expect(told(values.subarray(0, belowAt)).belowAt).toBe(belowAt)
    expect(sequentialMean(values.subarray(0, (belowAt ?? 0) - 1), options)?.belowAt).toBeUndefined()
  })

  it('looks the other way when turned, and does not care for the unit', () => {
    const values = days(5, 300, 0.002)
    const of = told(values)
    const turned = told(values.map((value) => -8 * value))
    expect([turned.belowAt, turned.aboveAt]).toEqual([of.aboveAt, of.belowAt])
    expect(turned.upper).toBeCloseTo(-8 * of.lower, 12)
  })

  it('says nothing before its first look, nor of what never moved', () => {
    expect(sequentialMean(days(1, 19, -1), options)).toBeUndefined()
    expect(sequentialMean(new Float64Array(500).fill(-1), options)).toBeUndefined()
  })
})
