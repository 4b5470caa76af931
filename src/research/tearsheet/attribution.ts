import type { BarColumns } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import { Ledger } from '../../ledger/index.ts'
import type { Sampling } from '../metrics/sample-returns.ts'
import { slippageOf } from './cost-waterfall.ts'
import { regimeLabels, regimeNames, unknownRegime } from './regime-labels.ts'

/** What one instrument brought and paid. Minor quote units; gross − fees − slippage is net. */
export type InstrumentShare = {
  readonly id: string
  readonly gross: bigint
  readonly fees: bigint
  readonly slippage: bigint
  readonly net: bigint
  readonly fills: number
  /** Closed, and how many of them made money after fees. */
  readonly trades: number
  readonly wins: number
}

/** What was made while an instrument was in a regime, all instruments together. */
export type RegimeShare = {
  readonly name: string
  /** Minor quote units, after fees. */
  readonly net: bigint
  /** Bars of any instrument in the regime, and those at whose close it was held. */
  readonly bars: number
  readonly heldBars: number
}

/** Where the net P&L came from: each list sums to it, to the last unit. */
export type Attribution = {
  readonly instruments: readonly InstrumentShare[]
  /** Regimes that were met, in the order of `regimeNames`. */
  readonly regimes: readonly RegimeShare[]
  readonly net: bigint
}

type Tally = { net: bigint; bars: number; heldBars: number }

/**
 * Books the fills of each instrument in a ledger of its own, marks it at every bar, and puts what
 * changed from one bar to the next to the regime that the instrument was in.
 *
 * @param bars - One per instrument of the run.
 * @param sampling - How the run's returns are sampled: regimes are told on the same steps.
 */
export function attribution(
  run: RunResult,
  bars: readonly BarColumns[],
  sampling: Sampling,
): Attribution {
  const tallies = regimeNames.map((): Tally => ({ net: 0n, bars: 0, heldBars: 0 }))
  const fills = run.instruments.map((): FillRow[] => [])
  for (const fill of run.fills) fills[fill.instrument]?.push(fill)
  const instruments = run.instruments.map((_, i) => {
    const columns = bars[i] as BarColumns
    const net = walk(run, { columns, instrument: i, fills: fills[i] ?? [], sampling }, tallies)
    return shareOf(run, i, fills[i] ?? [], net)
  })
  const regimes = tallies
    .map((tally, k) => ({ name: regimeNames[k] as string, ...tally }))
    .filter((regime) => regime.bars > 0 || regime.net !== 0n)
  return { instruments, regimes, net: instruments.reduce((sum, { net }) => sum + net, 0n) }
}

function shareOf(
  run: RunResult,
  index: number,
  fills: readonly FillRow[],
  net: bigint,
): InstrumentShare {
  let fees = 0n
  let slippage = 0n
  for (const fill of fills) {
    fees += fill.fee
    slippage += slippageOf(fill, run.instruments)
  }
  const trades = run.trades.filter(({ instrument }) => instrument === index)
  const wins = trades.filter(({ netPnl }) => netPnl > 0).length
  const counts = { fills: fills.length, trades: trades.length, wins }
  const id = run.instruments[index]?.id ?? ''
  return { id, gross: net + fees + slippage, fees, slippage, net, ...counts }
}

type Walked = {
  readonly columns: BarColumns
  readonly instrument: number
  readonly fills: readonly FillRow[]
  readonly sampling: Sampling
}

/** Walks the bars of one instrument. @returns What it made, minor quote units. */
function walk(run: RunResult, of: Walked, tallies: readonly Tally[]): bigint {
  const { columns, fills } = of
  const book = new Ledger(run.instruments.slice(of.instrument, of.instrument + 1))
  const labels = regimeLabels(columns, of.sampling)
  const end = columns.rowAt(run.to + 1)
  let next = 0
  let worth = 0n
  for (let row = columns.rowAt(run.equity.ts[0] ?? run.to + 1); row < end; row += 1) {
    const tally = tallies[labels[row] ?? unknownRegime] as Tally
    const wasHeld = book.positions.lots[0] !== 0
    const from = next
    next = bookUpTo(book, fills, next, columns.ts[row] as number)
    tally.bars += 1
    if (book.positions.lots[0] !== 0) tally.heldBars += 1
    if (!wasHeld && from === next) continue
    const now = book.equity([columns.close[row] as number])
    tally.net += now - worth
    worth = now
  }
  // What a venue filled after the last bar belongs to the regime of that bar.
  if (bookUpTo(book, fills, next, Number.POSITIVE_INFINITY) === next) return worth
  const now = book.equity([columns.close[end - 1] ?? 0])
  const last = tallies[labels[end - 1] ?? unknownRegime] as Tally
  last.net += now - worth
  return now
}

/** Books the fills up to `ts`, itself included. @returns How many are booked. */
function bookUpTo(book: Ledger, fills: readonly FillRow[], from: number, ts: number): number {
  let next = from
  for (; next < fills.length; next += 1) {
    const fill = fills[next] as FillRow
    if (fill.ts > ts) break
    book.fill(0, fill.side, fill.price, fill.quantity, fill.fee)
  }
  return next
}
