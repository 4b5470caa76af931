import { describe, expect, it } from 'vitest'
import { hourUs } from '../../domain/index.ts'
import { generateMarket, type LoadedBars } from '../../market/index.ts'
import { alignColumn } from '../observations/align-observations.ts'
import { futureReturns } from './future-returns.ts'
import { generatedProcesses } from './generated-process.ts'
import { type GeneratedSources, generatedSources } from './generated-sources.ts'

const market = generateMarket({ seed: 3, rows: 60 * 24 * 40 })
const made = (seed: number, planted = 0): GeneratedSources =>
  generatedSources(market, { seed, planted })

function columnOf(sources: GeneratedSources, name: string): Float64Array {
  const found = sources.sources.find(({ log }) => log.names.includes(name))
  return found?.log.column(name) ?? new Float64Array(0)
}

/** Of a column that speaks every hour with the move of the market in the six hours after. */
function lead(planted: number, seed: number): number {
  const { log } = made(seed, planted).sources.find(({ log: of }) =>
    of.names.includes('news.sentiment'),
  ) as GeneratedSources['sources'][number]
  const values = log.column('news.sentiment') ?? new Float64Array(0)
  const future = futureReturns(market, [...log.tsInit], 6 * hourUs)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [both, own, other] = [0, 0, 0]
  for (const [i, value] of values.entries()) {
    both += (value - mean) * (future[i] as number)
    own += (value - mean) * (value - mean)
    other += (future[i] as number) * (future[i] as number)
  }
  return both / Math.sqrt(own * other)
}

describe('generatedSources', () => {
  it('is the same of one seed, another of another, and labelled', () => {
    const [one, again, other] = [made(1), made(1), made(2)]
    expect(one.label).toBe('generated, seed 1, nothing planted')
    for (const { name } of generatedProcesses) {
      expect(columnOf(one, name)).toEqual(columnOf(again, name))
      expect(columnOf(one, name)).not.toEqual(columnOf(other, name))
      expect(columnOf(one, name).length).toBeGreaterThan(30)
    }
    for (const { log } of one.sources) expect(log.row(0)?.origin).toBe(one.label)
    expect(one.code[0]?.log.sha256).toBe(again.code[0]?.log.sha256)
    expect(one.code[0]?.log.sha256).not.toBe(other.code[0]?.log.sha256)
  })

  it('stays within what a column can be, whole where it counts', () => {
    for (const { name, min, max, isWhole } of generatedProcesses)
      for (const value of columnOf(made(1, 0.5), name)) {
        expect(value >= min && value <= max).toBe(true)
        expect(!isWhole || Number.isInteger(value)).toBe(true)
      }
  })

  it('gives every coin its own, and to Bitcoin what is about Bitcoin', () => {
    const { sources, code } = made(1)
    const coins = market.map(({ instrument }) => instrument.base)
    const about = (name: string): readonly string[] =>
      sources.filter(({ log }) => log.names.includes(name)).map(({ coin }) => coin)
    expect(about('funding.rate')).toEqual(coins)
    expect(about('onchain.mvrv')).toEqual(['BTC'])
    expect(about('news.count')).toEqual([''])
    expect(code.map(({ coin }) => coin)).toEqual(coins)
  })

  it('knows nothing of what comes where nothing is planted, and as much as is planted', () => {
    const seeds = [1, 2, 3, 4]
    const mean = (planted: number): number =>
      seeds.reduce((sum, seed) => sum + lead(planted, seed), 0) / seeds.length
    expect(Math.abs(mean(0))).toBeLessThan(0.1)
    expect(mean(0.5)).toBeGreaterThan(0.4)
    expect(mean(0.5)).toBeLessThan(0.6)
    expect(mean(1)).toBeGreaterThan(0.95)
  })

  it('is there from the first hour on, with a value for every bar', () => {
    const { bars } = market[0] as LoadedBars
    for (const { log, format } of made(1).sources) {
      const [column] = format.columns
      if (column === undefined) throw new TypeError('a column')
      const closes = bars.ts.slice(60 * 24, bars.length)
      const { values } = alignColumn(log, column.name, closes, column)
      expect(values.some(Number.isNaN)).toBe(false)
    }
  })

  it('takes no strength that is none', () => {
    expect(() => made(1, 1.5)).toThrow(/from 0 to 1/)
  })
})

it('futureReturns are 0 where the market does not reach, and of mean 0', () => {
  const { bars } = market[0] as LoadedBars
  const last = bars.ts[bars.length - 1] as number
  const times = Array.from({ length: 500 }, (_, i) => last - (499 - i) * hourUs)
  const future = futureReturns(market, times, 6 * hourUs)
  expect(future.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9)
  expect(new Set(future.slice(-6)).size).toBe(1)
  expect(new Set(future.slice(0, 400)).size).toBe(400)
})
