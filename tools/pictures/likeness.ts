import type { Picture } from '../../src/doors/index.ts'

/** How light a picture is, square by square of `cell` pixels, row by row: 0 black, 255 white. */
export type Likeness = {
  readonly columns: number
  readonly rows: number
  readonly light: Uint8Array
}

/** What is left of a picture when letters are too small to read. @param cell - Unit: px. */
export function likenessOf({ width, height, rgb }: Picture, cell: number): Likeness {
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const sums = new Float64Array(columns * rows)
  const counts = new Uint32Array(columns * rows)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = Math.floor(y / cell) * columns + Math.floor(x / cell)
      const pixel = (y * width + x) * 3
      const [r = 0, g = 0, b = 0] = [rgb[pixel], rgb[pixel + 1], rgb[pixel + 2]]
      sums[at] = (sums[at] ?? 0) + 0.2126 * r + 0.7152 * g + 0.0722 * b
      counts[at] = (counts[at] ?? 0) + 1
    }
  const light = Uint8Array.from(sums, (sum, at) => Math.round(sum / (counts[at] ?? 1)))
  return { columns, rows, light }
}

/**
 * The share of squares that are lighter or darker than in `other` by more than `tolerance`, of 255;
 * 1 for pictures of another size.
 */
export function unlikeShare(one: Likeness, other: Likeness, tolerance: number): number {
  if (one.columns !== other.columns || one.rows !== other.rows) return 1
  let unlike = 0
  for (const [at, light] of one.light.entries())
    if (Math.abs(light - (other.light[at] ?? 0)) > tolerance) unlike += 1
  return unlike / one.light.length
}
