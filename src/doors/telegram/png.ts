import { crc32, deflateSync } from 'node:zlib'

/** A picture of red, green and blue, a byte each, row by row from the top. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

/** Numbers of the PNG: three bytes a pixel; one byte, the number of a colour; four bytes. */
type Colours = 2 | 3 | 6

/**
 * A PNG of eight bits a channel out of its chunks, without header and end.
 *
 * @see PNG, third edition, W3C 2025
 */
export function pngOf(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  colours: Colours,
  parts: readonly (readonly [name: string, body: Uint8Array])[],
): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, colours, 0, 0, 0], 8)
  const all = [['IHDR', header], ...parts, ['IEND', header.subarray(0, 0)]] as const
  return Buffer.concat([signature, ...all.map(([name, body]) => chunk(name, body))])
}

/** A picture as a PNG of all its colours. */
export function encodePng(picture: Picture): Uint8Array {
  const { width, height, rgb } = picture
  const row = 3 * width
  // Each row begins with the number of its filter: 0, none.
  const raw = new Uint8Array(height * (row + 1))
  for (let y = 0; y < height; y += 1)
    raw.set(rgb.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  return pngOf(picture, 2, [['IDAT', deflateSync(raw)]])
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
