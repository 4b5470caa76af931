import { assert, UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import { DiskError, type DiskFile, type Journal } from '../kernel/index.ts'
import { AnchorFile } from './anchor.ts'
import { BlockWriter } from './block-writer.ts'
import { diskFull, journalFailed, takenOver } from './journal-error.ts'
import { type JournalPlace, recoverJournal } from './recover-journal.ts'
import { formatVersion, type Head, segmentHeaderBytes } from './segment-format.ts'
import { SpareSegment } from './spare-segment.ts'

/** How a journal uses its disk. The defaults suit a desk. */
export type SegmentJournalOptions = JournalPlace & {
  /** Size of a segment, and so of the reserve. Default 64 MiB. */
  readonly segmentBytes?: number
  /** How much of the reserve is allocated at a time. Default 1 MiB. */
  readonly sliceBytes?: number
  /** Commits between two writings of the anchor. Default 256. */
  readonly anchorEvery?: number
  /** Asked before anything is written; when it says no, nothing is written any more. */
  readonly mayWrite?: () => boolean
}

/**
 * The durable journal: append-only segment files of hash-chained blocks, one block, one write and
 * one sync per commit. Every opening starts a segment of its own, so a file has one writer in its
 * life. One segment's worth of allocated space, less the last block, always lies ahead: when the
 * disk is full the journal goes on in it and says `isReserveOnly`.
 *
 * The head is anchored at opening, at every new segment, every `anchorEvery` commits and at
 * closing, and by `anchor`. The window this leaves: in a journal that was not closed, removing or
 * spoiling the last blocks, all of them written after the last anchor, looks like a crash.
 */
export class SegmentJournal implements Journal {
  readonly #options: Required<SegmentJournalOptions>
  readonly #block = new BlockWriter()
  readonly #anchor: AnchorFile
  readonly #spare: SpareSegment
  /** Bytes of a torn last block that opening cut off; 0 after a clean stop. */
  readonly tornBytes: number
  #sequence: number
  #head: Head
  #segment: number
  #file: DiskFile | undefined
  #position = 0
  #capacity = 0
  #sinceAnchor = 0
  #isReserveOnly: boolean
  #failure: UserError | undefined
  #isClosed = false

  /**
   * Opens the journal in `folder`, making it when there is none, repairing a torn tail.
   *
   * @throws UserError `journal-damaged`, `journal-newer`, `journal-failed`
   */
  static open(options: SegmentJournalOptions): SegmentJournal {
    return guarded(() => new SegmentJournal(options))
  }

  private constructor(options: SegmentJournalOptions) {
    this.#options = {
      ...options,
      segmentBytes: options.segmentBytes ?? 64 << 20,
      sliceBytes: options.sliceBytes ?? 1 << 20,
      anchorEvery: options.anchorEvery ?? 256,
      mayWrite: options.mayWrite ?? (() => true),
    }
    options.disk.makeFolder(options.folder)
    options.disk.makeFolder(options.anchor)
    const recovery = recoverJournal(options)
    this.tornBytes = recovery.tornBytes
    this.#anchor = new AnchorFile(options.disk, options.anchor)
    if (!this.#anchor.current.isSealed) this.#anchor.write(recovery.head)
    this.#head = recovery.head
    this.#segment = recovery.head.segment
    this.#sequence = recovery.head.sequence
    this.#spare = new SpareSegment(options.disk, options.folder, this.#options.sliceBytes)
    this.#isReserveOnly = !this.#spare.growTo(this.#options.segmentBytes)
  }

  get sequence(): number {
    return this.#sequence
  }

  /** The last durable block. */
  get head(): Head {
    return this.#head
  }

  get isReserveOnly(): boolean {
    return this.#isReserveOnly
  }

  /** Bytes that can be committed whatever becomes of the disk's free space. */
  get reserveBytes(): number {
    return this.#capacity - this.#position + this.#spare.size
  }

  append(event: DeskEvent): number {
    this.#next()
    this.#block.append(this.#sequence, event)
    return this.#sequence
  }

  /** A record that is no event of a desk: of a journal of another kind. */
  appendPayload(payload: Uint8Array): number {
    this.#next()
    this.#block.appendPayload(this.#sequence, payload)
    return this.#sequence
  }

  /**
   * @throws UserError `disk-full` when even the reserve is used up: nothing was written, and the
   *   same commit may be tried again. `journal-failed` when the disk failed, `desk-in-use` when
   *   it may not write: for good.
   */
  commit(): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#block.count === 0) return
    this.#guarded(() => this.#writeBlock())
  }

  /** Anchors the last commit now. For a desk to call now and then, as it has the clock. */
  anchor(): void {
    if (this.#failure !== undefined) throw this.#failure
    if (!this.#anchor.current.isSealed) this.#guarded(() => this.#writeAnchor(false))
  }

  /** Commits, cuts the segment to its length and seals the head. The journal is then exact. */
  close(): void {
    if (this.#isClosed) return
    try {
      if (this.#failure === undefined) {
        this.commit()
        this.#guarded(() => this.#seal())
      }
    } finally {
      this.#isClosed = true
      this.#spare.close()
      this.#anchor.close()
      this.#file?.close()
    }
  }

  #next(): void {
    assert(!this.#isClosed, 'append to a closed journal')
    if (this.#failure !== undefined) throw this.#failure
    this.#sequence += 1
  }

  #writeBlock(): void {
    const { bytes, hash } = this.#block.seal(this.#head.hash)
    const file = this.#fileWithRoom(bytes.length)
    file.write(bytes, this.#position)
    file.sync()
    this.#position += bytes.length
    this.#head = { sequence: this.#sequence, hash }
    this.#block.clear()
    this.#keepReserve()
    this.#sinceAnchor += 1
    if (this.#sinceAnchor >= this.#options.anchorEvery) this.#writeAnchor(false)
  }

  #fileWithRoom(length: number): DiskFile {
    if (this.#file !== undefined && this.#position + length <= this.#capacity) return this.#file
    const needed = segmentHeaderBytes + length
    const isGrown = this.#spare.growTo(Math.max(needed, this.#options.segmentBytes))
    if (!isGrown && this.#spare.size < needed) throw diskFull(this.#options.folder)
    this.#isReserveOnly = !isGrown
    this.#finishSegment()
    return this.#startSegment()
  }

  #finishSegment(): void {
    if (this.#file === undefined) return
    this.#file.truncate(this.#position)
    this.#file.sync()
    this.#file.close()
    this.#file = undefined
  }

  /** From here on blocks follow the anchored head, so the seal comes off first. */
  #startSegment(): DiskFile {
    if (this.#anchor.current.isSealed) this.#writeAnchor(false)
    const { sequence, hash } = this.#head
    const { file, capacity } = this.#spare.take({
      version: formatVersion,
      segment: this.#segment + 1,
      first: sequence + 1,
      previous: hash,
    })
    this.#segment += 1
    this.#file = file
    this.#capacity = capacity
    this.#position = segmentHeaderBytes
    this.#writeAnchor(false)
    return file
  }

  #keepReserve(): void {
    const { segmentBytes, sliceBytes } = this.#options
    const due = segmentBytes - (this.#capacity - this.#position)
    const wholeSlices = Math.ceil(Math.max(0, due) / sliceBytes) * sliceBytes
    this.#isReserveOnly = !this.#spare.growTo(Math.min(segmentBytes, wholeSlices))
  }

  #seal(): void {
    this.#finishSegment()
    if (!this.#anchor.current.isSealed) this.#writeAnchor(true)
  }

  #writeAnchor(isSealed: boolean): void {
    this.#anchor.write({ ...this.#head, segment: this.#segment, isSealed })
    this.#sinceAnchor = 0
  }

  /** A sync that failed is not repeated: the system may have dropped what it could not write. */
  #guarded(run: () => void): void {
    try {
      if (!this.#options.mayWrite()) throw takenOver(this.#options.folder)
      guarded(run)
    } catch (error) {
      if (error instanceof UserError && error.code !== 'disk-full') this.#failure = error
      throw error
    }
  }
}

function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof DiskError ? journalFailed(error.message) : error
  }
}
