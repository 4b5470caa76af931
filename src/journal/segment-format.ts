import { hash } from 'node:crypto'
import { crc32 } from './crc32.ts'

/** Written into every segment; a reader declines what is higher. */
export const formatVersion = 1

export const segmentHeaderBytes = 64
export const blockHeaderBytes = 52
export const recordHeaderBytes = 16
export const hashBytes = 32

/** Opens every block, so that a search after damage can find the next one: `CSBK`. */
export const blockMagic = 0x4b425343

/** The hash before the first block of a journal. */
export const genesisHash: Uint8Array = new Uint8Array(hashBytes)

/** What the first 64 bytes of a segment say. */
export type SegmentHeader = {
  readonly version: number
  /** Counts the segments of a journal from 1. */
  readonly segment: number
  /** Sequence of the first record to come. */
  readonly first: number
  /** Hash of the last block of the segment before. */
  readonly previous: Uint8Array
}

/** Where a journal ends: the last complete block. */
export type Head = {
  readonly sequence: number
  readonly hash: Uint8Array
}

/** Whether a segment or block that says what it follows comes right after `head`. */
export function isNext(
  head: Head,
  next: { readonly first: number; readonly previous: Uint8Array },
): boolean {
  return next.first === head.sequence + 1 && isSameHash(next.previous, head.hash)
}

/** The head a segment was started on, by its own word. */
export function headBefore(header: SegmentHeader): Head {
  return { sequence: header.first - 1, hash: header.previous }
}

const magic = new TextEncoder().encode('COINSEG\n')

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** `000042.seg` */
export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.seg`
}

/** The numbers of the segment files in a listing, rising. Other files are not ours to judge. */
export function segmentNumbers(names: readonly string[]): number[] {
  return names
    .filter((name) => /^\d{6,9}\.seg$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b)
}

/**
 * Magic (8 bytes), version u32, segment u32, first sequence f64, previous hash (32), four zero
 * bytes, CRC-32 of all that. The place of magic, version and CRC is the same in every version, so
 * that a later version is never taken for damage.
 */
export function segmentHeader(header: SegmentHeader): Uint8Array {
  const bytes = new Uint8Array(segmentHeaderBytes)
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint32(8, header.version, true)
  view.setUint32(12, header.segment, true)
  view.setFloat64(16, header.first, true)
  bytes.set(header.previous, 24)
  view.setUint32(60, crc32(bytes, 0, 60), true)
  return bytes
}

/** The inverse of `segmentHeader`; `undefined` when the bytes are damaged or no header. */
export function parseSegmentHeader(bytes: Uint8Array): SegmentHeader | undefined {
  if (bytes.length < segmentHeaderBytes) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, segmentHeaderBytes)
  if (view.getUint32(60, true) !== crc32(bytes, 0, 60)) return undefined
  if (Buffer.compare(bytes.subarray(0, 8), magic) !== 0) return undefined
  return {
    version: view.getUint32(8, true),
    segment: view.getUint32(12, true),
    first: view.getFloat64(16, true),
    previous: bytes.slice(24, 24 + hashBytes),
  }
}
