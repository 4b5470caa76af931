import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { likenessOf, unlikeShare } from './likeness.ts'
import { type Picture, pngOf } from '../../src/doors/index.ts'
import { readPng } from './read-png.ts'
import { writePng } from './write-png.ts'

const random = Random.fromSeed(3)
const drawn = (width: number, height: number, colours: number): Picture => {
  const palette = Array.from({ length: colours * 3 }, () => random.below(256))
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = random.below(colours) * 3
    rgb.set(palette.slice(colour, colour + 3), pixel * 3)
  }
  return { width, height, rgb }
}

/** A page: panels with text in rows and columns, the second beginning at `top`. */
function page({ top = 200, columns = 5, digit = 0 }: Partial<Record<string, number>>): Picture {
  const [width, height] = [640, 480]
  const rgb = new Uint8Array(width * height * 3).fill(244)
  const fill = (x: number, y: number, wide: number, high: number, light: number): void => {
    for (let row = y; row < y + high; row += 1)
      rgb.fill(light, (row * width + x) * 3, (row * width + x + wide) * 3)
  }
  for (const from of [20, top]) {
    fill(20, from, 600, 160, 255)
    for (let row = 0; row < 6; row += 1)
      for (let column = 0; column < columns; column += 1)
        for (let letter = 0; letter < 9; letter += 1)
          fill(
            40 + column * 110 + letter * 8,
            from + 20 + row * 22,
            3,
            11 - ((letter * 3 + digit) % 4),
            40,
          )
  }
  return { width, height, rgb }
}

const unlike = (one: Picture, other: Picture): number =>
  unlikeShare(likenessOf(one, 8), likenessOf(other, 8), 24)

describe('a PNG', () => {
  it.each([1, 2, 256])('of %i colours is read as it was written', (colours) => {
    const picture = drawn(37, 21, colours)
    expect(readPng(writePng(picture))).toEqual(picture)
  })

  it('of more colours than a palette holds keeps the frequent ones and is near in the rest', () => {
    const picture = drawn(64, 64, 900)
    const read = readPng(writePng(picture))
    const far = picture.rgb.map((part, i) => Math.abs(part - (read.rgb[i] ?? 0)))
    expect(Math.max(...far)).toBeGreaterThan(0)
    expect(far.reduce((sum, part) => sum + part, 0) / far.length).toBeLessThan(20)
    expect(writePng(picture)).toEqual(writePng(picture))
  })

  it('is read through every filter of a row, and without its transparency', () => {
    const rows = [
      [0, 10, 20, 30, 255, 1, 2, 3, 255],
      [1, 10, 20, 30, 255, 1, 2, 3, 0],
      [2, 1, 1, 1, 0, 250, 1, 1, 0],
      [3, 1, 1, 1, 128, 1, 1, 1, 128],
      [4, 1, 1, 1, 0, 1, 1, 1, 0],
    ]
    const body = deflateSync(Uint8Array.from(rows.flat()))
    const { rgb } = readPng(pngOf({ width: 2, height: 5 }, 6, [['IDAT', body]]))
    expect([...rgb]).toEqual([
      ...[10, 20, 30, 1, 2, 3],
      ...[10, 20, 30, 11, 22, 33],
      ...[11, 21, 31, 5, 23, 34],
      ...[6, 11, 16, 6, 18, 26],
      ...[7, 12, 17, 8, 19, 27],
    ])
  })
})

describe('the likeness of two pictures', () => {
  it('is whole for other digits, and not for a panel that moved or a column that is missing', () => {
    expect(unlike(page({}), page({}))).toBe(0)
    expect(unlike(page({}), page({ digit: 1 }))).toBeLessThan(0.02)
    expect(unlike(page({}), page({ top: 212 }))).toBeGreaterThan(0.05)
    expect(unlike(page({}), page({ columns: 4 }))).toBeGreaterThan(0.02)
  })

  it('is none of pictures of another size', () => {
    expect(unlike(drawn(80, 80, 2), drawn(80, 88, 2))).toBe(1)
  })
})
