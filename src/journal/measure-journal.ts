import { type Anchor, anchorPath, genesis, readAnchor } from './anchor.ts'
import { BlockReader } from './block-reader.ts'
import { damaged } from './journal-error.ts'
import type { JournalPlace } from './recover-journal.ts'
import { openSoundSegment, type SoundSegment } from './segment-file.ts'
import {
  formatVersion,
  type Head,
  isNext,
  isSameHash,
  segmentHeaderBytes,
  segmentName,
} from './segment-format.ts'

/** How far one segment is written: its first `bytes` bytes are header and complete blocks. */
export type SegmentExtent = { readonly segment: number; readonly bytes: number }

/** A journal up to its last complete block. These bytes never change again. */
export type JournalExtent = {
  /** Sequence and hash of the last event, and the newest segment. */
  readonly head: Head & { readonly segment: number }
  readonly segments: readonly SegmentExtent[]
}

/**
 * Reads a whole journal, checks its chain from the first block, and says how far it goes. It may
 * be written meanwhile: what is measured contains the anchored head and is durable on return.
 *
 * @param version - The format it must be of.
 * @throws UserError `journal-damaged`, `journal-newer`, `journal-older`
 */
export function measureJournal(
  place: JournalPlace,
  version: number = formatVersion,
): JournalExtent {
  // Read first: whatever is anchored later is further on.
  const anchor = readAnchor(place.disk, place.anchor)
  const walk = new Walk(place, version, anchor)
  const segments: SegmentExtent[] = []
  for (let segment = 1; place.disk.exists(pathOf(place, segment)); segment += 1)
    segments.push({ segment, bytes: walk.follow(segment) })
  return { head: { ...walk.end(segments.length), segment: segments.length }, segments }
}

function pathOf({ folder }: JournalPlace, segment: number): string {
  return `${folder}/${segmentName(segment)}`
}

class Walk {
  readonly #place: JournalPlace
  readonly #version: number
  readonly #anchor: Anchor | undefined
  #head: Head = genesis
  #isAnchored: boolean

  constructor(place: JournalPlace, version: number, anchor: Anchor | undefined) {
    this.#place = place
    this.#version = version
    this.#anchor = anchor
    this.#isAnchored = anchor?.sequence === 0
  }

  /** @returns bytes of header and complete blocks */
  follow(segment: number): number {
    const opened = openSoundSegment(this.#place.disk, this.#place.folder, segment, this.#version)
    try {
      if (!isNext(this.#head, opened.header))
        throw damaged(opened.path, 0, 'it does not follow the segment before')
      const reader = new BlockReader(opened.file, segmentHeaderBytes)
      do this.#readBlocks(opened, reader)
      while (this.#goesOn(opened, reader, segment))
      // A block that can be read may not be on the medium yet.
      opened.file.sync()
      return reader.position
    } finally {
      opened.file.close()
    }
  }

  end(segments: number): Head {
    const anchor = this.#anchor
    if (anchor === undefined && segments > 0)
      throw damaged(anchorPath(this.#place.anchor), 0, 'the head of this journal is missing')
    const isShort = segments < (anchor?.segment ?? 0)
    if (isShort) throw damaged(pathOf(this.#place, segments + 1), 0, 'the file is missing')
    if (anchor !== undefined && !this.#isAnchored)
      throw damaged(
        pathOf(this.#place, segments),
        0,
        `the journal ends at event ${this.#head.sequence} of at least ${anchor.sequence}`,
      )
    // Read again: a writer that has gone on since has said so before it wrote.
    const now = readAnchor(this.#place.disk, this.#place.anchor)
    if (now?.isSealed === true && now.sequence < this.#head.sequence)
      throw damaged(pathOf(this.#place, segments), 0, 'it goes on after the head that was sealed')
    return this.#head
  }

  #readBlocks({ path }: SoundSegment, reader: BlockReader): void {
    for (let block = reader.next(); block.kind === 'block'; block = reader.next()) {
      if (!isNext(this.#head, block))
        throw damaged(path, block.offset, 'a block does not follow the one before')
      this.#head = { sequence: block.last, hash: block.hash }
      this.#reach(path, block.offset)
    }
  }

  #reach(path: string, offset: number): void {
    const { sequence, hash } = this.#head
    if (this.#anchor?.sequence !== sequence) return
    if (!isSameHash(hash, this.#anchor.hash))
      throw damaged(path, offset, `event ${sequence} is not the one that was anchored`)
    this.#isAnchored = true
  }

  /**
   * Where reading stopped, a writer may have finished a block since: then there is more to read. If
   * not, nothing complete may follow, in this segment or the next.
   */
  #goesOn({ path, file }: SoundSegment, reader: BlockReader, segment: number): boolean {
    const at = reader.position
    const hasNext = this.#place.disk.exists(pathOf(this.#place, segment + 1))
    const later = new BlockReader(file, at).seek(at)
    if (later === undefined && !hasNext) return false
    const again = new BlockReader(file, at).next()
    if (again.kind === 'block') return true
    if (later !== undefined)
      throw damaged(path, at, `no block is here, but one follows at byte ${later.offset}`)
    if (at !== file.size()) throw damaged(path, at, 'no block is here')
    return false
  }
}
