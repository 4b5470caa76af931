import { crc32, deflateSync } from 'node:zlib'

/** A picture of red, green and blue, a byte each, row by row from the top. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

/** A picture as a PNG of eight bits a channel. @see PNG, third edition, W3C 2025 */
export function encodePng({ width, height, rgb }: Picture): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 2, 0, 0, 0], 8)
  const row = 3 * width
  // Each row begins with the number of its filter: 0, none.
  const raw = new Uint8Array(height * (row + 1))
  for (let y = 0; y < height; y += 1)
    raw.set(rgb.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', header.subarray(0, 0)),
  ]
  return Buffer.concat([signature, ...parts])
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, body.length)
  bytes.set(new TextEncoder().encode(name), 4)
  bytes.set(body, 8)
  view.setUint32(body.length + 8, crc32(bytes.subarray(4, body.length + 8)))
  return bytes
}
