import { type Instrument, type Micros, minorPerUnit, notional, signOf } from '../domain/index.ts'
import { feeOn } from '../ledger/index.ts'
import type { FillRow, Trade } from './run-result.ts'

/** Sums of one position while it is open. */
type Open = {
  side: 1 | -1
  lots: number
  lotsMax: number
  tsEntry: Micros
  bought: { lots: number; value: number }
  sold: { lots: number; value: number }
  /** Sold less bought, minor quote units. */
  flow: bigint
  realised: bigint
  fees: bigint
}

/** What an instrument was worth when it was seen last. */
export type LastMark = {
  readonly ts: Micros
  readonly ticks: number
}

/** What a position that is still open at the end is counted at. */
export type AtEnd = {
  /** By instrument; `undefined` of one without a bar. */
  readonly marks: readonly (LastMark | undefined)[]
  /** Fee to leave, parts per million of notional. */
  readonly feePpm: number
}

/**
 * Round trips out of fills: from flat to flat in one instrument, in order of exit. A fill that
 * crosses zero ends one trade and begins the next, its fee shared by size.
 *
 * What is still open at the end comes last, by instrument, as if it were left at its last price and
 * for a fee: without it who never takes a loss would never have had one.
 */
export function collectTrades(
  instruments: readonly Instrument[],
  fills: readonly FillRow[],
  end: AtEnd,
): Trade[] {
  const open = new Map<number, Open>()
  const trades: Trade[] = []
  for (const fill of fills) {
    const of = instruments[fill.instrument] as Instrument
    const current = open.get(fill.instrument)
    const held = current?.lots ?? 0
    const signed = signOf(fill.side) * fill.quantity
    const isCrossing = held !== 0 && (held + signed) * held < 0
    const first = isCrossing ? -held : signed
    const position = current ?? begin(fill)
    const part = isCrossing ? partOf(of, fill, Math.abs(first)) : fill
    absorb(position, part, first)
    open.set(fill.instrument, position)
    if (position.lots !== 0) continue
    trades.push(finish(of, position, fill))
    open.delete(fill.instrument)
    if (!isCrossing) continue
    const next = begin(fill)
    const value = fill.notional - part.notional
    const rest = { ...fill, notional: value, realised: 0n, fee: fill.fee - part.fee }
    absorb(next, rest, signed - first)
    open.set(fill.instrument, next)
  }
  return [...trades, ...stillOpen(instruments, open, end)]
}

function begin(fill: FillRow): Open {
  return {
    side: signOf(fill.side),
    lots: 0,
    lotsMax: 0,
    tsEntry: fill.ts,
    bought: { lots: 0, value: 0 },
    sold: { lots: 0, value: 0 },
    flow: 0n,
    realised: 0n,
    fees: 0n,
  }
}

/** The first `lots` of a fill with their share of its fee; the rest of both is the rest of it. */
function partOf(of: Instrument, fill: FillRow, lots: number): FillRow {
  const value = notional(of, fill.price, lots, fill.side === 'buy' ? 'ceil' : 'floor')
  return { ...fill, notional: value, fee: (fill.fee * BigInt(lots)) / BigInt(fill.quantity) }
}

function absorb(open: Open, fill: FillRow, signedLots: number): void {
  const leg = fill.side === 'buy' ? open.bought : open.sold
  const lots = Math.abs(signedLots)
  leg.lots += lots
  leg.value += lots * fill.price
  open.lots += signedLots
  open.lotsMax = Math.max(open.lotsMax, Math.abs(open.lots))
  open.flow += fill.side === 'buy' ? -fill.notional : fill.notional
  open.realised += fill.realised
  open.fees += fill.fee
}

function finish(of: Instrument, open: Open, last: FillRow): Trade {
  const net = open.realised - open.fees
  return tradeOf(
    of,
    open,
    { instrument: last.instrument, tsExit: last.ts, exitRole: last.role },
    net,
  )
}

type Exit = Pick<Trade, 'instrument' | 'tsExit' | 'exitRole'>

/** @param net - After fees, minor quote units. */
function tradeOf(of: Instrument, open: Open, exit: Exit, net: bigint): Trade {
  const { side, bought, sold } = open
  const [entered, left] = side > 0 ? [bought, sold] : [sold, bought]
  return {
    instrument: exit.instrument,
    side: side > 0 ? 'long' : 'short',
    tsEntry: open.tsEntry,
    tsExit: exit.tsExit,
    entryPrice: (entered.value / entered.lots) * of.tickSize,
    exitPrice: (left.value / left.lots) * of.tickSize,
    quantity: open.lotsMax * of.lotSize,
    netPnl: Number(net) / minorPerUnit,
    fees: Number(open.fees) / minorPerUnit,
    exitRole: exit.exitRole,
  }
}

function stillOpen(
  instruments: readonly Instrument[],
  open: ReadonlyMap<number, Open>,
  { marks, feePpm }: AtEnd,
): readonly Trade[] {
  return instruments.flatMap((of, instrument) => {
    const position = open.get(instrument)
    const mark = marks[instrument]
    if (position === undefined || mark === undefined) return []
    const lots = Math.abs(position.lots)
    const value = notional(of, mark.ticks, lots, position.side > 0 ? 'floor' : 'ceil')
    const leaving = position.side > 0 ? position.sold : position.bought
    leaving.lots += lots
    leaving.value += lots * mark.ticks
    position.fees += feeOn(value, feePpm)
    const worth = position.side > 0 ? value : -value
    const exit = { instrument, tsExit: mark.ts, exitRole: 'open' } as const
    return [tradeOf(of, position, exit, position.flow + worth - position.fees)]
  })
}
