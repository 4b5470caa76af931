import { expect, it } from 'vitest'
import { follower, sceneSetup, seatOf, trendingMarket } from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import type { Micros } from '../domain/index.ts'
import { backtest } from './backtest.ts'

const market = [trendingMarket(1, 300), trendingMarket(2, 300, 'ETH-USD.SIM')]
const setup = sceneSetup([seatOf(follower)])
const timeOf = (row: number): Micros => (market[0]?.bars.ts[row] ?? 0) as Micros

it('looks once at each time, with what was known by then, and changes nothing', () => {
  const seen: (readonly [number, number])[] = []
  const looks = {
    at: [0 as Micros, timeOf(99), (timeOf(199) + 1) as Micros, timeOf(299)],
    // The bar that is being shown is one of two of its time.
    onLook: (k: number, desk: { readonly bars: number }) => void seen.push([k, desk.bars]),
  }
  const looked = backtest({ setup, market, looks }, uncounted)
  expect(looked.run.hash).toBe(backtest({ setup, market }, uncounted).run.hash)
  expect(seen.map(([k]) => k)).toEqual([0, 1, 2])
  expect(seen.map(([, bars]) => Math.floor((bars - 1) / 2))).toEqual([0, 100, 200])
})
