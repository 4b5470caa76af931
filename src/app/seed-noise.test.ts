import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { seedNoise } from './seed-noise.ts'

it('is the prediction interval of one more run, wider the more are asked about', () => {
  const { mean, deviation, bounds } = seedNoise([1, 2, 3, 4], 1)
  expect([mean, deviation]).toEqual([2.5, Math.sqrt(5 / 3)])
  // Student's t of 3 degrees at 97.5 %: 3.182446305284263.
  const reach = 3.182446305284263 * Math.sqrt(5 / 3) * Math.sqrt(1.25)
  expect(bounds?.[0]).toBeCloseTo(2.5 - reach, 9)
  expect(bounds?.[1]).toBeCloseTo(2.5 + reach, 9)
  const more = seedNoise([1, 2, 3, 4], 40).bounds
  expect(more?.[1]).toBeGreaterThan(bounds?.[1] ?? 0)
})

it('cannot tell noise from one run, nor from runs that are all the same', () => {
  expect(seedNoise([3], 5)).toEqual({
    ...{ runs: 1, mean: 3, deviation: undefined, bounds: undefined },
  })
  expect(seedNoise([0.1, 0.1, 0.1], 5)).toMatchObject({ deviation: 0, bounds: undefined })
})

it('holds all of its runs but for one table in twenty when they differ by chance alone', () => {
  const random = Random.stream(1, 'seed-noise')
  const tables = 4_000
  let alarms = 0
  for (let table = 0; table < tables; table += 1) {
    const draws = Array.from({ length: 10 }, () => random.normal())
    const [low, high] = seedNoise(draws, 12).bounds ?? [0, 0]
    const rows = Array.from({ length: 12 }, () => random.normal())
    if (rows.some((row) => row < low || row > high)) alarms += 1
  }
  expect(alarms / tables).toBeLessThan(0.055)
  expect(alarms / tables).toBeGreaterThan(0.025)
})

it('moves with its runs and grows with them', () => {
  const hundredths = fc.integer({ min: -5_000, max: 5_000 })
  const returns = fc.array(
    hundredths.map((each) => each / 100),
    {
      minLength: 2,
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(returns, fc.integer({ min: 1, max: 60 }), (runs, asked) => {
      const { bounds } = seedNoise(runs, asked)
      if (bounds === undefined) return fc.pre(false)
      const [low, high] = bounds
      const moved = seedNoise(
        runs.map((each) => 2 * each + 7),
        asked,
      ).bounds
      expect(moved?.[0]).toBeCloseTo(2 * low + 7, 6)
      expect(moved?.[1]).toBeCloseTo(2 * high + 7, 6)
      expect(low).toBeLessThanOrEqual(high)
    }),
  )
})
