import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { BarColumns, dayUs, hourUs } from '../../domain/index.ts'
import { alphaOfLook, spendings } from './alpha-spending.ts'
import { effectOf, pairedEffect } from './paired-effect.ts'
import { shiftTest } from './shift-test.ts'
import { overallVerdict, verdictOf } from './verdict-of.ts'
import { volatilityCells } from './volatility-cells.ts'
import { shifted, weekShifts } from './week-shifts.ts'

describe('alphaOfLook', () => {
  it.each(spendings)('spends all of it over all looks, by %s', (spending) => {
    const shares = [1, 2, 3, 4].map((look) => alphaOfLook(0.05, look, { looks: 4, spending }))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.05, 12)
    expect(alphaOfLook(0.05, 1, { looks: 1, spending })).toBeCloseTo(0.05, 12)
  })

  it('spends what Lan and DeMets say', () => {
    // 2 - 2 phi(z / sqrt(t)) and alpha ln(1 + (e - 1) t), t a half.
    const half = { looks: 2, spending: 'obrien-fleming' } as const
    expect(alphaOfLook(0.05, 1, half)).toBeCloseTo(0.005575, 6)
    expect(alphaOfLook(0.05, 1, { ...half, spending: 'pocock' })).toBeCloseTo(0.031006, 6)
  })

  it('keeps the chance of any false alarm over looks at data that grow', () => {
    const random = Random.fromSeed(8)
    const [runs, looks] = [4_000, 4]
    const alarms = { naive: 0, spent: 0 }
    for (let run = 0; run < runs; run += 1) {
      let sum = 0
      const seen = { naive: false, spent: false }
      for (let look = 1; look <= looks; look += 1) {
        sum += random.normal()
        const z = Math.abs(sum) / Math.sqrt(look)
        const probability = 2 * (1 - normal(z))
        if (probability <= 0.05) seen.naive = true
        const plan = { looks, spending: 'pocock' } as const
        if (probability <= alphaOfLook(0.05, look, plan)) seen.spent = true
      }
      if (seen.naive) alarms.naive += 1
      if (seen.spent) alarms.spent += 1
    }
    expect(alarms.naive / runs).toBeGreaterThan(0.1)
    expect(alarms.spent / runs).toBeLessThan(0.05)
    expect(alarms.spent / runs).toBeGreaterThan(0.025)
  })
})

/** Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly
}

describe('verdictOf', () => {
  const base = { alpha: 0.05, effectMin: 1 }
  it.each([
    ['effect', { low: 0.5, high: 3, adjusted: 0.01 }],
    ['no effect', { low: -3, high: 0.9, adjusted: 0.6 }],
    ['no effect', { low: 0.2, high: 0.9, adjusted: 0.001 }],
    ['undecided', { low: -3, high: 3, adjusted: 0.4 }],
    ['undecided', { low: 0.5, high: 3, adjusted: 0.06 }],
    ['undecided', { low: -0.1, high: 3, adjusted: 0.01 }],
  ] as const)('is %s', (verdict, evidence) => {
    expect(verdictOf({ ...base, ...evidence })).toBe(verdict)
  })

  it('of several is an effect where there is one, and none only where all say so', () => {
    expect(overallVerdict(['no effect', 'effect', 'undecided'])).toBe('effect')
    expect(overallVerdict(['no effect', 'undecided'])).toBe('undecided')
    expect(overallVerdict(['no effect', 'no effect'])).toBe('no effect')
    expect(overallVerdict([])).toBe('undecided')
  })
})

describe('pairedEffect', () => {
  it('covers the true effect about as often as it says', { tags: ['long'] }, () => {
    let covered = 0
    const runs = 200
    for (let seed = 1; seed <= runs; seed += 1) {
      const random = Random.fromSeed(seed)
      const control = Float64Array.from({ length: 200 }, () => 0.01 * random.normal())
      // The truth: five basis points more, on average.
      const treatment = control.map((value) => value + 0.0005 + 0.004 * random.normal())
      const options = { confidence: 0.9, lags: 1, random }
      const { low, high } = pairedEffect('return', { control, treatment }, options)
      if (low <= 5 && 5 <= high) covered += 1
    }
    expect(covered / runs).toBeGreaterThan(0.82)
    expect(covered / runs).toBeLessThan(0.97)
  })

  it('is in per cent of the losses of the control, or in basis points', () => {
    const pairs = { control: Float64Array.of(2, 4), treatment: Float64Array.of(1, 4) }
    expect(effectOf('loss', pairs)).toBeCloseTo(100 / 6)
    expect(effectOf('return', pairs)).toBe(-5_000)
  })

  it('of arms that are the same is nothing, to both sides', () => {
    const control = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 3))
    const options = { confidence: 0.95, lags: 1, random: Random.fromSeed(1) }
    expect(pairedEffect('loss', { control, treatment: control }, options)).toMatchObject({
      ...{ effect: 0, low: 0, high: 0 },
      ...{ standardised: undefined, dieboldMariano: undefined },
    })
  })
})

describe('weekShifts', () => {
  it('takes every shift of four weeks or more when there are no more than asked', () => {
    expect(weekShifts(12, 99, Random.fromSeed(1))).toEqual([4, 5, 6, 7, 8])
    expect(weekShifts(7, 99, Random.fromSeed(1))).toEqual([])
  })

  it('draws different ones when there are more', () => {
    const drawn = weekShifts(300, 50, Random.fromSeed(1))
    expect(new Set(drawn).size).toBe(50)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(4)
    expect(Math.max(...drawn)).toBeLessThanOrEqual(296)
  })

  it('moves a column on, its end to its beginning', () => {
    expect([...shifted(Float64Array.of(1, 2, 3, 4), 1)]).toEqual([4, 1, 2, 3])
  })
})

it('shiftTest counts what does as well, itself included', () => {
  const pairs = { control: Float64Array.of(2, 2), treatment: Float64Array.of(1, 1) }
  const of = (shift: number): Float64Array => Float64Array.of(shift, shift)
  expect(shiftTest('loss', pairs, [0.5, 1, 1.5, 3], of)).toMatchObject({
    probability: 3 / 5,
    shifts: 4,
    nullMean: 25,
  })
  expect(shiftTest('loss', pairs, [], of)).toMatchObject({ probability: 1, nullMean: undefined })
})

describe('volatilityCells', () => {
  const bars = new BarColumns(24 * 15)
  const start = 3 * dayUs + 5 * hourUs
  for (let row = 0; row < 24 * 15; row += 1)
    if (row !== 100)
      bars.push(start + (row + 1) * hourUs, 105, row % 2 === 0 ? 110 : 105, 105, 105, 1)
  const cells = volatilityCells(bars, hourUs, { cellUs: 6 * hourUs, from: 0 })

  it('are whole weeks to the end, aligned to UTC', () => {
    expect([cells.count, cells.perWeek]).toEqual([56, 28])
    expect(cells.from[55]).toBe(18 * dayUs - 6 * hourUs)
    expect(cells.from.every((from) => from % (6 * hourUs) === 0)).toBe(true)
  })

  it('have the mean variance of their bars by Parkinson, a tick where the range is nothing', () => {
    const [wide, tick] = [Math.log(110 / 105), Math.log(106 / 105)]
    const variance = (wide * wide + tick * tick) / (8 * Math.LN2)
    expect(cells.variance[50]).toBeCloseTo(variance, 12)
  })

  it('have none where a bar is missing', () => {
    const missing = start + 101 * hourUs
    const holes = cells.variance.reduce((list: number[], value, k) => {
      return Number.isNaN(value) ? [...list, k] : list
    }, [])
    expect(holes).toHaveLength(1)
    const from = cells.from[holes[0] as number] as number
    expect(from < missing && missing <= from + 6 * hourUs).toBe(true)
  })

  it('begin at the time asked for, and are none without a whole week', () => {
    const later = { cellUs: 6 * hourUs, from: 10 * dayUs }
    expect(volatilityCells(bars, hourUs, later).count).toBe(28)
    expect(volatilityCells(bars, hourUs, { ...later, from: 13 * dayUs }).count).toBe(0)
  })
})
