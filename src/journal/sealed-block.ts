import type { DiskFile } from '../kernel/index.ts'
import { ByteWriter } from './byte-writer.ts'
import { sha256 } from './segment-format.ts'

/**
 * A sealed record is a header and then blocks, one for each group of entries, written and synced at
 * once. The header is of any length and ends with the SHA-256 of all before it (32). A block: magic
 * u32, length of the whole block u32, hash of the block before or of the header (32), entries
 * (length u32, bytes), SHA-256 of all that (32), which the next block repeats.
 */
const blockMagic = 0x4b4c4243
export const hashBytes = 32
const frontBytes = 8 + hashBytes
const blockMax = 1 << 24

/** A block, and the hash that the next one repeats. */
export function sealBlock(
  previous: Uint8Array,
  entries: readonly Uint8Array[],
): { readonly bytes: Uint8Array; readonly hash: Uint8Array } {
  const writer = new ByteWriter(1_024)
  writer.setU32(writer.skip(4), blockMagic)
  const length = writer.skip(4)
  writer.raw(previous)
  for (const entry of entries) {
    writer.setU32(writer.skip(4), entry.length)
    writer.raw(entry)
  }
  writer.setU32(length, writer.length + hashBytes)
  const hash = sha256(writer.written())
  writer.raw(hash)
  return { bytes: writer.written(), hash }
}

export type ReadBlock = {
  readonly previous: Uint8Array
  readonly hash: Uint8Array
  readonly entries: readonly Uint8Array[]
  /** Where the next one begins. */
  readonly end: number
}

/** The block that begins at `at`; `undefined` when there is no whole one. */
export function readBlock(file: DiskFile, at: number): ReadBlock | undefined {
  const front = readBytes(file, at, frontBytes)
  const length = front === undefined ? 0 : u32(front, 4)
  if (front === undefined || u32(front, 0) !== blockMagic) return undefined
  if (length < frontBytes + hashBytes || length > blockMax) return undefined
  const bytes = readBytes(file, at, length)
  if (bytes === undefined) return undefined
  const hash = bytes.subarray(length - hashBytes)
  if (Buffer.compare(sha256(bytes.subarray(0, length - hashBytes)), hash) !== 0) return undefined
  const entries = entriesOf(bytes.subarray(frontBytes, length - hashBytes))
  return { previous: bytes.subarray(8, frontBytes), hash, entries, end: at + length }
}

/** Where a whole block begins after `from`: what follows a torn end cannot be one. */
export function findBlock(file: DiskFile, from: number): number | undefined {
  const size = file.size()
  const rest = readBytes(file, from, size - from) ?? new Uint8Array(0)
  for (let at = 0; at + 4 <= rest.length; at += 1)
    if (u32(rest, at) === blockMagic && readBlock(file, from + at) !== undefined) return from + at
  return undefined
}

/** So many bytes; `undefined` where there are fewer. */
export function readBytes(file: DiskFile, at: number, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  return file.read(bytes, at) === length ? bytes : undefined
}

function entriesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + u32(bytes, at)
    entries.push(bytes.subarray(at + 4, end))
    at = end
  }
  return entries
}

function u32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true)
}
