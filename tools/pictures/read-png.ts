import { inflateSync } from 'node:zlib'
import type { Picture } from '../../src/doors/index.ts'

const headLength = 8
/** Bytes of a pixel by the kind of its colours: gray, RGB, palette, RGBA. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 6: 4 }

/**
 * The pixels of a PNG as Chromium and `writePng` write them: eight bits a channel, not interlaced.
 * What is transparent is taken as if it were not.
 */
export function readPng(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  let header = new DataView(new ArrayBuffer(13))
  let palette = new Uint8Array()
  for (let at = headLength; at < bytes.length; ) {
    const length = view.getUint32(at)
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const body = Uint8Array.from(bytes.subarray(at + 8, at + 8 + length))
    if (name === 'IHDR') header = new DataView(body.buffer)
    if (name === 'PLTE') palette = body
    if (name === 'IDAT') parts.push(body)
    at += length + 12
  }
  const [width, height] = [header.getUint32(0), header.getUint32(4)]
  const channels = channelsOf[header.getUint8(9)]
  if (channels === undefined || header.getUint8(8) !== 8 || header.getUint8(12) !== 0)
    throw new Error('only PNGs of eight bits a channel that are not interlaced are read')
  const raw = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels)
  return { width, height, rgb: coloured(raw, channels, palette) }
}

/** Bytes without the filter of each row. @param stride - Bytes of a row. */
function unfiltered(packed: Uint8Array, stride: number, channels: number): Uint8Array {
  const rows = packed.length / (stride + 1)
  const raw = new Uint8Array(rows * stride)
  for (let row = 0; row < rows; row += 1) {
    const filter = packed[row * (stride + 1)] ?? 0
    const from = row * (stride + 1) + 1
    const to = row * stride
    for (let i = 0; i < stride; i += 1) {
      const left = i < channels ? 0 : (raw[to + i - channels] as number)
      const up = row === 0 ? 0 : (raw[to + i - stride] as number)
      const corner = i < channels || row === 0 ? 0 : (raw[to + i - stride - channels] as number)
      raw[to + i] = (packed[from + i] as number) + guess(filter, left, up, corner)
    }
  }
  return raw
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const [byLeft, byUp, byCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

function coloured(raw: Uint8Array, channels: number, palette: Uint8Array): Uint8Array {
  if (channels === 3) return raw
  const pixels = raw.length / channels
  const rgb = new Uint8Array(pixels * 3)
  for (let pixel = 0; pixel < pixels; pixel += 1)
    for (let part = 0; part < 3; part += 1) {
      const own = raw[pixel * channels] as number
      const isListed = palette.length > 0
      rgb[pixel * 3 + part] =
        channels === 4
          ? (raw[pixel * 4 + part] as number)
          : isListed
            ? (palette[own * 3 + part] as number)
            : own
    }
  return rgb
}
