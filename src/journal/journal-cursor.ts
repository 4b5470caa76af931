import type { UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import type { Disk } from '../kernel/index.ts'
import { genesis } from './anchor.ts'
import { type Block, BlockReader } from './block-reader.ts'
import { decodeEvent } from './decode-event.ts'
import { damaged, newer } from './journal-error.ts'
import { u32 } from './little-endian.ts'
import { openSoundSegment, type SegmentFile } from './segment-file.ts'
import {
  type Head,
  headBefore,
  isNext,
  recordHeaderBytes,
  segmentHeaderBytes,
  segmentName,
  segmentNumbers,
} from './segment-format.ts'

/** One record of a journal. */
export type JournalEntry = { readonly sequence: number; readonly event: DeskEvent }

/** One record as it stands in a journal, of whatever kind. Valid until the next one is read. */
export type JournalRecord = {
  readonly sequence: number
  readonly payload: Uint8Array
  /** Of the block it stands in. */
  readonly hash: Uint8Array
}

/**
 * Reads a journal in order, checking every hash on the way, and can be asked again at the end while
 * a desk is still writing. What is not yet a complete block is not there yet.
 */
export class JournalCursor {
  readonly #disk: Disk
  readonly #folder: string
  readonly #after: number
  #segment = 0
  #opened: SegmentFile | undefined
  #reader: BlockReader | undefined
  #head: Head | undefined
  #records: Uint8Array = new Uint8Array(0)
  #at = 0
  #sequence = 0

  /** @param after - Sequence before the first entry wanted; 0 for all of them. */
  constructor(disk: Disk, folder: string, after = 0) {
    this.#disk = disk
    this.#folder = folder
    this.#after = after
  }

  /**
   * The next entry; `undefined` when there is no more for now.
   *
   * @throws UserError `journal-damaged`, `journal-newer`
   */
  next(): JournalEntry | undefined {
    const from = this.#step()
    return from === undefined ? undefined : this.#entry(from, this.#at)
  }

  /** The same, of a journal whose records are no events of a desk. */
  nextRecord(): JournalRecord | undefined {
    const from = this.#step()
    if (from === undefined) return undefined
    const payload = this.#records.subarray(from, this.#at)
    return { sequence: this.#sequence, payload, hash: this.blockHash }
  }

  /** Hash of the block that the last record given stands in. */
  get blockHash(): Uint8Array {
    return this.#head?.hash ?? genesis.hash
  }

  /** Where a record that cannot be read is. */
  damage(why: string): UserError {
    return damaged(this.#path(), this.#reader?.position ?? 0, why)
  }

  close(): void {
    this.#opened?.file.close()
    this.#opened = undefined
    this.#reader = undefined
  }

  /** Goes on to the next record wanted. @returns where its payload begins; it ends at `#at`. */
  #step(): number | undefined {
    for (;;) {
      if (this.#at >= this.#records.length && !this.#nextBlock()) return undefined
      const from = this.#at + recordHeaderBytes
      this.#at = from + u32(this.#records, from - recordHeaderBytes)
      this.#sequence += 1
      if (this.#sequence > this.#after) return from
    }
  }

  #entry(from: number, to: number): JournalEntry {
    const decoded = decodeEvent(this.#records, from, to)
    if (decoded.ok) return { sequence: this.#sequence, event: decoded.value }
    if (decoded.error.kind === 'newer') throw newer(this.#path())
    throw this.damage(decoded.error.message)
  }

  #nextBlock(): boolean {
    if (this.#reader === undefined && !this.#open(this.#firstSegment())) return false
    for (;;) {
      const block = this.#readBlock()
      if (block === undefined) return false
      this.#enter(block)
      if (block.last > this.#after) return true
    }
  }

  #enter(block: Block): void {
    if (this.#head === undefined || !isNext(this.#head, block))
      throw damaged(this.#path(), block.offset, 'a block does not follow the one before')
    this.#head = { sequence: block.last, hash: block.hash }
    this.#records = block.bytes
    this.#at = 0
    this.#sequence = block.first - 1
  }

  #readBlock(): Block | undefined {
    while (this.#reader !== undefined) {
      const found = this.#reader.next()
      if (found.kind === 'block') return found
      if (!this.#disk.exists(this.#path(this.#segment + 1))) return undefined
      // The writer has moved on, but may have added blocks here since we looked.
      const added = this.#reader.next()
      if (added.kind === 'block') return added
      if (added.offset !== this.#opened?.file.size())
        throw damaged(this.#path(), added.offset, 'no block is here')
      this.close()
      this.#open(this.#segment + 1)
    }
    return undefined
  }

  #open(segment: number): boolean {
    if (!this.#disk.exists(this.#path(segment))) return false
    const opened = openSoundSegment(this.#disk, this.#folder, segment)
    this.#opened = opened
    this.#segment = segment
    this.#reader = new BlockReader(opened.file, segmentHeaderBytes)
    this.#head ??= segment === 1 ? genesis : headBefore(opened.header)
    if (isNext(this.#head, opened.header)) return true
    throw damaged(this.#path(), 0, 'it does not follow the segment before')
  }

  /** The last segment that starts at or before the first entry wanted. */
  #firstSegment(): number {
    const segments = segmentNumbers(this.#disk.list(this.#folder))
    for (const segment of segments.toReversed()) {
      const { file, header } = openSoundSegment(this.#disk, this.#folder, segment)
      file.close()
      if (header.first <= this.#after + 1) return segment
    }
    return 1
  }

  #path(segment: number = this.#segment): string {
    return `${this.#folder}/${segmentName(segment)}`
  }
}
