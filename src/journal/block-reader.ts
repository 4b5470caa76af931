import type { DiskFile } from '../kernel/index.ts'
import { crc32 } from './crc32.ts'
import { f64, u32 } from './little-endian.ts'
import {
  blockHeaderBytes,
  blockMagic,
  hashBytes,
  isSameHash,
  recordHeaderBytes,
  sha256,
} from './segment-format.ts'

/** A complete block whose hash holds. `bytes` and `previous` are valid until the next read. */
export type Block = {
  readonly kind: 'block'
  /** Where it starts in its file, and how many bytes it takes there. */
  readonly offset: number
  readonly length: number
  /** Sequence of its first and last record. */
  readonly first: number
  readonly last: number
  readonly previous: Uint8Array
  readonly hash: Uint8Array
  /** Its records. */
  readonly bytes: Uint8Array
}

/** No block here: the file ends, or goes on with zeros, or with something that is no block. */
export type NoBlock =
  | { readonly kind: 'end'; readonly offset: number }
  | { readonly kind: 'broken'; readonly offset: number; readonly why: string }

const windowBytes = 1 << 18
const magicBytes = Buffer.from('CSBK')
const minBlockBytes = blockHeaderBytes + hashBytes

/** Reads one segment file block after block, checking every hash, through one reused window. */
export class BlockReader {
  readonly #file: DiskFile
  #position: number
  #window: Uint8Array
  #windowFrom = 0
  #windowLength = 0

  /** @param position - Where a block is expected. */
  constructor(file: DiskFile, position: number) {
    this.#file = file
    this.#position = position
    this.#window = new Uint8Array(Math.max(4_096, Math.min(windowBytes, file.size())))
  }

  /** Where the next block is expected. */
  get position(): number {
    return this.#position
  }

  /** Steps over a complete block; stays where it is when there is none, to be asked again. */
  next(): Block | NoBlock {
    const offset = this.#position
    const found = this.#blockAt(offset)
    if (found.kind === 'block') this.#position = offset + found.length
    else this.#windowLength = 0
    return found
  }

  /** Goes to the next complete block at or after `offset`, wherever it starts. For damage. */
  seek(offset: number): Block | undefined {
    for (let at = this.#magicAfter(offset); at !== undefined; at = this.#magicAfter(at + 1)) {
      const found = this.#blockAt(at)
      if (found.kind !== 'block') continue
      this.#position = at + found.length
      return found
    }
    return undefined
  }

  #magicAfter(offset: number): number | undefined {
    const size = this.#file.size()
    // Windows overlap by three bytes, so that a magic across their border is seen.
    for (let at = offset; at + 4 <= size; at += this.#window.length - 3) {
      const found = indexOfMagic(this.#load(at, this.#window.length))
      if (found >= 0) return at + found
    }
    return undefined
  }

  #blockAt(offset: number): Block | NoBlock {
    const header = this.#load(offset, blockHeaderBytes)
    if (isBlank(header)) return { kind: 'end', offset }
    if (header.length < blockHeaderBytes) return broken(offset, 'a block header is cut short')
    if (u32(header, 0) !== blockMagic) return broken(offset, 'no block starts here')
    const length = u32(header, 4)
    if (length < minBlockBytes) return broken(offset, 'a block has an impossible length')
    if (offset + length > this.#file.size()) return broken(offset, 'a block is cut short')
    const bytes = this.#load(offset, length)
    const hashed = bytes.subarray(0, length - hashBytes)
    const hash = sha256(hashed)
    if (!isSameHash(hash, bytes.subarray(length - hashBytes)))
      return broken(offset, brokenRecord(hashed))
    const first = f64(bytes, 8)
    return {
      kind: 'block',
      offset,
      length,
      first,
      last: first + u32(bytes, 16) - 1,
      previous: bytes.subarray(20, blockHeaderBytes),
      hash,
      bytes: hashed.subarray(blockHeaderBytes),
    }
  }

  /** Bytes [`from`, `from + length`) of the file; fewer at its end. */
  #load(from: number, length: number): Uint8Array {
    const at = from - this.#windowFrom
    if (at >= 0 && at + length <= this.#windowLength) return this.#window.subarray(at, at + length)
    if (length > this.#window.length) this.#window = new Uint8Array(2 * length)
    this.#windowFrom = from
    this.#windowLength = this.#file.read(this.#window, from)
    return this.#window.subarray(0, Math.min(length, this.#windowLength))
  }
}

function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false
  return true
}

function indexOfMagic(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(magicBytes)
}

function broken(offset: number, why: string): NoBlock {
  return { kind: 'broken', offset, why }
}

/** Names the first record whose checksum fails, for whoever has to judge the damage. */
function brokenRecord(bytes: Uint8Array): string {
  let at = blockHeaderBytes
  for (let number = 1; at + recordHeaderBytes <= bytes.length; number += 1) {
    const end = at + recordHeaderBytes + u32(bytes, at)
    if (end > bytes.length || u32(bytes, at + 4) !== crc32(bytes, at + 8, end))
      return `record ${number} of a block fails its checksum`
    at = end
  }
  return 'a block fails its hash'
}
