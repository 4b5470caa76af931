import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { drawStudentT } from '../law/index.ts'
import {
  acerbiSzekelyStatistic,
  acerbiSzekelyTest,
  christoffersenTests,
  cornishFisherRisk,
  fitGeneralisedPareto,
  fitPeaksOverThreshold,
  fitStudentT,
  gaussianRisk,
  hillIndex,
  historicalRisk,
  kupiecTest,
  mcNeilFreyTest,
  meanExcess,
  paretoByMoments,
  paretoByWeightedMoments,
  pickandsShape,
  studentRisk,
  tailExpectedShortfall,
  tailValueAtRisk,
} from './index.ts'

/** Draws of a generalised Pareto law of scale 1. */
function paretoDraws(count: number, shape: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const log = -Math.log(1 - random.next())
    return shape === 0 ? log : Math.expm1(shape * log) / shape
  })
}

function studentDraws(count: number, degrees: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => drawStudentT(random, degrees))
}

const seeds = fc.nat()
const scales = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
const near = (found: number | undefined, wanted: number | undefined, tolerance: number): void => {
  const size = Math.max(1e-9, Math.abs(wanted ?? Number.NaN))
  expect(Math.abs((found ?? Number.NaN) - (wanted ?? Number.NaN)) / size).toBeLessThan(tolerance)
}

