import type { Disk } from '../kernel/index.ts'
import { type Anchor, genesis, anchorPath, readAnchor } from './anchor.ts'
import { BlockReader } from './block-reader.ts'
import { damaged } from './journal-error.ts'
import { openSoundSegment, type SoundSegment } from './segment-file.ts'
import {
  type Head,
  headBefore,
  isNext,
  isSameHash,
  segmentHeaderBytes,
  segmentName,
  segmentNumbers,
} from './segment-format.ts'

/** Where a journal lives: its segments in `folder`, its head in another folder, `anchor`. */
export type JournalPlace = {
  readonly disk: Disk
  readonly folder: string
  readonly anchor: string
}

/** What opening a journal found. */
export type Recovery = {
  /** Where it ends now: for the caller to anchor. */
  readonly head: Anchor
  /** Bytes of a torn last block that were cut off; 0 after a clean stop. */
  readonly tornBytes: number
}

/**
 * Finds the end of a journal and leaves it exact and sealed: after a crash, whatever stands behind
 * the last complete block is cut off. Reads from the anchored segment on; reading all of a journal
 * is `verifyJournal`'s work.
 *
 * @throws UserError `journal-damaged` for anything a crash cannot explain; `journal-newer`
 */
export function recoverJournal(place: JournalPlace): Recovery {
  const anchor = readAnchor(place.disk, place.anchor)
  const last = lastSegment(place, anchor)
  if (anchor === undefined) return { head: genesis, tornBytes: 0 }
  const trail = new Trail(place, anchor)
  let tornBytes = 0
  for (let segment = Math.max(1, anchor.segment); segment <= last; segment += 1)
    tornBytes = trail.follow(segment, segment === last)
  return { head: { ...trail.end(), segment: last, isSealed: true }, tornBytes }
}

/** Number of the newest segment; 0 in an empty folder. Checks that none is missing. */
function lastSegment(place: JournalPlace, anchor: Anchor | undefined): number {
  const segments = segmentNumbers(place.disk.list(place.folder))
  const missing = segments.findIndex((segment, index) => segment !== index + 1)
  const gap = missing >= 0 ? missing + 1 : segments.length + 1
  const path = `${place.folder}/${segmentName(gap)}`
  if (missing >= 0 || segments.length < (anchor?.segment ?? 0))
    throw damaged(path, 0, 'the file is missing')
  if (anchor === undefined && segments.length > 0)
    throw damaged(anchorPath(place.anchor), 0, 'the head of this journal is missing or unreadable')
  if (anchor?.isSealed === true && segments.length > anchor.segment)
    throw damaged(`${place.folder}/${segmentName(segments.length)}`, 0, beyondHead)
  return segments.length
}

const beyondHead = 'it goes on after the head that was sealed'

/** Follows the chain from segment to segment, past the anchored head, to its end. */
class Trail {
  readonly #place: JournalPlace
  readonly #anchor: Anchor
  #head: Head | undefined
  #isAnchored = false

  constructor(place: JournalPlace, anchor: Anchor) {
    this.#place = place
    this.#anchor = anchor
    // The first segment starts at the genesis; any other is believed and held against the anchor.
    if (anchor.segment <= 1) this.#reach(genesis, place.folder, 0)
  }

  /** Reads one segment. @returns bytes of a torn block that were cut from the last one. */
  follow(segment: number, isLast: boolean): number {
    const opened = openSoundSegment(this.#place.disk, this.#place.folder, segment)
    try {
      const reader = this.#readBlocks(opened)
      // Before anything is cut, the anchored head must have been passed.
      if (isLast) this.end()
      if (isLast && !this.#anchor.isSealed) return cutTail(opened, reader)
      const size = opened.file.size()
      if (reader.position !== size) throw damaged(opened.path, reader.position, 'no block is here')
      return 0
    } finally {
      opened.file.close()
    }
  }

  /** The head reached, which must include the anchored one. */
  end(): Head {
    const { segment, sequence } = this.#anchor
    const head = this.#head ?? genesis
    const path = `${this.#place.folder}/${segmentName(Math.max(1, segment))}`
    if (!this.#isAnchored)
      throw damaged(path, 0, `the journal ends at event ${head.sequence} of at least ${sequence}`)
    if (this.#anchor.isSealed && head.sequence !== sequence) throw damaged(path, 0, beyondHead)
    return head
  }

  #readBlocks(opened: SoundSegment): BlockReader {
    const { path, file, header } = opened
    if (this.#head === undefined) this.#reach(headBefore(header), path, 0)
    if (this.#head === undefined || !isNext(this.#head, header))
      throw damaged(path, 0, 'it does not follow the segment before')
    const reader = new BlockReader(file, segmentHeaderBytes)
    for (let block = reader.next(); block.kind === 'block'; block = reader.next()) {
      if (!isNext(this.#head, block))
        throw damaged(path, block.offset, 'a block does not follow the one before')
      this.#reach({ sequence: block.last, hash: block.hash }, path, block.offset)
    }
    return reader
  }

  #reach(head: Head, path: string, offset: number): void {
    this.#head = head
    if (head.sequence !== this.#anchor.sequence) return
    if (!isSameHash(head.hash, this.#anchor.hash))
      throw damaged(path, offset, `event ${head.sequence} is not the one that was anchored`)
    this.#isAnchored = true
  }
}

/**
 * Cuts off what stands behind the last complete block. A crash tears only the block being written,
 * which is the last; so a complete block further on means damage, not a crash.
 */
function cutTail(opened: SoundSegment, reader: BlockReader): number {
  const { file, path } = opened
  const end = reader.position
  const size = file.size()
  if (size === end) return 0
  const stop = reader.next()
  const later = reader.seek(end)
  if (later !== undefined)
    throw damaged(path, end, `no block is here, but one follows at byte ${later.offset}`)
  file.truncate(end)
  file.sync()
  return stop.kind === 'broken' ? size - end : 0
}
