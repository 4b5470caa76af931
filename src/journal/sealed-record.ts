import type { Disk, DiskFile } from '../kernel/index.ts'
import { findBlock, hashBytes, readBlock, readBytes, sealBlock } from './sealed-block.ts'

/** Whose record it is, and what is said of one that is not. */
export type SealedRecordOwner = {
  /** Ends with the SHA-256 of all before it: another owner has another one. */
  readonly header: Uint8Array
  /** Whether bytes are an entry. What is sealed and is none is damage. */
  readonly isEntry: (bytes: Uint8Array) => boolean
  readonly foreign: (path: string) => Error
  readonly damaged: (path: string, at: number) => Error
}

/** The same of who only reads: the length of a header will do where any owner's is read. */
export type SealedRecordReader = Omit<SealedRecordOwner, 'header'> & {
  readonly header: Uint8Array | number
}

/** Entries that were written at once. */
export type SealedEntries = {
  /** Where their block begins. */
  readonly at: number
  /** Hash of the block before, or of the header. */
  readonly previous: Uint8Array
  readonly entries: readonly Uint8Array[]
}

/**
 * Entries in an append-only file, each block chained to the one before. An append is durable when
 * it returns. A crash tears the last block at most, which nobody was told of and is cut off at the
 * next opening; anything else is damage and is refused. One thing cannot be told apart: bytes of
 * the very last block that rot look torn.
 */
export class SealedRecord {
  readonly #file: DiskFile
  readonly #start: number
  #end: number
  #hash: Uint8Array

  private constructor(file: DiskFile, header: Uint8Array) {
    this.#file = file
    this.#start = header.length
    this.#end = header.length
    this.#hash = header.slice(-hashBytes)
  }

  /** @param folder - It is made when it is not there. @throws what the owner says, DiskError */
  static open(disk: Disk, folder: string, name: string, owner: SealedRecordOwner): SealedRecord {
    disk.makeFolder(folder)
    const path = `${folder}/${name}`
    const file = disk.open(path)
    const { header } = owner
    const found = readBytes(file, 0, header.length)
    if (found === undefined || findsTorn(found, header, file)) {
      file.truncate(0)
      file.write(header, 0)
      file.sync()
      disk.syncFolder(folder)
    } else if (Buffer.compare(found, header) !== 0) {
      file.close()
      throw owner.foreign(path)
    }
    const record = new SealedRecord(file, header)
    record.#recover(path, owner)
    return record
  }

  /**
   * What stands in a record, for who only reads, while the owner may be writing: up to the first
   * block that is not whole. Nothing is changed. Nothing where there is no record.
   *
   * @throws what the owner says where whole blocks stand behind one that is not.
   */
  static *read(
    disk: Disk,
    path: string,
    { header, isEntry, foreign, damaged }: SealedRecordReader,
  ): Generator<SealedEntries> {
    if (!disk.exists(path)) return
    const file = disk.open(path)
    try {
      const start = typeof header === 'number' ? header : header.length
      const found = readBytes(file, 0, start)
      if (found === undefined) return
      if (typeof header !== 'number' && Buffer.compare(found, header) !== 0) throw foreign(path)
      let hash = found.slice(-hashBytes)
      for (let at = start; ; ) {
        const block = readBlock(file, at)
        if (block === undefined) {
          if (findBlock(file, at) !== undefined) throw damaged(path, at)
          return
        }
        const isNext = Buffer.compare(block.previous, hash) === 0
        if (!isNext || !block.entries.every(isEntry)) throw damaged(path, at)
        yield { at, previous: block.previous, entries: block.entries }
        hash = block.hash.slice()
        at = block.end
      }
    } finally {
      file.close()
    }
  }

  /** Of the newest block, or of the header: the whole record follows from it. */
  get head(): Uint8Array {
    return this.#hash
  }

  /** All blocks, oldest first. */
  *blocks(): Generator<SealedEntries> {
    for (let at = this.#start; at < this.#end; ) {
      const block = readBlock(this.#file, at)
      if (block === undefined) return
      yield { at, previous: block.previous, entries: block.entries }
      at = block.end
    }
  }

  /** The entries of the block that begins at `at`. */
  entriesAt(at: number): readonly Uint8Array[] {
    return readBlock(this.#file, at)?.entries ?? []
  }

  /** Makes entries durable: all of them or none. @returns Where they begin. @throws DiskError */
  append(entries: readonly Uint8Array[]): number {
    const { bytes, hash } = sealBlock(this.#hash, entries)
    const at = this.#end
    this.#file.write(bytes, at)
    this.#file.sync()
    this.#end += bytes.length
    this.#hash = hash
    return at
  }

  close(): void {
    this.#file.close()
  }

  #recover(path: string, { isEntry, damaged }: SealedRecordOwner): void {
    for (;;) {
      const block = readBlock(this.#file, this.#end)
      if (block === undefined) break
      if (Buffer.compare(block.previous, this.#hash) !== 0) throw damaged(path, this.#end)
      if (!block.entries.every(isEntry)) throw damaged(path, this.#end)
      this.#end = block.end
      this.#hash = block.hash.slice()
    }
    if (findBlock(this.#file, this.#end) !== undefined) throw damaged(path, this.#end)
    if (this.#file.size() === this.#end) return
    this.#file.truncate(this.#end)
    this.#file.sync()
  }
}

/** A header that power was lost on: nothing whole follows, and it is not one of somebody else. */
function findsTorn(found: Uint8Array, header: Uint8Array, file: DiskFile): boolean {
  return (
    found.some((byte, i) => byte !== header[i] && byte === 0) && findBlock(file, 0) === undefined
  )
}
