import { defined } from '../src/base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../src/domain/index.ts'
import { BookDriver, type MarketInput } from '../src/venue/sim/index.ts'
import type { TradeTickTable } from '../src/market/index.ts'
import { repeatTicks } from './repeat-ticks.ts'
import type { TickMarket } from './tick-market.ts'

/**
 * Levels and prints in the order in which the exchange has them: `isPrint` 1 or 0, `isBuy` whether
 * a bid, or a buyer who crossed. Unit: us, ticks, lots.
 */
export type L2Events = {
  readonly length: number
  readonly ts: Float64Array
  readonly isPrint: Uint8Array
  readonly isBuy: Uint8Array
  readonly ticks: Float64Array
  readonly lots: Float64Array
}

/** How a quoter is run over a market. Unit: us. */
export type L2Plan = {
  readonly firstTs: number
  readonly everyUs: number
  readonly steps: number
  readonly feedUs: number
  readonly orderUs: number
  readonly replyUs: number
  /** It buys while it holds less than this, and sells while it is short of less. Unit: lots. */
  readonly positionMax: number
}

export type L2Scene = {
  readonly market: TickMarket
  readonly instrument: Instrument
  readonly events: L2Events
  readonly plan: L2Plan
}

/**
 * Stamps become multiples of this, and orders are sent between them: no two programs meet a tie.
 */
const gridUs = 10
/** The recording is played this many times over. */
const times = 4

/** A quoter's run over a market, every tenth of a second from its second second on. */
export function l2Scene(ticks: TickMarket): L2Scene {
  const deltas = { ...ticks.deltas, columns: onGrid(ticks.deltas.columns) }
  const trades = since(deltas.columns.tsInit[0] ?? 0, ticks.trades)
  const market = repeatTicks({ ...ticks, deltas, trades }, times)
  const events = eventsOf(market)
  const everyUs = 100_000
  const [start = 0] = events.ts
  const end = events.ts[events.length - 1] as number
  const firstTs = Math.ceil(start / everyUs) * everyUs + 10 * everyUs + 3
  const steps = Math.floor((end - firstTs) / everyUs) - 10
  const legs = { feedUs: 4_000, orderUs: 5_000, replyUs: 6_000 }
  const { tick, lot } = market.deltas
  const made = instrument('BTC-USDT.BINANCE' as InstrumentId, tick, lot)
  return {
    market,
    instrument: defined(made.ok ? made.value : undefined, 'the instrument'),
    events,
    plan: { firstTs, everyUs, steps, ...legs, positionMax: 1_000 },
  }
}

function onGrid<Columns extends { readonly tsInit: Float64Array }>(columns: Columns): Columns {
  return { ...columns, tsInit: columns.tsInit.map((ts) => Math.floor(ts / gridUs) * gridUs) }
}

/** Prints before the book was known are left out. */
function since(ts: number, trades: TradeTickTable): TradeTickTable {
  const columns = onGrid(trades.columns)
  const first = columns.tsInit.findIndex((at) => at >= ts)
  const { tsEvent, tsInit, trade, side, ticks, lots } = columns
  const cut = (column: Float64Array): Float64Array => column.slice(first)
  return {
    ...trades,
    length: trades.length - first,
    columns: {
      tsEvent: cut(tsEvent),
      tsInit: cut(tsInit),
      trade: cut(trade),
      side: cut(side),
      ticks: cut(ticks),
      lots: cut(lots),
    },
  }
}

/** What the driver of the simulated exchange plays, row by row. */
function eventsOf({ deltas, trades }: TickMarket): L2Events {
  const length = deltas.length + trades.length
  const events = {
    length,
    ts: new Float64Array(length),
    isPrint: new Uint8Array(length),
    isBuy: new Uint8Array(length),
    ticks: new Float64Array(length),
    lots: new Float64Array(length),
  }
  let row = 0
  const put = (isPrint: number, isBuy: boolean, ticks: number, lots: number, ts: number): void => {
    events.ts[row] = ts
    events.isPrint[row] = isPrint
    events.isBuy[row] = isBuy ? 1 : 0
    events.ticks[row] = ticks
    events.lots[row] = lots
    row += 1
  }
  const target: MarketInput = {
    onDepth: (_, isBid, ticks, lots, ts) => put(0, isBid, ticks, lots, ts),
    onTrade: (_, isBuy, ticks, lots, ts) => put(1, isBuy, ticks, lots, ts),
    clearDepth: () => {
      if (row > 0) throw new Error('one snapshot at the start is all the yardsticks know')
    },
  }
  const driver = new BookDriver({ deltas, target, instrument: 0, prints: trades.columns })
  while (driver.nextTs < Number.POSITIVE_INFINITY) driver.step()
  return { ...events, length: row }
}
