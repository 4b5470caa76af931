import { expect, it } from 'vitest'
import {
  follower,
  guesser,
  noisyMarket,
  sceneSetup,
  seatOf,
  silent,
  trendingMarket,
} from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import type { TrialLedger } from '../engine/index.ts'
import { nullsTotal, runNulls } from './run-nulls.ts'

const market = [trendingMarket(1, 1_200)]

it('counts one trial, whatever it runs, and tells of every run', () => {
  let counted = 0
  const trials: TrialLedger = {
    ...uncounted,
    record: () => {
      counted += 1
      return counted
    },
  }
  const told: number[] = []
  const setup = sceneSetup([seatOf(follower)])
  const options = { setup, market, trials, draws: 19, onProgress: (n: number) => told.push(n) }
  const report = runNulls(options)
  expect(counted).toBe(1)
  expect(told).toEqual(Array.from({ length: nullsTotal(19) }, (_, n) => n + 1))
  expect(report.verdict).toBe('pass')
  const again = runNulls({ setup, market, trials, draws: 19 })
  expect(again).toMatchObject({ nulls: report.nulls, bias: report.bias })
})

it('answers no to chance, and to nothing at all that nothing was shown', () => {
  const verdictOf = (kind: typeof guesser): string =>
    runNulls({
      setup: sceneSetup([seatOf(kind)]),
      market: [noisyMarket(1, 600)],
      trials: uncounted,
      draws: 19,
    }).verdict
  expect(verdictOf(guesser)).toBe('fail')
  expect(verdictOf(silent)).toBe('NOT RUN')
})

it('runs with orders matched in the whole exchange', () => {
  const setup = sceneSetup([seatOf(follower)])
  const costs = { ...setup.costs, matching: 'book' as const }
  const options = { setup: { ...setup, costs }, market, trials: uncounted, draws: 1 }
  const delayed = runNulls(options).nulls.find(({ name }) => name === 'execution delay x2')
  expect(delayed?.status).toBe('pass')
})
