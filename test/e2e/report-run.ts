import { assert, defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  type Instrument,
  instrument,
  micros,
  minorPerUnit,
  minuteUs,
  notional,
  parseInstrumentId,
  price,
  quantity,
  type Side,
  signOf,
  slipped,
} from '../../src/domain/index.ts'
import type { FillRow, RunResult, Trade } from '../../src/engine/index.ts'

/** A made-up run and the bars it was made on. */
export type MadeRun = { readonly run: RunResult; readonly bars: readonly BarColumns[] }

export const madeCosts = { feeTakerPpm: 2_600, slippage: 0.001 }

/**
 * A run over random walks, by a trader that holds each position for a drawn time. Equity, trades
 * and costs follow from the fills to the last minor unit. Same options, same run.
 *
 * @param options.holdBars - Mean length of a position and of the pause after it, in bars.
 */
export function makeRun(options: {
  readonly bars: number
  readonly seed?: number
  readonly intervalUs?: number
  readonly names?: readonly string[]
  readonly holdBars?: number
  readonly from?: string
}): MadeRun {
  const { seed = 1, intervalUs = minuteUs, names = ['BTC-USD.SIM'], holdBars = 400 } = options
  const from = Date.parse(options.from ?? '2023-01-01T00:00:00Z') * 1_000
  const random = Random.fromSeed(seed)
  const bars = names.map(() => walk(options.bars, from, intervalUs, random))
  const instruments = names.map(makeInstrument)
  const trader = new Trader(instruments, random, holdBars)
  const ts = new Float64Array(options.bars)
  const equity = new Float64Array(options.bars)
  const exposure = new Float32Array(options.bars)
  for (let row = 0; row < options.bars; row += 1) {
    bars.forEach((columns, index) => {
      trader.onBar(index, columns, row)
    })
    const closes = bars.map((columns) => columns.close[row] as number)
    ts[row] = bars[0]?.ts[row] as number
    equity[row] = trader.equity(closes)
    exposure[row] = trader.held(closes) / (equity[row] as number)
  }
  const run: RunResult = {
    hash: 'f'.repeat(64),
    seed,
    instruments,
    bars: options.bars * names.length,
    from: micros(from + intervalUs),
    to: micros(from + intervalUs * options.bars),
    intervalUs,
    equity: { length: options.bars, ts, equity, exposure },
    fills: trader.fills,
    trades: trader.trades,
    startEquity: 100_000,
    endEquity: equity[options.bars - 1] ?? 100_000,
    mode: 'normal',
    refusals: { 'notional-min': 3 },
    cuts: {},
    standings: [],
    strategies: 1,
    shut: [],
    halted: undefined,
  }
  return { run, bars }
}

function makeInstrument(name: string): Instrument {
  const id = parseInstrumentId(name)
  assert(id.ok, name)
  const made = instrument(id.value, '0.01', '0.00001')
  assert(made.ok, name)
  return made.value
}

function walk(count: number, from: number, intervalUs: number, random: Random): BarColumns {
  const bars = new BarColumns(count)
  const perBar = 0.03 * Math.sqrt(intervalUs / 86_400_000_000)
  let last = 2_000_000
  let calm = 1
  for (let row = 0; row < count; row += 1) {
    calm = 0.999 * calm + 0.001 * (0.3 + 1.4 * random.next())
    const move = (): number => Math.exp(perBar * calm * random.normal())
    const open = last
    const close = Math.max(1_000, Math.round(open * move() * (1 + 0.03 * perBar * perBar)))
    const high = Math.round(Math.max(open, close) * (1 + perBar * random.next() * 0.5))
    const low = Math.round(Math.min(open, close) * (1 - perBar * random.next() * 0.5))
    bars.push(from + intervalUs * (row + 1), open, high, low, close, 1 + random.below(1_000_000))
    last = close
  }
  return bars
}

type Holding = { lots: number; side: Side; entryTs: number; entryTicks: number; fees: bigint }

class Trader {
  readonly fills: FillRow[] = []
  readonly trades: Trade[] = []
  readonly #instruments: readonly Instrument[]
  readonly #random: Random
  readonly #holdBars: number
  readonly #holdings: (Holding | undefined)[]
  #cash = 100_000n * BigInt(minorPerUnit)

