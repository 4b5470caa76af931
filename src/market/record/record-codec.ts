import { ByteSink } from './byte-sink.ts'
import { ByteSource } from './byte-source.ts'
import {
  type BookRecord,
  gapReasons,
  gapStreams,
  type QuoteRecord,
  type TickRecord,
  type TradeRecord,
} from './tick-record.ts'

/** Places in this list are on disk: add at the end only. */
const kinds = ['snapshot', 'delta', 'trade', 'quote', 'gap'] as const

/** What numbers are told relative to. Starts anew in every block, so that each stands by itself. */
type Memory = { tsInit: number; lag: number; update: number; trade: number; ticks: number }

function freshMemory(): Memory {
  return { tsInit: 0, lag: 0, update: 0, trade: 0, ticks: 0 }
}

/** Records as bytes, each told by its difference to the one before. */
export function encodeRecords(records: readonly TickRecord[]): Uint8Array {
  const sink = new ByteSink()
  const memory = freshMemory()
  for (const record of records) encode(sink, record, memory)
  return sink.written().slice()
}

/** The inverse. @returns `undefined` for bytes that `encodeRecords` never made. */
export function decodeRecords(bytes: Uint8Array): readonly TickRecord[] | undefined {
  const source = new ByteSource(bytes)
  const memory = freshMemory()
  const records: TickRecord[] = []
  while (!source.isAtEnd) {
    const record = decode(source, memory)
    if (record === undefined || source.isBroken) return undefined
    records.push(record)
  }
  return records
}

function encode(sink: ByteSink, record: TickRecord, memory: Memory): void {
  const { kind, tsEvent, tsInit } = record
  const isTimed = !Number.isNaN(tsEvent)
  sink.byte(kinds.indexOf(kind) * 2 + (isTimed ? 1 : 0))
  sink.signed(tsInit - memory.tsInit)
  memory.tsInit = tsInit
  if (isTimed) {
    const lag = tsInit - tsEvent
    sink.signed(lag - memory.lag)
    memory.lag = lag
  }
  if (kind === 'trade') encodeTrade(sink, record, memory)
  else if (kind === 'quote') encodeQuote(sink, record, memory)
  else if (kind === 'gap') {
    sink.byte(gapStreams.indexOf(record.stream))
    sink.byte(gapReasons.indexOf(record.reason))
    sink.count(record.missing)
  } else encodeBook(sink, record, memory)
}

function decode(source: ByteSource, memory: Memory): TickRecord | undefined {
  const head = source.byte()
  const kind = kinds[head >> 1]
  memory.tsInit += source.signed()
  const { tsInit } = memory
  if (head % 2 === 1) memory.lag += source.signed()
  const tsEvent = head % 2 === 1 ? tsInit - memory.lag : Number.NaN
  const stamps = { tsEvent, tsInit }
  if (kind === 'trade') return decodeTrade(source, stamps, memory)
  if (kind === 'quote') return decodeQuote(source, stamps, memory)
  if (kind === 'gap') {
    const stream = gapStreams[source.byte()]
    const reason = gapReasons[source.byte()]
    const missing = source.count()
    return stream && reason ? { kind, ...stamps, stream, reason, missing } : undefined
  }
  return kind === undefined ? undefined : decodeBook(source, kind, stamps, memory)
}

type Stamps = { readonly tsEvent: number; readonly tsInit: number }

function encodeTrade(sink: ByteSink, record: TradeRecord, memory: Memory): void {
  const isNumbered = !Number.isNaN(record.trade)
  sink.byte((record.side === 1 ? 2 : 0) + (isNumbered ? 1 : 0))
  if (isNumbered) {
    sink.signed(record.trade - memory.trade)
    memory.trade = record.trade
  }
  encodeTicks(sink, record.ticks, memory)
  sink.count(record.lots)
}

function decodeTrade(source: ByteSource, stamps: Stamps, memory: Memory): TradeRecord {
  const head = source.byte()
  if (head > 3) source.isBroken = true
  if (head % 2 === 1) memory.trade += source.signed()
  const trade = head % 2 === 1 ? memory.trade : Number.NaN
  const ticks = decodeTicks(source, memory)
  return { kind: 'trade', ...stamps, trade, side: head > 1 ? 1 : -1, ticks, lots: source.count() }
}

function encodeQuote(sink: ByteSink, record: QuoteRecord, memory: Memory): void {
  sink.signed(record.update - memory.update)
  memory.update = record.update
  encodeTicks(sink, record.bidTicks, memory)
  sink.count(record.bidLots)
  encodeTicks(sink, record.askTicks, memory)
  sink.count(record.askLots)
}

function decodeQuote(source: ByteSource, stamps: Stamps, memory: Memory): QuoteRecord {
  memory.update += source.signed()
  return {
    kind: 'quote',
    ...stamps,
    update: memory.update,
    bidTicks: decodeTicks(source, memory),
    bidLots: source.count(),
    askTicks: decodeTicks(source, memory),
    askLots: source.count(),
  }
}

function encodeBook(sink: ByteSink, record: BookRecord, memory: Memory): void {
  const { first, last, previous, ticks, lots, isBid } = record
  const isNumbered = !Number.isNaN(previous)
  sink.signed(first - memory.update)
  sink.signed(last - first)
  memory.update = last
  sink.byte(isNumbered ? 1 : 0)
  if (isNumbered) sink.signed(first - previous)
  sink.count(ticks.length)
  for (let i = 0; i < ticks.length; i += 1) {
    sink.signed(2 * ((ticks[i] as number) - memory.ticks) + (isBid[i] === true ? 1 : 0))
    memory.ticks = ticks[i] as number
    sink.count(lots[i] as number)
  }
}

function decodeBook(
  source: ByteSource,
  kind: BookRecord['kind'],
  stamps: Stamps,
  memory: Memory,
): BookRecord {
  const first = memory.update + source.signed()
  const last = first + source.signed()
  memory.update = last
  const previous = source.byte() === 1 ? first - source.signed() : Number.NaN
  const count = source.count()
  const isBid: boolean[] = []
  const ticks: number[] = []
  const lots: number[] = []
  for (let i = 0; i < count && !source.isBroken; i += 1) {
    const change = source.signed()
    const side = Math.abs(change % 2)
    isBid.push(side === 1)
    memory.ticks += (change - side) / 2
    ticks.push(memory.ticks)
    lots.push(source.count())
  }
  return { kind, ...stamps, first, last, previous, isBid, ticks, lots }
}

function encodeTicks(sink: ByteSink, ticks: number, memory: Memory): void {
  sink.signed(ticks - memory.ticks)
  memory.ticks = ticks
}

function decodeTicks(source: ByteSource, memory: Memory): number {
  memory.ticks += source.signed()
  return memory.ticks
}