describe('a generalised Pareto law', () => {
  it('is found again from its own draws', () => {
    for (const shape of [-0.3, 0, 0.3, 0.8]) {
      const fit = fitGeneralisedPareto(paretoDraws(4000, shape, Random.fromSeed(1)))
      expect(Math.abs((fit?.shape ?? 9) - shape)).toBeLessThan(3 * (fit?.shapeError ?? 0))
      expect(Math.abs((fit?.scale ?? 9) - 1)).toBeLessThan(3 * (fit?.scaleError ?? 0))
    }
    const draws = paretoDraws(20_000, 0.2, Random.fromSeed(1))
    for (const law of [paretoByMoments(draws), paretoByWeightedMoments(draws)]) {
      expect(Math.abs((law?.shape ?? 9) - 0.2)).toBeLessThan(0.05)
      expect(Math.abs((law?.scale ?? 9) - 1)).toBeLessThan(0.05)
    }
  })

  it('is as likely as its neighbours or more, and takes the unit of its data', () => {
    fc.assert(
      fc.property(
        seeds,
        scales,
        fc.double({ min: -0.4, max: 1.2, noNaN: true }),
        (seed, by, of) => {
          const draws = paretoDraws(60, of, Random.fromSeed(seed))
          const fit = fitGeneralisedPareto(draws)
          if (fit === undefined) return
          const scaled = fitGeneralisedPareto(draws.map((x) => by * x))
          near(scaled?.shape, fit.shape, 1e-5)
          near(scaled?.scale, by * fit.scale, 1e-5)
          near(scaled?.logLikelihood, fit.logLikelihood - 60 * Math.log(by), 1e-7)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('knows excesses of any size', () => {
    const draws = paretoDraws(60, 0.3, Random.fromSeed(1))
    for (const by of [1e-200, 1e200])
      near(
        fitGeneralisedPareto(draws.map((x) => by * x))?.shape,
        fitGeneralisedPareto(draws)?.shape,
        1e-9,
      )
  })

  it('has no answer for excesses that are equal, and declines what is none', () => {
    const equal = new Float64Array(20).fill(2)
    expect(fitGeneralisedPareto(equal)).toBeUndefined()
    expect(paretoByMoments(equal)).toBeUndefined()
    expect(paretoByWeightedMoments(equal)).toBeUndefined()
    expect(fitPeaksOverThreshold(equal, 1)).toBeUndefined()
    expect(fitPeaksOverThreshold(equal, 3)).toBeUndefined()
    for (const fit of [fitGeneralisedPareto, paretoByMoments, paretoByWeightedMoments]) {
      expect(() => fit(Float64Array.of(1))).toThrow(ArgumentError)
      expect(() => fit(Float64Array.of(1, -1, 2))).toThrow(ArgumentError)
      expect(() => fit(Float64Array.of(1, Number.NaN, 2))).toThrow(ArgumentError)
      expect(() => fit(Float64Array.of(1, Number.POSITIVE_INFINITY))).toThrow(ArgumentError)
    }
  })

  it('says nothing of its errors where theory does not, and nothing at all without a top', () => {
    const bounded = fitGeneralisedPareto(paretoDraws(300, -0.75, Random.fromSeed(1)))
    expect(bounded?.shape).toBeLessThan(-0.5)
    expect([bounded?.shapeError, bounded?.scaleError]).toEqual([undefined, undefined])
    expect(fitGeneralisedPareto(Float64Array.of(1, 1.0001))).toBeUndefined()
  })
})

describe('the tail over a threshold', () => {
  const losses = studentDraws(3000, 4, Random.fromSeed(5))
  const tail = fitPeaksOverThreshold(losses, 1.5)
  if (tail === undefined) throw new Error('there is no tail')

  it('agrees with the sample inside, rises with the level, and the mean lies beyond', () => {
    near(
      tailValueAtRisk(tail, 0.98),
      historicalRisk(
        losses.map((x) => -x),
        0.98,
      ).valueAtRisk,
      0.1,
    )
    const levels = [0.95, 0.99, 0.999, 0.9999]
    const values = levels.map((level) => tailValueAtRisk(tail, level) ?? Number.NaN)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    levels.forEach((level, i) => {
      expect(tailExpectedShortfall(tail, level)).toBeGreaterThan(values[i] ?? Number.NaN)
    })
  })

  it('knows nothing below its threshold, nor a mean of a tail without one', () => {
    expect(tailValueAtRisk(tail, 0.5)).toBeUndefined()
    expect(tailExpectedShortfall(tail, 0.5)).toBeUndefined()
    expect(tailExpectedShortfall({ ...tail, shape: 1.2 }, 0.99)).toBeUndefined()
    expect(() => tailValueAtRisk(tail, 1)).toThrow(ArgumentError)
    expect(() => fitPeaksOverThreshold(losses, Number.NaN)).toThrow(ArgumentError)
  })

  it('passes through the exponential without a step', () => {
    const at = (shape: number): number => tailValueAtRisk({ ...tail, shape }, 0.999) ?? Number.NaN
    for (const shape of [-1e-9, 1e-9, 1e-7]) near(at(shape), at(0), 1e-5)
    near(at(1.0001e-6), at(0.9999e-6), 1e-9)
  })

  it('has mean excesses that are means of excesses', () => {
    expect(meanExcess(Float64Array.of(5, 1, 2, 2))).toEqual([
      { threshold: 1, excess: 2, exceedances: 3 },
      { threshold: 2, excess: 3, exceedances: 1 },
    ])
    expect(meanExcess(Float64Array.of(2, 2))).toEqual([])
    expect(() => meanExcess(new Float64Array())).toThrow(ArgumentError)
  })

  it('has the index of Hill and the shape of Pickands', () => {
    const pareto = paretoDraws(20_000, 0.5, Random.fromSeed(3))
    expect(Math.abs((hillIndex(pareto, 400) ?? 0) - 2)).toBeLessThan(0.3)
    expect(Math.abs((pickandsShape(pareto, 1000) ?? 0) - 0.5)).toBeLessThan(0.2)
    expect(hillIndex(Float64Array.of(Math.E, 1), 1)).toBeCloseTo(1, 12)
    expect(hillIndex(new Float64Array(5).fill(2), 3)).toBeUndefined()
    expect(pickandsShape(new Float64Array(5).fill(2), 1)).toBeUndefined()
    expect(() => hillIndex(Float64Array.of(1, 2), 2)).toThrow(ArgumentError)
    expect(() => hillIndex(Float64Array.of(1, -2, 3), 2)).toThrow('above 0')
    expect(() => pickandsShape(Float64Array.of(1, 2, 3), 1)).toThrow(ArgumentError)
  })
})

const measures = { historicalRisk, gaussianRisk, cornishFisherRisk, studentRisk }

describe.each(Object.entries(measures))('%s', (_, measure) => {
  it('moves against the returns, and with their size', () => {
    fc.assert(
      fc.property(seeds, scales, (seed, by) => {
        const returns = studentDraws(80, 6, Random.fromSeed(seed))
        const risk = measure(returns, 0.95)
        const moved = measure(
          returns.map((x) => by * x + by),
          0.95,
        )
        if (risk === undefined) return
        near(moved?.valueAtRisk, by * (risk.valueAtRisk - 1), 1e-6)
        near(moved?.expectedShortfall, by * (risk.expectedShortfall - 1), 1e-6)
        expect(risk.expectedShortfall).toBeGreaterThanOrEqual(risk.valueAtRisk)
      }),
      { numRuns: 40 },
    )
  })

  it('declines what is no sample or level', () => {
    const returns = Float64Array.of(1, 2, 3, -1)
    expect(() => measure(returns, 0)).toThrow(ArgumentError)
    expect(() => measure(returns, 1)).toThrow(ArgumentError)
    expect(() => measure(Float64Array.of(1, Number.NaN, 2), 0.9)).toThrow(ArgumentError)
    expect(() => measure(new Float64Array(), 0.9)).toThrow(ArgumentError)
  })
})

describe('returns that do not vary', () => {
  const flat = new Float64Array(10).fill(0.01)

  it('lose what they are, by the sample, and have no law', () => {
    expect(historicalRisk(flat, 0.9).valueAtRisk).toBe(-0.01)
    expect(historicalRisk(flat, 0.9).expectedShortfall).toBeCloseTo(-0.01, 15)
    for (const measure of [gaussianRisk, cornishFisherRisk, studentRisk])
      expect(measure(flat, 0.9)).toBeUndefined()
    expect(fitStudentT(flat)).toBeUndefined()
  })

  it('are too many where more than half are equal, and not where fewer are', () => {
    expect(fitStudentT(Float64Array.of(0, 0, 0, 1, -1))).toBeUndefined()
    expect(fitStudentT(Float64Array.of(0, 0, 1, -1, 3))?.scale).toBeGreaterThan(0)
  })

  it('of a skewness beyond its kurtosis have no expansion', () => {
    const jump = Float64Array.from({ length: 50 }, (_, i) => (i === 7 ? -1 : 0.001 * (i % 2)))
    expect(cornishFisherRisk(jump, 0.99)).toBeUndefined()
  })

  it('of a normal are a Student t of many degrees', () => {
    const random = Random.fromSeed(2)
    const uniform = Float64Array.from({ length: 500 }, () => random.next())
    expect(fitStudentT(uniform)?.degrees).toBeCloseTo(200, 9)
    const t4 = fitStudentT(studentDraws(20_000, 4, random))
    expect(Math.abs((t4?.degrees ?? 0) - 4)).toBeLessThan(0.3)
  })
})

describe('backtests', () => {
  const random = Random.fromSeed(4)
  const days = {
    returns: studentDraws(300, 5, random),
    valueAtRisk: new Float64Array(300).fill(2),
    expectedShortfall: new Float64Array(300).fill(3),
    level: 0.95,
  }

  it('do not see the unit', () => {
    const doubled = {
      ...days,
      returns: days.returns.map((x) => 2 * x),
      valueAtRisk: days.valueAtRisk.map((x) => 2 * x),
      expectedShortfall: days.expectedShortfall.map((x) => 2 * x),
    }
    near(acerbiSzekelyStatistic(doubled), acerbiSzekelyStatistic(days), 1e-12)
    const again = (of: typeof days): unknown => mcNeilFreyTest(of, { random: Random.fromSeed(1) })
    expect(again(doubled)).toEqual(again(days))
    const students = { random: Random.fromSeed(1), degrees: 5, draws: 50 }
    expect(acerbiSzekelyTest(days, students).probability).toBeGreaterThan(0)
  })

  it('have answers where there is nothing to count', () => {
    const calm = { ...days, valueAtRisk: new Float64Array(300).fill(1e6) }
    expect(acerbiSzekelyStatistic(calm)).toBe(1)
    expect(mcNeilFreyTest(calm, { random })).toBeUndefined()
    expect(christoffersenTests(new Uint8Array(50), 0.99).independence).toEqual({
      statistic: 0,
      probability: 1,
    })
    expect(kupiecTest({ exceedances: 1, count: 100, level: 0.99 }).statistic).toBeCloseTo(0, 12)
  })

  it('decline what is no forecast or count', () => {
    expect(() => kupiecTest({ exceedances: 3, count: 2, level: 0.9 })).toThrow(ArgumentError)
    expect(() => kupiecTest({ exceedances: 1, count: 2, level: 1 })).toThrow(ArgumentError)
    expect(() => christoffersenTests([0, 2, 1], 0.9)).toThrow(ArgumentError)
    expect(() => christoffersenTests([0], 0.9)).toThrow(ArgumentError)
    const short = { ...days, valueAtRisk: new Float64Array(3) }
    expect(() => acerbiSzekelyStatistic(short)).toThrow(ArgumentError)
    const free = { ...days, expectedShortfall: new Float64Array(300) }
    expect(() => acerbiSzekelyStatistic(free)).toThrow('above 0')
    expect(() => mcNeilFreyTest(days, { random, deviation: new Float64Array(300) })).toThrow(
      ArgumentError,
    )
    expect(() => acerbiSzekelyTest(days, { random, draws: 0 })).toThrow(ArgumentError)
  })
})
