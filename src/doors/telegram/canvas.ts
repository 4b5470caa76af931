import { glyphHeight, glyphOf, glyphWidth } from './glyphs.ts'
import type { Picture } from './png.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** A place on a canvas, in pixels from the upper left corner; need not be whole. */
export type Point = readonly [x: number, y: number]

/** Pixels between two letters, before they are enlarged. */
const letterGap = 1

/** A picture that is drawn on. What lies beyond its border is not drawn. */
export class Canvas implements Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array

  constructor(width: number, height: number, ground: Colour) {
    this.width = width
    this.height = height
    this.rgb = new Uint8Array(3 * width * height)
    for (let i = 0; i < width * height; i += 1) this.rgb.set(ground, 3 * i)
  }

  /** @param share - How much of the pixel is covered, 0 to 1. */
  blend(x: number, y: number, colour: Colour, share: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || share <= 0) return
    const at = 3 * (y * this.width + x)
    for (const [i, wanted] of colour.entries()) {
      const was = this.rgb[at + i] ?? 0
      this.rgb[at + i] = Math.round(was + (wanted - was) * Math.min(1, share))
    }
  }

  /** A column of one pixel's width from `top` to `bottom`, which need not be whole. */
  column(x: number, top: number, bottom: number, colour: Colour, share = 1): void {
    for (let y = Math.floor(top); y < bottom; y += 1) {
      const covered = Math.min(y + 1, bottom) - Math.max(y, top)
      this.blend(x, y, colour, share * covered)
    }
  }

  rule(y: number, from: number, to: number, colour: Colour): void {
    for (let x = from; x < to; x += 1) this.blend(x, y, colour, 1)
  }

  /** A smooth line through points whose x rise. @param thick - Pixels. */
  line(points: readonly Point[], colour: Colour, thick: number): void {
    for (const [i, [x1, y1]] of points.entries()) {
      const [x0, y0] = points[i - 1] ?? [x1, y1]
      this.#segment([x0, y0], [x1, y1], colour, thick / 2)
    }
  }

  /** Covers every pixel by its distance from the segment; the greater cover of two stays. */
  #segment([x0, y0]: Point, [x1, y1]: Point, colour: Colour, half: number): void {
    const [dx, dy] = [x1 - x0, y1 - y0]
    const length = dx * dx + dy * dy
    const reach = half + 1
    for (let y = Math.floor(Math.min(y0, y1) - reach); y <= Math.max(y0, y1) + reach; y += 1)
      for (let x = Math.floor(x0 - reach); x <= x1 + reach; x += 1) {
        const along = length === 0 ? 0 : ((x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy) / length
        const t = Math.max(0, Math.min(1, along))
        const far = Math.hypot(x + 0.5 - x0 - t * dx, y + 0.5 - y0 - t * dy)
        this.blend(x, y, colour, Math.max(0, Math.min(1, half + 0.5 - far)))
      }
  }

  /** @param scale - How many pixels one of a letter is. */
  text(words: string, [left, top]: Point, colour: Colour, scale: number): void {
    let x = left
    for (const sign of words) {
      for (const [column, bits] of glyphOf(sign).entries())
        for (let row = 0; row < glyphHeight; row += 1)
          if ((bits & (1 << row)) !== 0)
            this.#dot(x + column * scale, top + row * scale, scale, colour)
      x += (glyphWidth + letterGap) * scale
    }
  }

  #dot(x: number, y: number, size: number, colour: Colour): void {
    for (let i = 0; i < size * size; i += 1)
      this.blend(x + (i % size), y + Math.floor(i / size), colour, 1)
  }
}

/** How wide words are, in pixels. */
export function textWidth(words: string, scale: number): number {
  return words.length * (glyphWidth + letterGap) * scale
}
