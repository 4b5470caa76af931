import { describe, expect, it } from 'vitest'
import { reportOf } from '../../../test/e2e/report-input.ts'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import { normalCdf } from '../../quant/index.ts'
import { measure } from '../metrics/measure.ts'
import { equityCone } from './equity-cone.ts'
import { returnDistribution } from './return-distribution.ts'
import { rivalRows } from './rival-comparison.ts'
import { rollingSharpe } from './rolling-sharpe.ts'
import { sampleTimes } from './sample-times.ts'
import { summariseTearSheet } from './summarise-tear-sheet.ts'

const { run } = makeRun({ bars: 24 * 300, intervalUs: hourUs, holdBars: 20 })
const metrics = measure(run)
const { sampled } = metrics.curve

describe('the cone', () => {
  const cone = equityCone(run, sampled)

  it('begins at the last equity and opens: nine in ten around half around the median', () => {
    expect(cone?.steps[0]).toMatchObject({
      ts: run.to,
      median: run.endEquity,
      low90: run.endEquity,
    })
    for (const step of cone?.steps.slice(1) ?? []) {
      const bands = [step.low90, step.low50, step.median, step.high50, step.high90]
      expect(bands).toEqual([...bands].sort((a, b) => a - b))
    }
    const width = (k: number): number => {
      const step = cone?.steps.at(k)
      return (step?.high90 ?? 0) - (step?.low90 ?? 0)
    }
    expect(width(-1)).toBeGreaterThan(width(1))
    expect(cone?.samples).toBe(Math.floor(sampled.returns.length / 4))
    expect(cone?.steps.at(-1)?.ts).toBe(run.to + (cone?.samples ?? 0) * dayUs)
  })

  it('is that of a normal walk where returns are one', () => {
    const last = cone?.steps.at(-1)
    const mean = sampled.returns.reduce((sum, value) => sum + value, 0) / sampled.returns.length
    const expected = run.endEquity * Math.exp(mean * (cone?.samples ?? 0))
    expect(Math.abs(Math.log((last?.median ?? 0) / expected))).toBeLessThan(0.03)
  })

  it('is the same for the same seed, and missing where there is too little', () => {
    expect(equityCone(run, sampled)).toEqual(cone)
    expect(equityCone({ ...run, seed: 2 }, sampled)).not.toEqual(cone)
    expect(equityCone(run, { ...sampled, returns: sampled.returns.slice(0, 15) })).toBeUndefined()
    expect(equityCone({ ...run, endEquity: 0 }, sampled)).toBeUndefined()
  })
})

describe('the rolling ratio', () => {
  it('ends with the ratio of the last window, at the time of the last return', () => {
    const found = rollingSharpe(run.equity, sampled)
    const window = found?.window ?? 0
    const returns = sampled.returns.slice(-window)
    const mean = returns.reduce((sum, value) => sum + value, 0) / window
    const squares = returns.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
    const ratio = (mean / Math.sqrt(squares / (window - 1))) * Math.sqrt(365)
    expect(found?.points.at(-1)?.value).toBeCloseTo(ratio, 9)
    expect(found?.points.at(-1)?.ts).toBe(sampleTimes(run.equity, sampled).at(-1))
    expect(found?.points).toHaveLength(sampled.returns.length - window + 1)
  })

  it('wants two whole windows', () => {
    const few = { ...sampled, returns: sampled.returns.slice(0, 39) }
    expect(rollingSharpe(run.equity, few)).toBeUndefined()
  })
})

describe('the distribution of returns', () => {
  const found = returnDistribution(sampled)

  it('counts every return once, and parts gains from losses at 0', () => {
    const counted = found?.bins.reduce((sum, { count }) => sum + count, 0)
    expect(counted).toBe(sampled.returns.length)
    const losses = found?.bins.filter(({ to }) => to <= 1e-12)
    const below = losses?.reduce((sum, { count }) => sum + count, 0)
    expect(below).toBe(sampled.returns.filter((value) => value < 0).length)
  })

  it('expects of a normal law what lies between the ends of its bins', () => {
    const { bins = [], mean = 0, deviation = 1 } = found ?? {}
    const below = (value: number): number => normalCdf((value - mean) / deviation)
    const expected = bins.reduce((sum, bin) => sum + bin.expected, 0)
    const share = below(bins.at(-1)?.to ?? 0) - below(bins[0]?.from ?? 0)
    expect(expected).toBeCloseTo(share * sampled.returns.length, 6)
  })

  it('has losses that grow with the level, and shortfalls beyond them', () => {
    const { risk95, risk99 } = found ?? {}
    expect(risk99?.valueAtRisk).toBeGreaterThan(risk95?.valueAtRisk ?? 0)
    expect(risk95?.expectedShortfall).toBeGreaterThanOrEqual(risk95?.valueAtRisk ?? 0)
  })

  it('is missing where all returns are equal', () => {
    expect(returnDistribution({ ...sampled, returns: new Float64Array(50) })).toBeUndefined()
  })
})

describe('rivals', () => {
  it('differ by the mean of paired returns, inside its interval, and not from themselves', () => {
    const other = makeRun({ bars: 24 * 300, intervalUs: hourUs, holdBars: 20, seed: 9 }).run
    const rivals = [
      { name: 'other', run: other, metrics: measure(other) },
      { name: 'self', run, metrics },
    ]
    const [first, second] = rivalRows(run, metrics, rivals)
    const theirs = rivals[0]?.metrics.curve.sampled.returns ?? new Float64Array()
    const gaps = sampled.returns.map((value, k) => value - (theirs[k] ?? 0))
    const mean = gaps.reduce((sum, value) => sum + value, 0) / gaps.length
    expect(first?.difference?.effect).toBeCloseTo(10_000 * mean, 6)
    expect(first?.difference?.low).toBeLessThan(first?.difference?.effect ?? 0)
    expect(first?.difference?.high).toBeGreaterThan(first?.difference?.effect ?? 0)
    expect(second?.difference).toBeUndefined()
  })
})

/** Every number in a document, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

it.each([0, 1, 2, 50, 3_000])('gives finite figures or null after %i bars', (bars) => {
  const told = summariseTearSheet(reportOf(makeRun({ bars })))
  const numbers = numbersIn(told)
  expect(numbers.length).toBeGreaterThan(4)
  expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([])
})
