import { type DeltaTable, OrderBook, type TradeTickTable } from '../src/market/index.ts'
import type { TickMarket } from './tick-market.ts'

type Name = keyof DeltaTable['columns']

/** Time between the end of a recording and its next beginning. */
const gapUs = 100_000

/**
 * A recording played several times over, so that a run is long enough for what happens once a run
 * not to count. Between two times one update takes the book back to the snapshot it began with.
 */
export function repeatTicks(market: TickMarket, times: number): TickMarket {
  const { deltas, trades } = market
  const { tsInit, isSnapshot } = deltas.columns
  const spanUs = (tsInit[deltas.length - 1] as number) - (tsInit[0] as number) + gapUs
  const snapshotRows = isSnapshot.indexOf(0)
  const back = wayBack(deltas, snapshotRows)
  const column = (name: Name): Float64Array => {
    const parts = [deltas.columns[name]]
    for (let time = 1; time < times; time += 1)
      parts.push(backOf(name, deltas, back, time, spanUs), laterOf(name, deltas, time, spanUs))
    return joined(parts)
  }
  const names = Object.keys(deltas.columns) as Name[]
  const columns = Object.fromEntries(names.map((name) => [name, column(name)])) as Record<
    Name,
    Float64Array
  >
  const { length } = columns.ticks
  return {
    ...market,
    deltas: { ...deltas, length, columns },
    trades: repeatTrades(trades, times, spanUs),
  }
}

type Levels = Readonly<Record<'isBid' | 'ticks' | 'lots', Float64Array>>

/**
 * The levels left at the end that the snapshot has not, removed, and those of the snapshot. A side
 * is not emptied on the way: some programs look for its next best price tick by tick.
 */
function wayBack({ columns, length }: DeltaTable, snapshotRows: number): Levels {
  const book = new OrderBook()
  const start = new OrderBook()
  for (const each of [book, start]) each.snapshot(1)
  for (let row = 0; row < length; row += 1) {
    const [isBid, ticks] = [columns.isBid[row] === 1, columns.ticks[row] as number]
    book.set(isBid, ticks, columns.lots[row] as number)
    if (row < snapshotRows) start.set(isBid, ticks, 1)
  }
  const [bids, asks] = [true, false].map((isBid) => {
    const ticks = new Float64Array(book.size(isBid))
    book.depth(isBid, ticks, ticks.slice())
    return ticks.filter((at) => start.lotsAt(isBid, at) === 0)
  }) as [Float64Array, Float64Array]
  const gone = new Float64Array(bids.length + asks.length)
  const first = (name: keyof Levels): Float64Array => columns[name].subarray(0, snapshotRows)
  return {
    isBid: joined([bids.slice().fill(1), asks.slice().fill(0), first('isBid')]),
    ticks: joined([bids, asks, first('ticks')]),
    lots: joined([gone, first('lots')]),
  }
}

/** The numbers of the venue go on from time to time: one for the way back, then those recorded. */
function numberAt({ columns, length }: DeltaTable, time: number): number {
  const first = columns.last[0] as number
  return first + time * ((columns.last[length - 1] as number) - first + 1)
}

function backOf(
  name: Name,
  deltas: DeltaTable,
  back: Levels,
  time: number,
  spanUs: number,
): Float64Array {
  if (name === 'isBid' || name === 'ticks' || name === 'lots') return back[name]
  const number = numberAt(deltas, time)
  const ts = (deltas.columns.tsInit[0] as number) + time * spanUs
  const same = { isSnapshot: 0, first: number, last: number, previous: number - 1 }
  return new Float64Array(back.ticks.length).fill({ ...same, tsInit: ts, tsEvent: ts }[name])
}

/** What was recorded after the snapshot, so much later and with numbers so much higher. */
function laterOf(name: Name, deltas: DeltaTable, time: number, spanUs: number): Float64Array {
  const { columns } = deltas
  const us = time * spanUs
  const numbers = numberAt(deltas, time) - numberAt(deltas, 0)
  const more = { tsInit: us, tsEvent: us, first: numbers, last: numbers, previous: numbers }
  const add = name in more ? more[name as keyof typeof more] : 0
  return columns[name].slice(columns.isSnapshot.indexOf(0)).map((value) => value + add)
}

function repeatTrades(trades: TradeTickTable, times: number, spanUs: number): TradeTickTable {
  const names = Object.keys(trades.columns) as (keyof TradeTickTable['columns'])[]
  const columns = Object.fromEntries(
    names.map((name) => {
      const us = name === 'tsInit' || name === 'tsEvent' ? spanUs : 0
      const parts = Array.from({ length: times }, (_, time) =>
        trades.columns[name].map((value) => value + us * time),
      )
      return [name, joined(parts)]
    }),
  ) as Record<keyof TradeTickTable['columns'], Float64Array>
  return { ...trades, length: trades.length * times, columns }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const made = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    made.set(part, at)
    at += part.length
  }
  return made
}
