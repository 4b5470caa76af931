import type { Disk } from '../kernel/index.ts'
import { type Anchor, anchorPath, genesis, readAnchor } from './anchor.ts'
import { type Block, BlockReader, type NoBlock } from './block-reader.ts'
import { openSegment, type SegmentFile } from './segment-file.ts'
import {
  type Head,
  isNext,
  isSameHash,
  segmentHeaderBytes,
  segmentName,
  segmentNumbers,
} from './segment-format.ts'

/**
 * What is wrong:
 * - `anchor`: the head is missing, unreadable, or names another event than the journal has
 * - `missing`: a segment file is gone
 * - `header`: the first bytes of a segment are changed, or belong to another segment
 * - `block`: bytes were changed or cut, or are no block
 * - `chain`: a good block that does not follow the one before; some were removed, added or moved
 * - `truncated`: the journal ends before its anchored head
 * - `beyond`: the journal goes on after its sealed head
 */
type FaultKind = 'anchor' | 'missing' | 'header' | 'block' | 'chain' | 'truncated' | 'beyond'

/** One place where a journal is not what was written. */
export type JournalFault = {
  readonly kind: FaultKind
  readonly file: string
  readonly offset: number
  readonly message: string
}

/** What `verifyJournal` found. */
export type Verification = {
  readonly ok: boolean
  /** Records in complete blocks. */
  readonly events: number
  readonly head: { readonly sequence: number; readonly hash: string }
  /** An unfinished last block, as a crash leaves it; opening the journal cuts it off. No fault. */
  readonly torn: { readonly file: string; readonly offset: number } | undefined
  readonly faults: readonly JournalFault[]
}

/**
 * Reads a whole journal and finds every changed, missing, inserted, reordered or truncated byte.
 * Never writes. A journal that was not sealed may be cut behind its anchored head without a trace:
 * see `SegmentJournal`.
 *
 * @param from - The end of a segment that is known to be right: what lies before is not read again.
 * @throws UserError `journal-newer`
 */
export function verifyJournal(
  folder: string,
  anchor: string,
  disk: Disk,
  from: SegmentEnd = genesis,
): Verification {
  return new Verifier(folder, disk, from).verify(anchor)
}

/** The last block of a segment. */
export type SegmentEnd = Head & { readonly segment: number }

class Verifier {
  readonly #folder: string
  readonly #disk: Disk
  readonly #faults: JournalFault[] = []
  readonly #from: SegmentEnd
  /** `undefined` after damage: the next good block is believed. */
  #chain: Head | undefined
  #head: Head
  #events = 0
  #anchor: Anchor | undefined
  #isAnchored = false
  #torn: Verification['torn']

  constructor(folder: string, disk: Disk, from: SegmentEnd) {
    this.#folder = folder
    this.#disk = disk
    this.#from = from
    this.#chain = from
    this.#head = from
  }

  verify(anchorFolder: string): Verification {
    this.#anchor = readAnchor(this.#disk, anchorFolder)
    const { segment: known } = this.#from
    const all = segmentNumbers(this.#disk.list(this.#folder))
    const numbers = all.filter((segment) => segment > known)
    const last = numbers.at(-1) ?? known
    this.#reach(this.#from)
    numbers.forEach((segment, index) => {
      const due = 1 + (numbers[index - 1] ?? known)
      if (segment !== due) this.#miss(due)
      this.#checkSegment(segment, segment === last)
    })
    if (last < (this.#anchor?.segment ?? 0)) this.#miss(last + 1)
    this.#checkAnchor(anchorFolder, last)
    return {
      ok: this.#faults.length === 0,
      events: this.#events,
      head: { sequence: this.#head.sequence, hash: Buffer.from(this.#head.hash).toString('hex') },
      torn: this.#torn,
      faults: this.#faults,
    }
  }

  /** One fault for a gap, however wide: a stranger's file name may make it a billion. */
  #miss(segment: number): void {
    this.#fault('missing', `${this.#folder}/${segmentName(segment)}`, 0, 'the file is missing')
    this.#chain = undefined
  }

  #checkSegment(segment: number, isLast: boolean): void {
    const opened = openSegment(this.#disk, this.#folder, segment)
    try {
      this.#checkHeader(opened)
      const reader = new BlockReader(opened.file, segmentHeaderBytes)
      for (;;) {
        const found = reader.next()
        if (found.kind === 'block') this.#checkBlock(opened, found)
        else if (found.offset === opened.file.size()) return
        else if (!this.#resume(opened, reader, found)) return this.#tail(opened, found, isLast)
      }
    } finally {
      opened.file.close()
    }
  }

  #checkHeader({ path, header }: SegmentFile): void {
    if (header === undefined) {
      this.#fault('header', path, 0, 'the header is not that of this segment')
      this.#chain = undefined
    } else if (this.#chain !== undefined && !isNext(this.#chain, header))
      this.#fault('chain', path, 0, 'the segment does not follow the one before')
  }

  #checkBlock({ path }: SegmentFile, block: Block): void {
    if (this.#chain !== undefined && !isNext(this.#chain, block)) {
      const message = `events ${block.first} to ${block.last} do not follow ${this.#chain.sequence}`
      this.#fault('chain', path, block.offset, message)
    }
    this.#events += block.last - block.first + 1
    this.#chain = { sequence: block.last, hash: block.hash }
    this.#reach(this.#chain)
  }

  #reach(head: Head): void {
    this.#head = head
    if (head.sequence !== this.#anchor?.sequence) return
    this.#isAnchored ||= isSameHash(head.hash, this.#anchor.hash)
  }

  /** After damage, goes on at the next good block. @returns false when there is none. */
  #resume(opened: SegmentFile, reader: BlockReader, stop: NoBlock): boolean {
    const block = reader.seek(stop.offset)
    if (block === undefined) return false
    this.#fault('block', opened.path, stop.offset, whyOf(stop))
    this.#chain = undefined
    this.#checkBlock(opened, block)
    return true
  }

  /** What stands behind the last block: a crash's to leave only in the last, unsealed segment. */
  #tail({ path }: SegmentFile, stop: NoBlock, isLast: boolean): void {
    if (!isLast || this.#anchor?.isSealed !== false)
      this.#fault('block', path, stop.offset, whyOf(stop))
    else if (stop.kind === 'broken') this.#torn = { file: path, offset: stop.offset }
  }

  #checkAnchor(folder: string, last: number): void {
    const file = anchorPath(folder)
    const anchor = this.#anchor
    if (anchor === undefined) {
      if (last > 0)
        this.#fault('anchor', file, 0, 'the head of this journal is missing or unreadable')
      return
    }
    const ends = `the journal ends at event ${this.#head.sequence}`
    if (this.#head.sequence < anchor.sequence)
      this.#fault('truncated', file, 0, `${ends}, its head is event ${anchor.sequence}`)
    else if (!this.#isAnchored)
      this.#fault('anchor', file, 0, `event ${anchor.sequence} is not the one that was anchored`)
    if (anchor.isSealed && (this.#head.sequence > anchor.sequence || last > anchor.segment))
      this.#fault('beyond', file, 0, `${ends}, but was sealed at event ${anchor.sequence}`)
  }

  #fault(kind: FaultKind, file: string, offset: number, message: string): void {
    this.#faults.push({ kind, file, offset, message })
  }
}

function whyOf(stop: NoBlock): string {
  return stop.kind === 'broken' ? stop.why : 'zeros where a block should be'
}
