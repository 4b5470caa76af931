import type { Agent, AgentKind } from '../../src/agents/index.ts'
import { Random } from '../../src/base/index.ts'
import { backtest, type BacktestSetup } from '../../src/engine/index.ts'
import type { FillRow } from '../../src/engine/index.ts'
import type { FeedBar, LoadedBars } from '../../src/market/index.ts'
import type { Scene } from './desk-scene.ts'
import { marketOf, sceneSetup, seatOf } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

/**
 * Hourly bars of a walk and of one that follows it at a distance which keeps `decay` of itself from
 * hour to hour: 1 for two walks that only look alike.
 */
export function pairMarket(seed: number, decay: number, rows: number): readonly LoadedBars[] {
  const random = Random.stream(seed, 'pair market')
  const moves = Array.from({ length: rows }, () => 0.005 * random.normal())
  let gap = 0
  const first = marketOf('BTC-USD.SIM', rows, (row) => {
    const before = gap
    gap = decay * gap + 0.004 * random.normal()
    return Math.exp((moves[row] as number) + gap - before) - 1
  })
  const second = marketOf('ETH-USD.SIM', rows, (row) => Math.exp(moves[row] as number) - 1)
  return [first, second]
}

/**
 * Hourly bars of two walks and, first, of one that follows half of each at a distance which keeps
 * `decay` of itself from hour to hour: 1 for walks that only look alike.
 */
export function basketMarket(seed: number, decay: number, rows: number): readonly LoadedBars[] {
  const random = Random.stream(seed, 'basket market')
  const moves = [0, 1].map(() => Array.from({ length: rows }, () => 0.005 * random.normal()))
  const move = (walk: number, row: number): number => moves[walk]?.[row] as number
  let gap = 0
  const first = marketOf('BTC-USD.SIM', rows, (row) => {
    const before = gap
    gap = decay * gap + 0.004 * random.normal()
    return Math.exp(0.5 * (move(0, row) + move(1, row)) + gap - before) - 1
  })
  const others = ['ETH-USD.SIM', 'SOL-USD.SIM'].map((id, walk) =>
    marketOf(id, rows, (row) => Math.exp(move(walk, row)) - 1),
  )
  return [first, ...others]
}

/** A desk that may sell short, pays nothing, and leaves sets of legs all the room they want. */
export function freeSetup(agents: readonly Agent[]): BacktestSetup {
  const setup = sceneSetup(agents)
  const costs = { ...setup.costs, feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0 }
  return { ...setup, costs, legsShareMax: 1 }
}

/** Its fills, and what it made or lost, as a share of the money it began with. */
export function tradedBy(
  kind: AgentKind,
  market: readonly LoadedBars[],
  parameters: Record<string, unknown> = {},
): { readonly fills: readonly FillRow[]; readonly made: number } {
  const setup = freeSetup([seatOf(kind, parameters)])
  const { run } = backtest({ setup, market }, uncounted)
  const { equity, length } = run.equity
  return { fills: run.fills, made: (equity[length - 1] as number) / (equity[0] as number) - 1 }
}

/** The bars of a market as a running desk gets them, in the order of their close. */
export function sceneOf(market: readonly LoadedBars[], setup: BacktestSetup): Scene {
  const bars = market.flatMap(({ bars: of }, instrument) =>
    Array.from(
      { length: of.length },
      (_, row): FeedBar => ({
        ...{ instrument, ts: of.ts[row] as FeedBar['ts'] },
        ...{ open: of.open[row] as number, high: of.high[row] as number },
        ...{ low: of.low[row] as number, close: of.close[row] as number },
        volume: of.volume[row] as number,
      }),
    ),
  )
  return {
    setup: {
      ...setup,
      instruments: market.map(({ instrument }) => instrument),
      intervalsUs: market.map(({ intervalUs }) => intervalUs),
    },
    bars: bars.sort((a, b) => a.ts - b.ts || a.instrument - b.instrument),
  }
}
