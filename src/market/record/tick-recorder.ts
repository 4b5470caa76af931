import type { Instrument } from '../../domain/index.ts'
import { DiskError } from '../../kernel/index.ts'
import { LiveBook } from './live-book.ts'
import type { RecordFolder } from './record-folder.ts'
import { SegmentWriter } from './segment-writer.ts'
import { TradeNumbers } from './trade-numbers.ts'
import type { BookRecord, GapRecord, GapStream, TickRecord, TradeRecord } from './tick-record.ts'

export type TickRecorderOptions = {
  readonly folder: RecordFolder
  readonly instrument: Instrument
  /** The venue's clock minus ours; `undefined` when nobody asked. Unit: us. */
  readonly clockOffsetUs?: number | undefined
  /** Whether the venue numbers an instrument's trades without a hole. */
  readonly areTradesNumbered: boolean
  /** Records that may wait for the disk. */
  readonly queueMax: number
  /** A file as large as this ends. */
  readonly segmentBytesMax: number
}

/** What has been recorded of an instrument since the start. */
export type RecorderStatus = {
  readonly records: number
  readonly gaps: number
  /** Heard twice. */
  readonly passedOver: number
  /** Never written because the disk did not keep up. */
  readonly lost: number
  /** Why the disk refused last; `undefined` when it takes what it gets. */
  readonly diskFault: string | undefined
}

type Queued = { readonly record: TickRecord; readonly startsSegment: boolean }

const hourUs = 3_600_000_000
/** Records of one frame at most, so that a frame stays small. */
const frameRecordsMax = 20_000

/**
 * Records what is heard of one instrument: `take` never waits, `drain` writes. Between the two a
 * bounded queue: when it is full what comes is lost, and counted, until the disk takes again; then
 * a gap is marked and the book as it is by then follows. Every file begins with the whole book.
 */
export class TickRecorder {
  readonly #options: TickRecorderOptions
  readonly #book = new LiveBook()
  readonly #trades: TradeNumbers
  #queue: Queued[] = []
  #segment: SegmentWriter | undefined
  #lastTs = 0
  #hour = -1
  #needsRoll = false
  /** Lost since the queue was full, and when the first was. */
  #lostNow = 0
  #lostFrom = 0
  readonly #count = { records: 0, gaps: 0, passedOver: 0, lost: 0 }
  #diskFault: string | undefined
  #isDiskFull = false

  constructor(options: TickRecorderOptions) {
    this.#options = options
    this.#trades = new TradeNumbers(options.areTradesNumbered)
  }

