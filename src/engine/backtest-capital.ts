import { minorPerUnit } from '../domain/index.ts'
import type { LoadedBars } from '../market/index.ts'
import { MarketFrictions, type MarketSize } from '../venue/index.ts'
import { type BacktestOptions, type BacktestSetup, runBacktest } from './backtest.ts'
import type { RecordedTrial } from './backtest-null.ts'
import type { CurveRoom } from './curve-room.ts'
import type { DeskSurroundings } from './desk-surroundings.ts'
import { Recorded } from './recorded.ts'
import type { RunResult } from './run-result.ts'

/** What a trial is run again with. */
export type OtherCapital = {
  /** Money at the start, minor units. Above 0. */
  readonly cash: bigint
  /** Days' volatilities the price moves for an order of a whole day's volume. 0 or more. */
  readonly impactFactor: number
  /** What every instrument can bear. */
  readonly markets: readonly MarketSize[]
  /** Room for the equity curve, written over by the next run given it. */
  readonly room?: CurveRoom | undefined
}

/**
 * A trial that was written down, run again with other money in a market that gives way before it
 * by the square-root law. It says how much of the trial is left at that size: agents, parameters
 * and bars are those of the trial, so nothing is chosen by it and it is not counted.
 *
 * @throws TypeError for a trial that `backtest` has not made, or one whose fills come from a book.
 */
export function backtestCapital(trial: RecordedTrial, other: OtherCapital): RunResult {
  const { setup, market, outside, warmUntil } = Recorded.contentOf(trial)
  if (setup.costs.matching === 'book')
    throw new TypeError('a market gives way where bars alone fill orders')
  const { impactFactor: factor, markets, room } = other
  const gives = new MarketFrictions({
    impact: { law: 'square-root', factor, slippage: 0 },
    ...{ markets, isSliced: false, seed: setup.seed },
  })
  const options: BacktestOptions & Pick<DeskSurroundings, 'gives'> = {
    setup: withMoney(setup, other, market),
    ...{ market, outside, warmUntil, room, gives },
  }
  return runBacktest(options)
}

/**
 * Buying power is measured at what an order of all the money would move its market by. The largest
 * order is an amount of money and grows with it: the market is to set the end, not a setting.
 */
function withMoney(
  setup: BacktestSetup,
  { cash, impactFactor, markets }: OtherCapital,
  market: readonly LoadedBars[],
): BacktestSetup {
  const moves = market.map(({ instrument, bars }, i) => {
    const size = markets[i]
    const price = bars.close[bars.length - 1]
    if (size === undefined || price === undefined) return 0
    const lots = Number(cash) / minorPerUnit / (price * instrument.tickSize * instrument.lotSize)
    return impactFactor * size.volatilityPerDay * Math.sqrt(lots / size.lotsPerDay)
  })
  const { limits } = setup
  const times = Math.max(1, Number(cash) / Number(setup.cash))
  const orderNotionalMax = limits.orderNotionalMax * times
  const costBuffer = limits.costBuffer + Math.max(0, ...moves)
  return { ...setup, cash, limits: { ...limits, orderNotionalMax, costBuffer } }
}
