import { UserError } from '../../base/index.ts'
import type { Disk, DiskFile } from '../../kernel/index.ts'
import { decodeEntry, encodeEntry, type RecordEntry } from './record-entry.ts'
import {
  findBlock,
  headerBytes,
  headerOf,
  read,
  readBlock,
  type RecordOwner,
  sealBlock,
} from './record-format.ts'
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
  readonly #file: DiskFile
  #end: number
  #hash: Uint8Array
  /** Where the block with the certificate of a slot begins. */
  readonly #places = new Map<number, number>()

  private constructor(file: DiskFile, hash: Uint8Array) {
    this.#file = file
    this.#end = headerBytes
    this.#hash = hash
  }

  /**
   * @param folder - It is made when it is not there.
   * @throws UserError `memory-record-damaged`, `memory-record-foreign`
   */
  static open(disk: Disk, folder: string, owner: RecordOwner): ManagerRecord {
    disk.makeFolder(folder)
    const path = `${folder}/votes.record`
    const file = disk.open(path)
    const header = headerOf(owner)
    const found = read(file, 0, headerBytes)
    if (found === undefined || findsTorn(found, header, file)) {
      file.truncate(0)
      file.write(header, 0)
      file.sync()
      disk.syncFolder(folder)
    } else if (Buffer.compare(found, header) !== 0)
      throw new UserError(
        'memory-record-foreign',
        `${path} is of another manager or of other keys; give each manager a folder of its own.`,
      )
    const record = new ManagerRecord(file, header.slice(-32))
    record.#recover(path)
    return record
  }

  /** Everything that was written, oldest first. */
  *entries(): Generator<RecordEntry> {
    for (let at = headerBytes; at < this.#end; ) {
      const block = readBlock(this.#file, at)
      if (block === undefined) return
      for (const bytes of block.entries) {
        const entry = decodeEntry(bytes)
        if (entry !== undefined) yield entry
      }
      at = block.end
    }
  }

  /** Makes a group of entries durable: all of them or none. @throws DiskError */
  append(entries: readonly RecordEntry[]): void {
    if (entries.length === 0) return
    const { bytes, hash } = sealBlock(this.#hash, entries.map(encodeEntry))
    this.#file.write(bytes, this.#end)
    this.#file.sync()
    for (const entry of entries) this.#place(entry, this.#end)
    this.#end += bytes.length
    this.#hash = hash
  }

  /** The certificate of a slot; `undefined` when it is not here. */
  certificateAt(slot: number): Certificate | undefined {
    const at = this.#places.get(slot)
    const block = at === undefined ? undefined : readBlock(this.#file, at)
    for (const bytes of block?.entries ?? []) {
      const certificate = certificateIn(decodeEntry(bytes))
      if (certificate?.slot === slot) return certificate
    }
    return undefined
  }

  close(): void {
    this.#file.close()
  }

  #place(entry: RecordEntry, at: number): void {
    const certificate = certificateIn(entry)
    if (certificate !== undefined) this.#places.set(certificate.slot, at)
  }

  #recover(path: string): void {
    for (;;) {
      const block = readBlock(this.#file, this.#end)
      if (block === undefined) break
      if (Buffer.compare(block.previous, this.#hash) !== 0) throw damaged(path, this.#end)
      for (const bytes of block.entries) {
        const entry = decodeEntry(bytes)
        if (entry === undefined) throw damaged(path, this.#end)
        this.#place(entry, this.#end)
      }
      this.#end = block.end
      this.#hash = block.hash.slice()
    }
    if (findBlock(this.#file, this.#end) !== undefined) throw damaged(path, this.#end)
    if (this.#file.size() === this.#end) return
    this.#file.truncate(this.#end)
    this.#file.sync()
  }
}

function certificateIn(entry: RecordEntry | undefined): Certificate | undefined {
  if (entry?.kind === 'of') return certificateIn(entry.entry)
  return entry?.kind === 'committed' ? entry.certificate : undefined
}

/** A header that power was lost on: nothing whole follows, and it is not one of somebody else. */
function findsTorn(found: Uint8Array, header: Uint8Array, file: DiskFile): boolean {
  return (
    found.some((byte, i) => byte !== header[i] && byte === 0) && findBlock(file, 0) === undefined
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
