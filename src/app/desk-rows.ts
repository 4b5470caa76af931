import { type BarColumns, type Instrument, minorPerUnit } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'
import type { BarPoint, DeskStatus, OrderRow, PositionRow } from './desk-view.ts'

/** A number as JSON can hold it: `null` for what is not known. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** The same of what lies between two numbers: `null` unless both are known. */
export function finiteBounds([low, high]: readonly [number, number]):
  | readonly [number, number]
  | null {
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null
}

/** Microseconds as whole milliseconds, the unit of the page. */
export function toMs(ts: number): number {
  return Math.round(ts / 1_000)
}

/** Bars of every instrument from the row `from` names, at most `max` of each. */
export function barPoints(
  instruments: readonly Instrument[],
  columns: readonly BarColumns[],
  from: (bars: BarColumns, i: number) => number,
  max: number,
): Record<string, BarPoint[]> {
  const all: Record<string, BarPoint[]> = {}
  for (const [i, bars] of columns.entries()) {
    const of = instruments[i] as Instrument
    const points: BarPoint[] = []
    const first = Math.max(from(bars, i), bars.length - max)
    for (let row = first; row < bars.length; row += 1) points.push(barPoint(of, bars, row))
    if (points.length > 0) all[of.id] = points
  }
  return all
}

/** What is held, as rows of a table. */
export function positionRows(desk: Desk): PositionRow[] {
  return desk.setup.instruments.flatMap((of, i) => {
    const lots = desk.ledger.positions.lots[i] as number
    if (lots === 0) return []
    const mark = desk.marks[i] as number
    const pnl = desk.ledger.markValue(i, mark) - desk.ledger.positions.openCost(i)
    const protection = desk.seats[i]?.protection
    const level = (ticks: number | undefined): number | null =>
      ticks === undefined || ticks === 0 ? null : ticks * of.tickSize
    return [
      {
        instrument: of.id,
        quantity: lots * of.lotSize,
        entryPrice: desk.ledger.entryPrice(i),
        markPrice: mark * of.tickSize,
        unrealisedPnl: Number(pnl) / minorPerUnit,
        stop: level(protection?.stop),
        target: level(protection?.target),
      },
    ]
  })
}

/** The orders that are out, as rows of a table. */
export function orderRows(desk: Desk): OrderRow[] {
  return [...desk.orders.openOrders].map((order) => {
    const of = desk.setup.instruments[order.instrument] as Instrument
    return {
      id: String(order.orderId),
      t: toMs(order.ts),
      instrument: of.id,
      side: order.side,
      type: order.type,
      role: order.role,
      quantity: order.quantity * of.lotSize,
      filled: order.filled * of.lotSize,
      price: order.type === 'market' ? null : order.price * of.tickSize,
      status: order.status,
    }
  })
}

/** The sums of the books, in quote units. */
export function pnlSums(desk: Desk): Pick<DeskStatus, 'realisedPnl' | 'unrealisedPnl' | 'fees'> {
  const { positions } = desk.ledger
  let realised = 0n
  let unrealised = 0n
  let fees = 0n
  for (let i = 0; i < desk.setup.instruments.length; i += 1) {
    realised += positions.realised(i)
    fees += positions.fees(i)
    unrealised += desk.ledger.markValue(i, desk.marks[i] as number) - positions.openCost(i)
  }
  return {
    realisedPnl: Number(realised) / minorPerUnit,
    unrealisedPnl: Number(unrealised) / minorPerUnit,
    fees: Number(fees) / minorPerUnit,
  }
}

function barPoint(of: Instrument, bars: BarColumns, row: number): BarPoint {
  return {
    t: toMs(bars.ts[row] as number),
    o: (bars.open[row] as number) * of.tickSize,
    h: (bars.high[row] as number) * of.tickSize,
    l: (bars.low[row] as number) * of.tickSize,
    c: (bars.close[row] as number) * of.tickSize,
    v: (bars.volume[row] as number) * of.lotSize,
  }
}
