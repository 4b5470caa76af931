import { assert } from '../base/index.ts'
import { type DiskFile, writeWhole } from '../kernel/index.ts'
import { anchorBytes, anchorPath } from './anchor.ts'
import { type Block, BlockReader } from './block-reader.ts'
import { BlockWriter } from './block-writer.ts'
import { u32 } from './little-endian.ts'
import { type JournalExtent, measureJournal } from './measure-journal.ts'
import type { JournalPlace } from './recover-journal.ts'
import { openSoundSegment } from './segment-file.ts'
import {
  formatVersion,
  genesisHash,
  recordHeaderBytes,
  segmentHeader,
  segmentHeaderBytes,
  segmentName,
} from './segment-format.ts'

/** What leads from one format of the journal to the next. */
export type Migration = {
  /** It makes `from + 1`. */
  readonly from: number
  /** What changes, in one sentence. */
  readonly what: string
  /** The payload of a record in the new format. Pure: the old journal stays as it is. */
  readonly payload: (payload: Uint8Array) => Uint8Array
}

/** What a change of the format asks for. A registry and a target of their own are for tests. */
export type Formats = {
  readonly migrations: readonly Migration[]
  /** The format to arrive at. */
  readonly version: number
}

/**
 * The formats of this version. Format 1 is the only one there ever was, so there is nothing to
 * migrate from. Whoever raises `formatVersion` adds the step that leads to it.
 */
export const presentFormats: Formats = { migrations: [], version: formatVersion }

/** The steps from format `from` to the one wanted, in order; `undefined` when one is missing. */
export function stepsFrom(from: number, formats: Formats): readonly Migration[] | undefined {
  const steps: Migration[] = []
  for (let at = from; at < formats.version; at += 1) {
    const step = formats.migrations.find((each) => each.from === at)
    if (step === undefined) return undefined
    steps.push(step)
  }
  return steps
}

/**
 * Writes the journal at `from` again at `to`, which must be empty, in another format: the same
 * segments, blocks and sequences, a chain of its own, sealed. Durable on return, but for the names
 * of the folders themselves.
 *
 * @throws UserError `journal-damaged` for the old journal; DiskError
 */
export function rewriteJournal(
  from: JournalPlace & { readonly version: number },
  to: JournalPlace & { readonly version: number },
  steps: readonly Migration[],
): JournalExtent['head'] {
  const { head, segments } = measureJournal(from, from.version)
  to.disk.makeFolder(to.folder)
  to.disk.makeFolder(to.anchor)
  const copy = new Copy(to, steps)
  for (const { segment, bytes } of segments) {
    const { file } = openSoundSegment(from.disk, from.folder, segment, from.version)
    try {
      copy.segment(segment, file, bytes)
    } finally {
      file.close()
    }
  }
  const end = { sequence: head.sequence, hash: copy.hash, segment: head.segment }
  writeWhole(to.disk, anchorPath(to.anchor), anchorBytes(end))
  to.disk.syncFolder(to.anchor)
  to.disk.syncFolder(to.folder)
  return end
}

class Copy {
  readonly #to: JournalPlace & { readonly version: number }
  readonly #steps: readonly Migration[]
  readonly #writer = new BlockWriter()
  hash: Uint8Array = genesisHash
  #sequence = 0

  constructor(to: JournalPlace & { readonly version: number }, steps: readonly Migration[]) {
    this.#to = to
    this.#steps = steps
  }

  segment(segment: number, source: DiskFile, bytes: number): void {
    const target = this.#to.disk.open(`${this.#to.folder}/${segmentName(segment)}`)
    try {
      const { version } = this.#to
      const first = this.#sequence + 1
      target.write(segmentHeader({ version, segment, first, previous: this.hash }), 0)
      let at = segmentHeaderBytes
      for (const reader = new BlockReader(source, at); reader.position < bytes; ) {
        const block = reader.next()
        assert(block.kind === 'block', 'a measured block is not there any more')
        at += this.#block(block, target, at)
      }
      target.sync()
    } finally {
      target.close()
    }
  }

  /** @returns bytes written */
  #block({ bytes }: Block, target: DiskFile, position: number): number {
    for (let at = 0; at < bytes.length; ) {
      const end = at + recordHeaderBytes + u32(bytes, at)
      let payload = bytes.subarray(at + recordHeaderBytes, end)
      for (const step of this.#steps) payload = step.payload(payload)
      this.#sequence += 1
      this.#writer.appendPayload(this.#sequence, payload)
      at = end
    }
    const sealed = this.#writer.seal(this.hash)
    target.write(sealed.bytes, position)
    this.hash = sealed.hash
    this.#writer.clear()
    return sealed.bytes.length
  }
}
