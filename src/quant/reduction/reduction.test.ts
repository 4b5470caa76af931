import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { covarianceOf, identity, matrix, matrixOf } from '../matrix/index.ts'
import {
  absorptionRatio,
  absorptionShift,
  jennrichTest,
  principalComponents,
  projectOnto,
} from './index.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const sizes = fc.integer({ min: 1, max: 7 })

function drawSeries(seed: number, size: number, tie: number): Float64Array[] {
  const random = Random.fromSeed(seed)
  const common = Float64Array.from({ length: 40 }, () => random.normal())
  return Array.from({ length: size }, () => common.map((value) => tie * value + random.normal()))
}

describe('components', () => {
  it('are uncorrelated, and keep all variance', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, size) => {
        const series = drawSeries(seed, size, 1)
        const found = principalComponents(series)
        if (found === undefined) throw new Error('no components')
        const projected = covarianceOf(projectOnto(found, series).map((own) => own))
        projected.values.forEach((value, at) => {
          const k = Math.floor(at / size)
          expect(value).toBeCloseTo(k === at % size ? (found.variances[k] ?? 9) : 0, 9)
        })
        expect(found.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        expect([...found.variances]).toEqual([...found.variances].sort((a, b) => b - a))
      }),
    )
  })

  it('do not see levels, nor, standardised, scales', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -5, max: 5 }), (seed, level) => {
        const series = drawSeries(seed, 3, 2)
        const moved = series.map((own, j) => own.map((value) => (j + 1) * value + level))
        const [one, other] = [series, moved].map((of) => principalComponents(of, true))
        one?.shares.forEach((share, k) => expect(other?.shares[k]).toBeCloseTo(share, 9))
      }),
    )
  })

  it('are undefined when nothing varies', () => {
    const constant = new Float64Array(5).fill(3)
    const rising = Float64Array.of(1, 2, 3, 4, 6)
    expect(principalComponents([constant, constant])).toBeUndefined()
    expect(principalComponents([constant, rising], true)).toBeUndefined()
    expect(principalComponents([constant, rising])?.shares[0]).toBe(1)
  })

  it('of collinear series leave nothing beside the first', () => {
    const rising = Float64Array.of(1, 2, 3, 4, 6)
    const found = principalComponents([rising, rising.map((value) => -2 * value)])
    expect(found?.shares[0]).toBeCloseTo(1, 14)
    expect(found?.variances[1]).toBeCloseTo(0, 13)
    if (found === undefined) throw new Error('no components')
    expect(projectOnto(found, [rising, rising], 1).length).toBe(1)
  })
})

describe('absorption', () => {
  it('is the fewest directions of unrelated assets, and all of tied ones', () => {
    expect(absorptionRatio(identity(10))).toBeCloseTo(0.2, 14)
    expect(
      absorptionRatio(
        matrixOf([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeCloseTo(1, 14)
    expect(absorptionRatio(matrix(3, 3))).toBeUndefined()
  })

  it('rises with the tie between assets', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [loose, tight] = [0, 4].map((tie) =>
          absorptionRatio(covarianceOf(drawSeries(seed, 5, tie))),
        )
        expect(tight).toBeGreaterThan(loose ?? Number.NaN)
        expect(tight).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('shifts by the late mean over the deviation', () => {
    const ratios = Float64Array.of(0.9, 0.4, 0.6, 0.5, 0.7)
    // The last four: mean 0.55, deviation √(0.05 / 3); the last two: mean 0.6.
    const found = absorptionShift(ratios, { short: 2, long: 4 })
    expect(found).toBeCloseTo(0.05 / Math.sqrt(0.05 / 3), 12)
    expect(absorptionShift(new Float64Array(300).fill(0.5))).toBeUndefined()
  })
})

describe('a break of correlations', () => {
  it('is the same either way round, and in any unit', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 5 }), (seed, size) => {
        const [before, after] = [drawSeries(seed, size, 1), drawSeries(seed + 1, size, 2)]
        const scaled = after.map((own, j) => own.map((value) => (j + 1) * value - 4))
        const found = jennrichTest(before, after)
        expect(found?.statistic).toBeGreaterThanOrEqual(0)
        for (const other of [jennrichTest(after, before), jennrichTest(before, scaled)])
          expect(other?.statistic).toBeCloseTo(found?.statistic ?? Number.NaN, 6)
      }),
    )
  })

  it('is none between a stretch and itself, and undefined for constants and copies', () => {
    const series = drawSeries(3, 3, 1)
    expect(jennrichTest(series, series)?.statistic).toBeCloseTo(0, 12)
    expect(jennrichTest(series, series)?.probability).toBeCloseTo(1, 6)
    const flat = [new Float64Array(40).fill(1), ...series.slice(1)]
    expect(jennrichTest(series, flat)).toBeUndefined()
    const copies = series.map(() => series[0] ?? new Float64Array(40))
    expect(jennrichTest(copies, copies)).toBeUndefined()
  })
})

describe('declines', () => {
  const rising = Float64Array.of(1, 2, 3)
  const found = principalComponents([rising, Float64Array.of(1, 0, 1)])
  if (found === undefined) throw new Error('no components')
  it.each<[string, () => unknown]>([
    ['no series', () => principalComponents([])],
    ['a series of one value', () => principalComponents([Float64Array.of(1)])],
    ['a series with NaN', () => principalComponents([Float64Array.of(1, Number.NaN)])],
    ['series of different length', () => principalComponents([rising, Float64Array.of(1, 2)])],
    ['another number of series', () => projectOnto(found, [rising])],
    ['too many components', () => projectOnto(found, [rising, rising], 3)],
    ['a share of 0', () => absorptionRatio(identity(3), 0)],
    [
      'a covariance without symmetry',
      () =>
        absorptionRatio(
          matrixOf([
            [1, 2],
            [3, 4],
          ]),
        ),
    ],
    ['a break of one series', () => jennrichTest([rising], [rising])],
    ['other numbers of series', () => jennrichTest([rising, rising], [rising])],
    [
      'no more values than series',
      () => jennrichTest([rising, rising, rising], [rising, rising, rising]),
    ],
    ['too few ratios', () => absorptionShift(rising)],
    ['windows of one length', () => absorptionShift(rising, { short: 2, long: 2 })],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
