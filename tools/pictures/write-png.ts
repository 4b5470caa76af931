import { deflateSync } from 'node:zlib'
import { type Picture, pngOf } from '../../src/doors/index.ts'

const coloursMax = 256

/**
 * A PNG of at most 256 colours, a third as large as one of all: the most frequent ones of the
 * picture, and for every other pixel the nearest of them. The same picture gives the same bytes.
 */
export function writePng(picture: Picture): Uint8Array {
  const { width, height, rgb } = picture
  const { palette, numberOf } = paletteOf(rgb)
  const rows = new Uint8Array(height * (width + 1))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = numberOf(colourAt(rgb, y * width + x))
  return pngOf(picture, 3, [
    ['PLTE', Uint8Array.from(palette.flatMap(channelsOf))],
    ['IDAT', deflateSync(rows, { level: 9 })],
  ])
}

function colourAt(rgb: Uint8Array, pixel: number): number {
  const [r, g, b] = [rgb[pixel * 3], rgb[pixel * 3 + 1], rgb[pixel * 3 + 2]]
  return ((r ?? 0) << 16) | ((g ?? 0) << 8) | (b ?? 0)
}

function channelsOf(colour: number): readonly [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}

type Palette = {
  readonly palette: readonly number[]
  readonly numberOf: (colour: number) => number
}

function paletteOf(rgb: Uint8Array): Palette {
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const colour = colourAt(rgb, pixel)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts]
    .toSorted(([one, often], [other, seldom]) => seldom - often || one - other)
    .slice(0, coloursMax)
    .map(([colour]) => colour)
  const numbers = new Map(palette.map((colour, i) => [colour, i]))
  const numberOf = (colour: number): number => {
    const known = numbers.get(colour)
    if (known !== undefined) return known
    const nearest = nearestOf(palette, colour)
    numbers.set(colour, nearest)
    return nearest
  }
  return { palette, numberOf }
}

function nearestOf(palette: readonly number[], colour: number): number {
  const [r, g, b] = channelsOf(colour)
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [i, other] of palette.entries()) {
    const [red, green, blue] = channelsOf(other)
    const far = (red - r) * (red - r) + (green - g) * (green - g) + (blue - b) * (blue - b)
    if (far < least) [best, least] = [i, far]
  }
  return best
}
