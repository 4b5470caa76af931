import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { decodeRecords, encodeRecords } from './record-codec.ts'
import { parseSegmentHeader, type SegmentHeader } from './segment-header.ts'
import type { TickRecord } from './tick-record.ts'

/** How every recording begins, with the version of its format. */
const magic: Uint8Array = new TextEncoder().encode('CSTICKS1')
/** Length and CRC32 of what follows, little-endian. */
const headBytes = 8
/** No frame is longer: a length beyond this is damage. */
const frameBytesMax = 1 << 28

/** What a file of a recording holds as far as it is whole. */
export type SegmentContent = {
  readonly header: SegmentHeader
  readonly records: readonly TickRecord[]
  /** Where the last whole frame ends. Unit: bytes. */
  readonly wholeBytes: number
}

/** Whether a file begins as a recording does. @param head - Its first bytes, 8 or more. */
export function isSegment(head: Uint8Array): boolean {
  return magic.every((byte, i) => head[i] === byte)
}

/** What a file begins with. */
export function segmentHead(header: SegmentHeader): Uint8Array {
  const frame = frameOf(new TextEncoder().encode(JSON.stringify(header)))
  const bytes = new Uint8Array(magic.length + frame.length)
  bytes.set(magic)
  bytes.set(frame, magic.length)
  return bytes
}

/** Records as one frame: they are there together, or not at all. */
export function recordFrame(records: readonly TickRecord[]): Uint8Array {
  return frameOf(deflateRawSync(encodeRecords(records)))
}

/**
 * Reads up to the first frame that is not whole.
 *
 * @returns `undefined` when not even the header is.
 */
export function readSegment(bytes: Uint8Array): SegmentContent | undefined {
  if (bytes.length < magic.length || !isSegment(bytes)) return undefined
  const head = payloadAt(bytes, magic.length)
  const header = head === undefined ? undefined : parseSegmentHeader(head)
  if (head === undefined || header === undefined) return undefined
  const records: TickRecord[] = []
  let wholeBytes = magic.length + headBytes + head.length
  for (;;) {
    const payload = payloadAt(bytes, wholeBytes)
    const some = payload === undefined ? undefined : recordsOf(payload)
    if (payload === undefined || some === undefined) return { header, records, wholeBytes }
    for (const record of some) records.push(record)
    wholeBytes += headBytes + payload.length
  }
}

function frameOf(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headBytes + payload.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, payload.length, true)
  view.setUint32(4, crc32(payload), true)
  frame.set(payload, headBytes)
  return frame
}

function payloadAt(bytes: Uint8Array, at: number): Uint8Array | undefined {
  if (at + headBytes > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headBytes)
  const length = view.getUint32(0, true)
  if (length === 0 || length > frameBytesMax || at + headBytes + length > bytes.length)
    return undefined
  const payload = bytes.subarray(at + headBytes, at + headBytes + length)
  return crc32(payload) === view.getUint32(4, true) ? payload : undefined
}

function recordsOf(payload: Uint8Array): readonly TickRecord[] | undefined {
  try {
    return decodeRecords(inflateRawSync(payload, { maxOutputLength: frameBytesMax }))
  } catch {
    return undefined
  }
}