  get status(): RecorderStatus {
    return { ...this.#count, diskFault: this.#diskFault }
  }

  /** Bytes of the file that is written. */
  get openBytes(): number {
    return this.#segment?.bytes ?? 0
  }

  /** Whether the last write found no room. */
  get isDiskFull(): boolean {
    return this.#isDiskFull
  }

  /** Whether the book waits for a snapshot. */
  get isBookStale(): boolean {
    return this.#book.isStale
  }

  /** When something was heard last; 0 before that. Unit: us. */
  get lastTs(): number {
    return this.#lastTs
  }

  /** Copies the best levels of a side, in ticks and lots. @returns How many; 0 of a stale book. */
  depth(isBid: boolean, ticks: Float64Array, lots: Float64Array): number {
    return this.#book.isStale ? 0 : this.#book.depth(isBid, ticks, lots)
  }

  /** Takes one record. A clock that goes back stands still meanwhile. */
  take(heard: TickRecord): void {
    const tsInit = Math.max(heard.tsInit, this.#lastTs)
    const record = tsInit === heard.tsInit ? heard : { ...heard, tsInit }
    if (this.#lastTs === 0) this.#push(gapAt(tsInit, 'all', 'start', 0))
    this.#turnHour(tsInit)
    this.#lastTs = tsInit
    if (record.kind === 'trade') this.#trade(record)
    else if (record.kind === 'gap') this.#gap(record)
    else if (record.kind === 'quote') this.#push(record)
    else this.#bookUpdate(record)
  }

  /** Writes what waits. Never throws for a disk: what did not fit waits on. */
  drain(): void {
    this.#tellLost()
    try {
      while (this.#queue.length > 0) this.#writeSome()
      this.#segment?.sync()
      this.#diskFault = undefined
      this.#isDiskFull = false
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#diskFault = error.message
      this.#isDiskFull = error.code === 'ENOSPC'
      if (error.code === 'EIO') this.#giveUpSegment()
    }
    const isFull = this.openBytes >= this.#options.segmentBytesMax
    if (isFull && this.#queue.length === 0 && !this.#needsRoll) this.#roll(this.#lastTs)
  }

  /** Writes what waits and seals the file. */
  close(): void {
    this.drain()
    this.#seal()
  }

  #trade(record: TradeRecord): void {
    const { missing, isKnown } = this.#trades.take(record.trade)
    if (isKnown) {
      this.#count.passedOver += 1
      return
    }
    if (missing > 0) this.#push(gapAt(record.tsInit, 'trades', 'sequence', missing))
    this.#push(record)
  }

  #gap(record: GapRecord): void {
    if (record.stream === 'all' || record.stream === 'book') this.#book.distrust()
    this.#push(record)
  }

  #bookUpdate(record: BookRecord): void {
    const before = this.#book.last
    const verdict = this.#book.take(record)
    if (verdict === 'old') this.#count.passedOver += 1
    if (verdict === 'malformed') this.#push(gapAt(record.tsInit, 'book', 'malformed', 0))
    if (verdict === 'gap') {
      const missing = Math.max(0, record.first - before - 1)
      this.#push(gapAt(record.tsInit, 'book', 'sequence', missing))
    }
    // What waits for a snapshot is written too: whoever plays it holds it back again.
    if (verdict !== 'old' && verdict !== 'malformed') this.#push(record)
  }

  /** The first record of an hour begins a file, with the book as it was until then. */
  #turnHour(ts: number): void {
    const hour = Math.floor(ts / hourUs)
    if (hour !== this.#hour && this.#hour >= 0) this.#roll(ts)
    this.#hour = hour
  }

  #roll(ts: number): void {
    this.#needsRoll = true
    const book = this.#book.snapshot(ts)
    if (book !== undefined) this.#push(book)
  }

  #push(record: TickRecord): void {
    if (this.#lostNow > 0 || this.#queue.length >= this.#options.queueMax) {
      if (this.#lostNow === 0) this.#lostFrom = record.tsInit
      this.#lostNow += 1
      this.#count.lost += 1
      return
    }
    this.#queue.push({ record, startsSegment: this.#needsRoll })
    this.#needsRoll = false
  }

  /** Nothing is taken again before all that waited is written. */
  #tellLost(): void {
    if (this.#lostNow === 0 || this.#queue.length > 0) return
    const missing = this.#lostNow
    this.#lostNow = 0
    this.#push(gapAt(this.#lostFrom, 'all', 'overflow', missing))
    const book = this.#book.snapshot(this.#lastTs)
    if (book !== undefined) this.#push(book)
  }

  #writeSome(): void {
    const [first] = this.#queue
    if (first === undefined) return
    if (first.startsSegment) this.#seal()
    const next = this.#queue.findIndex(({ startsSegment }, i) => i > 0 && startsSegment)
    const end = Math.min(next < 0 ? this.#queue.length : next, frameRecordsMax)
    const records = this.#queue.slice(0, end).map(({ record }) => record)
    const { folder, instrument, clockOffsetUs } = this.#options
    this.#segment ??= new SegmentWriter(
      folder.disk,
      folder.pathFor(instrument.id, first.record.tsInit),
      {
        instrument: instrument.id,
        tick: instrument.tick,
        lot: instrument.lot,
        clockOffsetUs: clockOffsetUs ?? null,
      },
    )
    this.#segment.append(records)
    for (const { kind } of records) if (kind === 'gap') this.#count.gaps += 1
    this.#count.records += records.length
    // The first of what is left was marked where it was queued, and still is.
    this.#queue = this.#queue.slice(end)
  }

  #seal(): void {
    const segment = this.#segment
    this.#segment = undefined
    if (segment === undefined) return
    if (segment.from === 0) return segment.abandon()
    try {
      const manifest = segment.seal()
      this.#options.folder.add({ path: segment.path, manifest })
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#diskFault = error.message
      this.#options.folder.leave(segment.path)
    }
  }

  /** After a failed sync nobody knows what of the file is on the disk: another one begins. */
  #giveUpSegment(): void {
    const segment = this.#segment
    if (segment === undefined) return
    this.#segment = undefined
    segment.abandon()
    this.#options.folder.leave(segment.path)
    this.#push(gapAt(this.#lastTs, 'all', 'disk', 0))
    const book = this.#book.snapshot(this.#lastTs)
    if (book !== undefined) this.#push(book)
  }
}

function gapAt(
  tsInit: number,
  stream: GapStream,
  reason: GapRecord['reason'],
  missing: number,
): GapRecord {
  return { kind: 'gap', tsEvent: Number.NaN, tsInit, stream, reason, missing }
}
