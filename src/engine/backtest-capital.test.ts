import { describe, expect, it } from 'vitest'
import { follower, sceneSetup, seatOf, trendingMarket } from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { signOf } from '../domain/index.ts'
import { backtest } from './backtest.ts'
import { backtestCapital, type OtherCapital } from './backtest-capital.ts'
import type { RecordedTrial } from './backtest-null.ts'
import type { RunResult } from './run-result.ts'

const market = [trendingMarket(1, 800)]
const setup = sceneSetup([seatOf(follower)])
const { run, recorded } = backtest({ setup, market }, uncounted)
const size = { volatilityPerDay: 0.03, lotsPerDay: 1e9 }

const other = (change: Partial<OtherCapital>): RunResult =>
  backtestCapital(recorded, { cash: setup.cash, impactFactor: 1, markets: [size], ...change })

/** Mean of (fill − arrival) × side over arrival. */
const slippage = ({ fills }: RunResult): number =>
  fills.reduce((sum, of) => sum + (of.price / of.arrival - 1) * signOf(of.side), 0) / fills.length

describe('backtestCapital', () => {
  it('is the trial itself with its own money in a market that does not give way', () => {
    expect(other({ impactFactor: 0 }).hash).toBe(run.hash)
  })

  it('starts with the money it is given', () => {
    expect(other({ cash: 12_300_000_000n }).startEquity).toBe(123)
  })

  it('pays more slippage the more money it has, by the root of it', () => {
    const impact = (cash: bigint): number =>
      slippage(other({ cash })) - slippage(other({ cash, impactFactor: 0 }))
    const [one, four] = [impact(setup.cash), impact(4n * setup.cash)]
    expect(one).toBeGreaterThan(0)
    expect(four / one).toBeGreaterThan(1.8)
    expect(four / one).toBeLessThan(2.2)
  })

  it('lets the largest order grow with the money, and spreads it over bars', () => {
    const much = other({ cash: 100n * setup.cash })
    expect(much.refusals).toEqual({})
    expect(much.fills.length).toBeGreaterThan(run.fills.length)
    expect(much.endEquity / much.startEquity).toBeLessThan(run.endEquity / run.startEquity)
  })

  it('wants a trial that was written down, and fills that come from bars', () => {
    const capital = { cash: setup.cash, impactFactor: 1, markets: [size] }
    expect(() => backtestCapital({} as RecordedTrial, capital)).toThrow(/written down/)
    const costs = { ...setup.costs, matching: 'book' as const }
    const booked = backtest({ setup: { ...setup, costs }, market }, uncounted)
    expect(() => backtestCapital(booked.recorded, capital)).toThrow(/bars alone/)
  })
})
