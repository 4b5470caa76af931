import { type Instrument, type Micros, minorPerUnit, signOf } from '../domain/index.ts'
import type { FillRow, Trade } from './run-result.ts'

/** Sums of one position while it is open. */
type Open = {
  side: 1 | -1
  lots: number
  lotsMax: number
  tsEntry: Micros
  bought: { lots: number; value: number }
  sold: { lots: number; value: number }
  realised: bigint
  fees: bigint
}

/**
 * Round trips out of fills: from flat to flat in one instrument. A fill that crosses zero ends one
 * trade and begins the next, its fee shared by size. What is still open at the end is no trade.
 */
export function collectTrades(
  instruments: readonly Instrument[],
  fills: readonly FillRow[],
): Trade[] {
  const open = new Map<number, Open>()
  const trades: Trade[] = []
  for (const fill of fills) {
    const current = open.get(fill.instrument)
    const held = current?.lots ?? 0
    const signed = signOf(fill.side) * fill.quantity
    const isCrossing = held !== 0 && (held + signed) * held < 0
    const first = isCrossing ? -held : signed
    const position = current ?? begin(fill)
    const fee = isCrossing ? feeOfPart(fill, Math.abs(first)) : fill.fee
    absorb(position, { ...fill, fee }, first)
    open.set(fill.instrument, position)
    if (position.lots !== 0) continue
    trades.push(finish(instruments[fill.instrument] as Instrument, position, fill))
    open.delete(fill.instrument)
    if (!isCrossing) continue
    const next = begin(fill)
    absorb(next, { ...fill, realised: 0n, fee: fill.fee - fee }, signed - first)
    open.set(fill.instrument, next)
  }
  return trades
}

function begin(fill: FillRow): Open {
  return {
    side: signOf(fill.side),
    lots: 0,
    lotsMax: 0,
    tsEntry: fill.ts,
    bought: { lots: 0, value: 0 },
    sold: { lots: 0, value: 0 },
    realised: 0n,
    fees: 0n,
  }
}

/** The fee of the first `lots` of a fill; the rest of the fee is the rest of the fill's. */
function feeOfPart(fill: FillRow, lots: number): bigint {
  return (fill.fee * BigInt(lots)) / BigInt(fill.quantity)
}

function absorb(open: Open, fill: FillRow, signedLots: number): void {
  const leg = fill.side === 'buy' ? open.bought : open.sold
  const lots = Math.abs(signedLots)
  leg.lots += lots
  leg.value += lots * fill.price
  open.lots += signedLots
  open.lotsMax = Math.max(open.lotsMax, Math.abs(open.lots))
  open.realised += fill.realised
  open.fees += fill.fee
}

function finish(of: Instrument, open: Open, last: FillRow): Trade {
  const [entry, exit] = open.side > 0 ? [open.bought, open.sold] : [open.sold, open.bought]
  return {
    instrument: last.instrument,
    side: open.side > 0 ? 'long' : 'short',
    tsEntry: open.tsEntry,
    tsExit: last.ts,
    entryPrice: (entry.value / entry.lots) * of.tickSize,
    exitPrice: (exit.value / exit.lots) * of.tickSize,
    quantity: open.lotsMax * of.lotSize,
    netPnl: Number(open.realised - open.fees) / minorPerUnit,
    fees: Number(open.fees) / minorPerUnit,
    exitRole: last.role,
  }
}
