// @module-tag long

import { describe, expect, it } from 'vitest'
import { type ForecastScene, forecastScene } from '../../../test/simulation/forecast-scene.ts'
import { defined } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import { type ForecastQuestion, lagCurve, testForecast } from './forecast-claim.ts'
import { forecastControl, forecastTreatment } from './forecast-losses.ts'
import type { TestedClaim } from './tested-claim.ts'

const rules = { trainCells: 20 * 14, refitCells: 4 * 14, loss: 'qlike' } as const

function questionOf(scene: ForecastScene, seed: number, permutations: number): ForecastQuestion {
  return {
    market: scene.market,
    columnsAt: () => [scene.column],
    ...{ lagUs: 6 * hourUs, rules, permutations, confidence: 0.95, seed },
  }
}

function tested(seed: number, leads: number, permutations: number, weeks = 60): TestedClaim {
  const claim = testForecast(questionOf(forecastScene(seed, weeks, leads), seed, permutations))
  if (typeof claim === 'string') throw new Error(claim)
  return claim
}

describe('testForecast', () => {
  it('finds a source that leads volatility', () => {
    const { effect, low, test, dieboldMariano } = tested(1, 0.25, 99, 160)
    expect(effect).toBeGreaterThan(3)
    expect(low).toBeGreaterThan(0)
    expect(test.probability).toBeLessThan(0.02)
    expect(dieboldMariano).toBeLessThan(0.01)
  })

  it('cries wolf about as often as it says when the source knows nothing', () => {
    const seeds = Array.from({ length: 300 }, (_, seed) => seed + 1)
    const probabilities = seeds.map((seed) => tested(seed, 0, 39).test.probability)
    const rate = (level: number): number =>
      probabilities.filter((probability) => probability <= level).length / seeds.length
    // Three errors of a share of 300 to either side.
    expect(rate(0.05)).toBeGreaterThan(0.012)
    expect(rate(0.05)).toBeLessThan(0.088)
    expect(rate(0.5)).toBeGreaterThan(0.41)
    expect(rate(0.5)).toBeLessThan(0.59)
  })

  it('gives the same figures again, and others with another seed', () => {
    expect(tested(3, 0.1, 19)).toEqual(tested(3, 0.1, 19))
    expect(tested(3, 0.1, 19).low).not.toBe(tested(4, 0.1, 19).low)
  })

  it('says why it cannot ask', () => {
    const short = forecastScene(1, 22, 0)
    expect(testForecast(questionOf(short, 1, 19))).toMatch(/only 28 cells could be forecast/)
    const { market } = forecastScene(1, 60, 0)
    const dead = new Float64Array(market.count).fill(Number.NaN)
    expect(testForecast(questionOf({ market, column: dead }, 1, 19))).toMatch(/nothing to say/)
  })
})

describe('the arms', () => {
  const { market, column } = forecastScene(5, 60, 0.2)
  const control = defined(forecastControl(market, rules), 'a control')

  it('are the same where the source is silent or does not move', () => {
    const half = column.map((value, cell) => (cell < 500 ? value : Number.NaN))
    const { cells, losses } = forecastTreatment(control, [half])
    for (const [i, cell] of cells.entries())
      expect(losses[i] === control.losses[i]).toBe(cell >= 500)
    const still = new Float64Array(market.count).fill(2)
    expect(forecastTreatment(control, [still]).losses).toEqual(control.losses)
  })

  it('of a cell know nothing that happened when it had begun', () => {
    const at = 400
    const scrambled = {
      ...market,
      variance: market.variance.map((value, cell) => (cell < at ? value : value * (cell % 7) + 1)),
    }
    const other = column.map((value, cell) => (cell <= at ? value : -value))
    const again = defined(forecastControl(scrambled, rules), 'a control')
    const [before, after] = [control.cells, again.cells].map((cells) => cells.indexOf(at - 1))
    expect(again.losses.slice(0, after)).toEqual(control.losses.slice(0, before))
    expect(forecastTreatment(again, [other]).losses.slice(0, after)).toEqual(
      forecastTreatment(control, [column]).losses.slice(0, before),
    )
  })

  it('lose least by either measure when they know the law', () => {
    const squared = defined(forecastControl(market, { ...rules, loss: 'squared-log' }), 'a control')
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length
    for (const of of [control, squared])
      expect(mean(forecastTreatment(of, [column]).losses)).toBeLessThan(mean(of.losses))
    // The noise of the scene has a variance of 0.25 + 0.09 that nobody can know.
    expect(mean(squared.losses)).toBeGreaterThan(0.34)
    expect(mean(squared.losses)).toBeLessThan(0.6)
  })
})

it('a curve has the claimed lag as one of its points', () => {
  const scene = forecastScene(6, 60, 0.2)
  const question = questionOf(scene, 6, 19)
  const [point] = lagCurve(question, [question.lagUs])
  const claim = testForecast(question)
  expect(claim).toMatchObject({ effect: point?.effect, low: point?.low, high: point?.high })
})
