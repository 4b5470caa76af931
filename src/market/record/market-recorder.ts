import type { Instrument } from '../../domain/index.ts'
import { type Disk, DiskError } from '../../kernel/index.ts'
import { RecordFolder } from './record-folder.ts'
import type { TickRecord } from './tick-record.ts'
import { type RecorderStatus, TickRecorder } from './tick-recorder.ts'

export type MarketRecorderOptions = {
  readonly disk: Disk
  /** The catalog. */
  readonly folder: string
  readonly instruments: readonly Instrument[]
  /** Bytes all recordings of the catalog may take, files that are written included. */
  readonly keepBytes: number
  /** The venue's clock minus ours; `undefined` when nobody asked. Unit: us. */
  readonly clockOffsetUs?: number | undefined
  /** Whether the venue numbers an instrument's trades without a hole. */
  readonly areTradesNumbered: boolean
  /** Records of an instrument that may wait for the disk; 100,000 when left out. */
  readonly queueMax?: number | undefined
}

/** Recorded so far, all instruments together. */
export type MarketRecording = RecorderStatus & {
  readonly files: number
  readonly bytes: number
  readonly removed: number
}

/** Room for what one `drain` adds. */
const spareShare = 1 / 8

/**
 * Records the markets of a venue to the catalog. Whoever hears the market calls `take` with what it
 * hears, `drain` every second or so, and `close` at the end; none of them throws for a full disk.
 * Nobody else may record the same instruments there.
 */
export class MarketRecorder {
  readonly #folder: RecordFolder
  readonly #recorders: readonly TickRecorder[]
  readonly #keepBytes: number

  /** Seals what a crash left open. @throws DiskError when the folder cannot be used at all. */
  constructor(options: MarketRecorderOptions) {
    const { instruments, keepBytes, disk } = options
    this.#keepBytes = keepBytes
    const own = instruments.map(({ id }) => id)
    this.#folder = new RecordFolder(disk, options.folder, keepBytes, own)
    const segmentBytesMax = Math.floor(keepBytes / (8 * instruments.length))
    this.#recorders = instruments.map(
      (instrument) =>
        new TickRecorder({
          folder: this.#folder,
          instrument,
          clockOffsetUs: options.clockOffsetUs,
          areTradesNumbered: options.areTradesNumbered,
          queueMax: options.queueMax ?? 100_000,
          segmentBytesMax,
        }),
    )
  }

  get status(): MarketRecording {
    const each = this.#recorders.map(({ status }) => status)
    const sum = (of: (status: RecorderStatus) => number): number =>
      each.reduce((total, status) => total + of(status), 0)
    const { sealed, removed } = this.#folder
    return {
      records: sum(({ records }) => records),
      gaps: sum(({ gaps }) => gaps),
      passedOver: sum(({ passedOver }) => passedOver),
      lost: sum(({ lost }) => lost),
      diskFault: each.find(({ diskFault }) => diskFault !== undefined)?.diskFault,
      files: sealed.length,
      bytes: sealed.reduce((total, { manifest }) => total + manifest.bytes, this.#openBytes),
      removed,
    }
  }

  /** Whether the book of an instrument waits for a snapshot. */
  isBookStale(instrument: number): boolean {
    return this.#recorders[instrument]?.isBookStale ?? true
  }

  /** When something was heard last of an instrument; 0 before that. Unit: us. */
  lastTs(instrument: number): number {
    return this.#recorders[instrument]?.lastTs ?? 0
  }

  /** Copies the best levels of a side, as `TickRecorder` does. */
  depth(instrument: number, isBid: boolean, ticks: Float64Array, lots: Float64Array): number {
    return this.#recorders[instrument]?.depth(isBid, ticks, lots) ?? 0
  }

  /** @param instrument - Its place in the list. */
  take(instrument: number, record: TickRecord): void {
    this.#recorders[instrument]?.take(record)
  }

  /** Writes what waits, after room was made for it. */
  drain(): void {
    this.#tidy()
    for (const recorder of this.#recorders) recorder.drain()
  }

  /** A disk that refuses here refuses the recorders too, which say so. */
  #tidy(): void {
    try {
      // The disk may be full before the bytes that were allowed are used.
      if (this.#recorders.some(({ isDiskFull }) => isDiskFull)) this.#folder.removeOldest()
      this.#folder.makeRoom(this.#openBytes + this.#keepBytes * spareShare)
      this.#folder.sealLeft()
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
    }
  }

  close(): void {
    this.drain()
    for (const recorder of this.#recorders) recorder.close()
  }

  get #openBytes(): number {
    return this.#recorders.reduce((total, { openBytes }) => total + openBytes, 0)
  }
}
