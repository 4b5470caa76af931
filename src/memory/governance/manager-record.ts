import { UserError } from '../../base/index.ts'
import { SealedRecord } from '../../journal/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { decodeEntry, encodeEntry, type RecordEntry } from './record-entry.ts'
import { headerOf, type RecordOwner } from './record-format.ts'
import type { Certificate } from './vote-message.ts'

/**
 * What one manager must not forget, in a file of its own: its votes, its locks, and what was
 * committed. An append is durable when it returns. A crash tears the last block at most, which was
 * never acted on and is cut off at the next opening; anything else is damage and is refused, for a
 * manager that forgot a vote could give another. One thing cannot be told apart: bytes of the very
 * last block that rot look torn. That counts as the one fault the group bears.
 *
 * The file only grows: about a kilobyte and the block itself for every block that is committed.
 */
export class ManagerRecord {
  readonly #record: SealedRecord
  /** Where the block with the certificate of a slot begins. */
  readonly #places = new Map<number, number>()

  private constructor(record: SealedRecord) {
    this.#record = record
    for (const { at, entries } of record.blocks())
      for (const bytes of entries) this.#place(decodeEntry(bytes), at)
  }

  /**
   * @param folder - It is made when it is not there.
   * @throws UserError `memory-record-damaged`, `memory-record-foreign`
   */
  static open(disk: Disk, folder: string, owner: RecordOwner): ManagerRecord {
    return new ManagerRecord(
      SealedRecord.open(disk, folder, 'votes.record', {
        header: headerOf(owner),
        isEntry: (bytes) => decodeEntry(bytes) !== undefined,
        ...{ foreign, damaged },
      }),
    )
  }

  /** Everything that was written, oldest first. */
  *entries(): Generator<RecordEntry> {
    for (const { entries } of this.#record.blocks())
      for (const bytes of entries) {
        const entry = decodeEntry(bytes)
        if (entry !== undefined) yield entry
      }
  }

  /** Makes a group of entries durable: all of them or none. @throws DiskError */
  append(entries: readonly RecordEntry[]): void {
    if (entries.length === 0) return
    const at = this.#record.append(entries.map(encodeEntry))
    for (const entry of entries) this.#place(entry, at)
  }

  /** The certificate of a slot; `undefined` when it is not here. */
  certificateAt(slot: number): Certificate | undefined {
    const at = this.#places.get(slot)
    for (const bytes of at === undefined ? [] : this.#record.entriesAt(at)) {
      const certificate = certificateIn(decodeEntry(bytes))
      if (certificate?.slot === slot) return certificate
    }
    return undefined
  }

  close(): void {
    this.#record.close()
  }

  #place(entry: RecordEntry | undefined, at: number): void {
    const certificate = certificateIn(entry)
    if (certificate !== undefined) this.#places.set(certificate.slot, at)
  }
}

function certificateIn(entry: RecordEntry | undefined): Certificate | undefined {
  if (entry?.kind === 'of') return certificateIn(entry.entry)
  return entry?.kind === 'committed' ? entry.certificate : undefined
}

/** A record of somebody else. */
export function foreign(path: string): UserError {
  return new UserError(
    'memory-record-foreign',
    `${path} is of another manager or of other keys; give each manager a folder of its own.`,
  )
}

/** Not the end of a record that power was lost on. */
export function damaged(path: string, at: number): UserError {
  return new UserError(
    'memory-record-damaged',
    `${path} is damaged at byte ${at}; a manager that forgot a vote could give another, so ` +
      'begin a new group of managers with new keys, or bring back the disk as it was.',
  )
}
