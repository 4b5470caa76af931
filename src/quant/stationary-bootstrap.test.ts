import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { mean, variance } from './moments.ts'
import { stationaryBootstrap } from './stationary-bootstrap.ts'

const statistic = (values: Float64Array): number => mean(values) ?? Number.NaN
const draws = 2_000

describe('stationaryBootstrap', () => {
  it('is not defined for fewer than two values', () => {
    for (const values of [new Float64Array(0), Float64Array.of(1)]) {
      const random = Random.fromSeed(1)
      const drawn = stationaryBootstrap({ values, blockMean: 2, draws, statistic, random })
      expect(drawn).toBeUndefined()
    }
  })

  it('draws the same numbers from the same seed, others from another', () => {
    const values = Float64Array.of(1, 2, 4, 8, 16)
    const run = (seed: number): Float64Array | undefined =>
      stationaryBootstrap({
        values,
        blockMean: 2,
        draws: 20,
        statistic,
        random: Random.fromSeed(seed),
      })
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })

  it('draws equal values from equal values, and passes a NaN on', () => {
    const random = Random.fromSeed(1)
    const run = (values: Float64Array): Float64Array | undefined =>
      stationaryBootstrap({ values, blockMean: 3, draws: 5, statistic: (v) => v[0] ?? 0, random })
    expect(run(Float64Array.of(3, 3, 3))).toEqual(new Float64Array(5).fill(3))
    expect(run(Float64Array.of(Number.NaN, Number.NaN))?.every(Number.isNaN)).toBe(true)
  })

  it('keeps blocks together: neighbours in the sample stay neighbours', () => {
    const values = Float64Array.from({ length: 500 }, (_, i) => i)
    const shareOfNeighbours = (drawn: Float64Array): number => {
      let together = 0
      for (let i = 1; i < drawn.length; i += 1)
        if (((drawn[i - 1] ?? 0) + 1) % 500 === drawn[i]) together += 1
      return together / (drawn.length - 1)
    }
    const shares = stationaryBootstrap({
      values,
      blockMean: 10,
      draws: 400,
      statistic: shareOfNeighbours,
      random: Random.fromSeed(5),
    })
    // A block goes on with chance 1 - 1/10; a new one rarely starts right there by itself.
    expect(mean(shares ?? new Float64Array(0))).toBeCloseTo(0.9, 2)
  })

  it('sees the wider error of the mean of a trending series, which a plain one misses', () => {
    const random = Random.fromSeed(9)
    let last = 0
    const values = Float64Array.from({ length: 1_000 }, () => {
      last = 0.6 * last + random.normal()
      return last
    })
    const errorAt = (blockMean: number): number => {
      const drawn = stationaryBootstrap({ values, blockMean, draws: 500, statistic, random })
      return variance(drawn ?? new Float64Array(0)) ?? Number.NaN
    }
    // For this series the variance of the mean is (1 + 0.6) / (1 - 0.6) = 4 times the plain one.
    expect(errorAt(25) / errorAt(1)).toBeGreaterThan(2.5)
    expect(errorAt(25) / errorAt(1)).toBeLessThan(5.5)
  })
})