  constructor(instruments: readonly Instrument[], random: Random, holdBars: number) {
    this.#instruments = instruments
    this.#random = random
    this.#holdBars = holdBars
    this.#holdings = instruments.map(() => undefined)
  }

  onBar(index: number, bars: BarColumns, row: number): void {
    if (row === 0 || this.#random.next() > 1 / this.#holdBars) return
    const arrival = bars.close[row - 1] as number
    const open = bars.open[row] as number
    const ts = (bars.ts[row - 1] as number) + 1
    const holding = this.#holdings[index]
    if (holding !== undefined) this.#exit(index, holding, ts, open, arrival)
    else this.#enter(index, ts, open, arrival)
  }

  equity(closes: readonly number[]): number {
    return Number(this.#cash) / minorPerUnit + this.#marked(closes)
  }

  held(closes: readonly number[]): number {
    return Math.abs(this.#marked(closes))
  }

  #marked(closes: readonly number[]): number {
    return this.#instruments.reduce((sum, of, index) => {
      const holding = this.#holdings[index]
      if (holding === undefined) return sum
      const value = Number(notional(of, closes[index] as number, holding.lots, 'floor'))
      return sum + (value / minorPerUnit) * signOf(holding.side)
    }, 0)
  }

  #enter(index: number, ts: number, open: number, arrival: number): void {
    const of = defined(this.#instruments[index], 'instrument')
    const share = (0.2 + 0.6 * this.#random.next()) / this.#instruments.length
    const budget = (Number(this.#cash) / minorPerUnit) * share
    const lots = Math.floor(budget / (open * of.tickSize * of.lotSize))
    if (lots === 0) return
    const side = this.#random.next() < 0.7 ? 'buy' : 'sell'
    const fill = this.#fill(index, { ts, open, arrival, lots, side, realised: undefined })
    this.#holdings[index] = { lots, side, entryTs: ts, entryTicks: fill.price, fees: fill.fee }
  }

  #exit(index: number, held: Holding, ts: number, open: number, arrival: number): void {
    const side = held.side === 'buy' ? 'sell' : 'buy'
    const of = defined(this.#instruments[index], 'instrument')
    const fill = this.#fill(index, { ts, open, arrival, lots: held.lots, side, realised: held })
    const fees = Number(held.fees + fill.fee) / minorPerUnit
    this.trades.push({
      instrument: index,
      side: held.side === 'buy' ? 'long' : 'short',
      tsEntry: micros(held.entryTs),
      tsExit: micros(ts),
      entryPrice: held.entryTicks * of.tickSize,
      exitPrice: fill.price * of.tickSize,
      quantity: held.lots * of.lotSize,
      netPnl: Number(fill.realised) / minorPerUnit - fees,
      fees,
      exitRole: fill.role,
    })
    this.#holdings[index] = undefined
  }

  #fill(
    index: number,
    order: {
      readonly ts: number
      readonly open: number
      readonly arrival: number
      readonly lots: number
      readonly side: Side
      readonly realised: Holding | undefined
    },
  ): FillRow {
    const { side, lots } = order
    const of = defined(this.#instruments[index], 'instrument')
    const ticks = slipped(order.open, madeCosts.slippage, side)
    const value = notional(of, ticks, lots, side === 'buy' ? 'ceil' : 'floor')
    const fee = (value * BigInt(madeCosts.feeTakerPpm)) / 1_000_000n
    this.#cash += (side === 'buy' ? -value : value) - fee
    const opened = order.realised
    const entryValue =
      opened === undefined
        ? 0n
        : notional(of, opened.entryTicks, lots, opened.side === 'buy' ? 'ceil' : 'floor')
    const role = opened === undefined ? 'entry' : this.#random.next() < 0.3 ? 'stop' : 'exit'
    const fill: FillRow = {
      ts: micros(order.ts),
      instrument: index,
      side,
      role,
      price: ticks,
      quantity: quantity(lots),
      arrival: price(order.arrival),
      notional: value,
      fee,
      realised:
        opened === undefined ? 0n : opened.side === 'buy' ? value - entryValue : entryValue - value,
    }
    this.fills.push(fill)
    return fill
  }
}
