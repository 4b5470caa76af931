import { describe, expect, it } from 'vitest'
import {
  follower,
  guesser,
  marketOf,
  sceneSetup,
  seatOf,
  trendingMarket,
} from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { defineAgent } from '../agents/index.ts'
import type { LoadedBars } from '../market/index.ts'
import { backtest, type BacktestSetup } from './backtest.ts'
import { backtestNull, type NullChange, type RecordedTrial } from './backtest-null.ts'

const market = [trendingMarket(1, 800)]
const setup = sceneSetup([seatOf(follower)])
const { run, recorded } = backtest({ setup, market }, uncounted)

describe('backtestNull', () => {
  it('runs the trial again to the same hash when nothing changes, and counts nothing', () => {
    expect(backtestNull(recorded, {}).hash).toBe(run.hash)
    expect(backtestNull(recorded, { costFactor: 1, delayBars: 0 }).hash).toBe(run.hash)
  })

  it('wants a trial that was written down', () => {
    expect(() => backtestNull({} as RecordedTrial, {})).toThrow(TypeError)
    const copy = Object.create(recorded) as RecordedTrial
    expect(() => backtestNull(copy, {})).toThrow(/written down/)
  })

  it.each<[string, NullChange]>([
    ['another agent', { hear: () => seatOf(guesser) }],
    ['other parameters', { hear: (of) => ({ ...of, parameters: { fast: 3 } }) }],
    ['other features', { hear: (of) => ({ ...of, features: {} }) }],
    ['other instruments', { market: [trendingMarket(1, 800, 'ETH-USD.SIM')] }],
    ['fewer instruments', { market: [] }],
  ])('refuses %s', (_what, change) => {
    expect(() => backtestNull(recorded, change)).toThrow(TypeError)
  })

  it('hears the same agent otherwise', () => {
    const mute = backtestNull(recorded, { hear: (of) => ({ ...of, opine: () => undefined }) })
    expect(mute.fills).toEqual([])
  })

  it('costs more by the factor, and a rebate no more than it was', () => {
    const fees = (of: typeof run): number => of.fills.reduce((sum, { fee }) => sum + Number(fee), 0)
    const first = (of: typeof run): number => Number(of.fills[0]?.fee)
    const dear = backtestNull(recorded, { costFactor: 3 })
    expect(first(dear) / first(run)).toBeCloseTo(3, 1)
    expect(fees(dear)).toBeGreaterThan(2.5 * fees(run))
    expect(dear.endEquity).toBeLessThan(run.endEquity)
  })
})

/** Buys on the third bar and sells on the sixth, by the clock of the market. */
const clockwork = defineAgent({
  name: 'clockwork',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => {
    const row = Math.round(view.volume)
    if (row === 5_002) return { exposure: 0.5, confidence: 0.6 }
    return row === 5_005 ? { exposure: 0, confidence: 0.6 } : undefined
  },
})

it('lets market orders reach the exchange a bar later, and not before', () => {
  const flat: LoadedBars = marketOf('BTC-USD.SIM', 40, () => 0)
  const { bars } = flat
  for (let row = 0; row < bars.length; row += 1) bars.volume[row] = (5_000 + row) * 10_000
  const small: BacktestSetup = sceneSetup([seatOf(clockwork)])
  const trial = backtest({ setup: small, market: [flat] }, uncounted)
  const rowsOf = (of: typeof run): number[] => of.fills.map(({ ts }) => bars.rowAt(ts))
  expect(rowsOf(trial.run)).toEqual([3, 6])
  expect(rowsOf(backtestNull(trial.recorded, { delayBars: 1 }))).toEqual([4, 7])
  expect(rowsOf(backtestNull(trial.recorded, { delayBars: 2 }))).toEqual([5, 8])
})
