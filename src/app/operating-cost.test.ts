import { describe, expect, it } from 'vitest'
import { Tiers } from '../risk/index.ts'
import { configurationRules } from './configuration-rules.ts'
import { costFinding, type OperatingNeeds, operatingCost, tierView } from './operating-cost.ts'

const costs = { modelPerDay: 1, dataPerDay: 0.5, hostingPerDay: 0.5 }
const terms = { ...costs, machinePerHour: 0.05, monthlyMax: 100, dollar: 1 }
const needs: OperatingNeeds = { terms, equity: 10_000, fees: 60, days: 30 }

it('adds up a day, a month, and the return of a year that pays for it', () => {
  expect(operatingCost(needs)).toEqual({
    modelPerDay: 1,
    dataPerDay: 0.5,
    hostingPerDay: 0.5,
    feesPerDay: 2,
    perDay: 4,
    perMonth: (4 * 365) / 12,
    runningPerMonth: (2 * 365) / 12,
    breakEven: 0.146,
    warnings: [],
  })
})

it('does not take the fees of an hour for those of a day', () => {
  expect(operatingCost({ ...needs, fees: 3, days: 1 / 24 }).feesPerDay).toBe(3)
})

describe('warns', () => {
  const warned = (over: Partial<OperatingNeeds>): readonly string[] =>
    operatingCost({ ...needs, ...over }).warnings

  it('when running it costs more than the month may, fees aside', () => {
    expect(warned({ terms: { ...terms, dataPerDay: 2 } })).toEqual([
      'running it costs 106.46 a month, 100.00 at most',
    ])
    expect(warned({ fees: 30_000 })).toEqual([])
  })

  it('when models cost more than the tier has for them', () => {
    expect(warned({ modelPerMonthMax: 30 })).toEqual([
      'models cost 30.42 a month, 30.00 at most in this tier',
    ])
    expect(warned({ modelPerMonthMax: 30.5 })).toEqual([])
  })

  it('when it must earn more than it was measured to', () => {
    expect(warned({ edge: 0.1 })).toEqual([
      'it must earn 14.60 % a year to pay for itself, and was measured to earn 10.00 %',
    ])
    expect(warned({ edge: 0.146 })).toEqual([])
  })

  it('when there is nothing to pay it from', () => {
    for (const equity of [0, -1, Number.NaN])
      expect(warned({ equity })).toEqual(['there is no equity to pay for it'])
  })
})

it('is a pass only where an edge was measured and is enough', () => {
  const at = (edge: number | undefined): string =>
    costFinding(operatingCost({ ...needs, edge }), edge).status
  expect([at(0.2), at(0.1), at(undefined)]).toEqual(['GO', 'NO GO', 'NOT RUN'])
})

it('is capped at a hundred a month where nothing else is said', () => {
  expect(configurationRules.operating.monthlyMax.fallback).toBe(100)
})

it('is shown beside the tier, and as not known where it is not', () => {
  expect(tierView(new Tiers(10_000), operatingCost(needs))).toEqual({
    name: 'growth',
    next: 25_000,
    costPerDay: 4,
    breakEven: 0.146,
  })
  expect(tierView(new Tiers(1e6), undefined)).toEqual({
    name: 'institutional',
    next: null,
    costPerDay: null,
    breakEven: null,
  })
})
