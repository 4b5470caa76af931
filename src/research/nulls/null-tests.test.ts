// @module-tag long

import { describe, expect, it } from 'vitest'
import {
  follower,
  guesser,
  noisyMarket,
  sceneSetup,
  seatOf,
  silent,
  stageOf,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import type { CheckRow } from '../check-row.ts'
import { nullRuns, nullTests } from './null-tests.ts'

const statuses = (rows: readonly CheckRow[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ name, status }) => [name, status]))

const everyName = [
  'shuffled returns',
  'block-shuffled returns',
  'random entries',
  'lagged 1 bar',
  'lagged 2 bars',
  'lagged 5 bars',
  'inverted',
  'noise instruments',
  'profit on noise',
  'costs x2',
  'costs x3',
  'execution delay x2',
]

describe('nullTests', () => {
  it('finds nothing against an edge that is there', () => {
    const stage = stageOf(sceneSetup([seatOf(follower)]), [trendingMarket(1, 4_000)])
    const rows = nullTests(stage)
    expect(rows.map(({ name }) => name)).toEqual(everyName)
    expect(statuses(rows)).toEqual(Object.fromEntries(everyName.map((name) => [name, 'pass'])))
  })

  it('takes no noise for an edge', () => {
    const stage = stageOf(sceneSetup([seatOf(guesser)]), [noisyMarket(1, 4_000)])
    const found = statuses(nullTests(stage))
    expect(found).toMatchObject({
      'shuffled returns': 'fail',
      'block-shuffled returns': 'fail',
      'random entries': 'fail',
      'lagged 1 bar': 'fail',
      'noise instruments': 'fail',
      'profit on noise': 'pass',
      'costs x2': 'fail',
    })
  })

  it('gives equal tables for equal seeds, and others for others', () => {
    const market = [trendingMarket(2, 600)]
    const table = (seed: number): string =>
      JSON.stringify(nullTests(stageOf(sceneSetup([seatOf(follower)]), market, 3, seed)))
    expect(table(1)).toBe(table(1))
    expect(table(1)).not.toBe(table(2))
  })

  it('does not invert where nothing is sold short', () => {
    const stage = stageOf(sceneSetup([seatOf(follower)], true), [trendingMarket(1, 2_000)], 2)
    const row = nullTests(stage).find(({ name }) => name === 'inverted')
    expect(row).toMatchObject({ status: 'NOT RUN', figures: {} })
    expect(row?.why).toMatch(/short/)
  })

  it.each([
    ['It never traded.', silent, 500],
    ['99 bars are too few; 100 are needed.', follower, 99],
    ['0 bars are too few; 100 are needed.', follower, 0],
  ])('is not run, and says why: %s', (why, kind, rows) => {
    const stage = stageOf(sceneSetup([seatOf(kind)]), [noisyMarket(1, rows)])
    const table = nullTests(stage)
    expect(table.map(({ name }) => name)).toEqual(everyName)
    for (const row of table) expect(row).toMatchObject({ status: 'NOT RUN', why })
  })

  it('works on several instruments, of different lengths too', () => {
    const market = [trendingMarket(3, 1_500), trendingMarket(4, 900, 'ETH-USD.SIM')]
    const rows = nullTests(stageOf(sceneSetup([seatOf(follower)]), market, 19))
    expect(rows.every(({ status }) => status === 'pass')).toBe(true)
  })

  it('keeps every figure finite, and takes no more runs than it says', () => {
    const stage = stageOf(sceneSetup([seatOf(guesser)]), [noisyMarket(5, 400)], 2)
    let runs = 0
    const rows = nullTests({
      ...stage,
      runNull: (change) => {
        runs += 1
        return stage.runNull(change)
      },
      runRandom: (rates, draw) => {
        runs += 1
        return stage.runRandom(rates, draw)
      },
    })
    expect(runs).toBe(nullRuns(2))
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
    for (const { figures } of rows)
      for (const figure of Object.values(figures))
        expect(figure === null || Number.isFinite(figure)).toBe(true)
  })
})

it('passes noise about as seldom as it says', () => {
  const passed = { 'shuffled returns': 0, 'block-shuffled returns': 0, 'random entries': 0 }
  const seeds = 60
  for (let seed = 1; seed <= seeds; seed += 1) {
    const setup = { ...sceneSetup([seatOf(guesser)]), seed }
    const rows = nullTests(stageOf(setup, [noisyMarket(seed, 240)], 19, seed))
    for (const name of Object.keys(passed) as (keyof typeof passed)[])
      if (rows.find((row) => row.name === name)?.status === 'pass') passed[name] += 1
  }
  // Five in a hundred are asked for: of 60, more than 9 come in less than one of a thousand.
  for (const count of Object.values(passed)) expect(count).toBeLessThanOrEqual(9)
})
