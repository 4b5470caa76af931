import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { drawChart } from './draw-chart.ts'

const points = [1_000, 1_080, 950, 1_020].map((equity, i) => {
  return { t: 1_750_000_000_000 + i * 3_600_000, equity, drawdown: i === 2 ? 0.12 : 0, exposure: 0 }
})

/** Width, height and rows of a PNG that is not interlaced; each row begins with its filter. */
function decoded(png: Uint8Array) {
  const bytes = Buffer.from(png)
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const data: Buffer[] = []
  const kinds: string[] = []
  for (let at = 8; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    kinds.push(kind)
    if (kind === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + size))
    at += size + 12
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return { width, height, kinds, pixels: inflateSync(Buffer.concat(data)) }
}

it('draws a picture that decodes, the same from the same points', () => {
  const png = drawChart(points, 'USD') ?? new Uint8Array()
  const { width, height, kinds, pixels } = decoded(png)
  expect([width, height]).toEqual([1_000, 620])
  expect([kinds[0], kinds.at(-1)]).toEqual(['IHDR', 'IEND'])
  expect(pixels.length % height).toBe(0)
  // Ground, grid, letters and two curves at least.
  expect(new Set(pixels).size).toBeGreaterThan(6)
  expect(drawChart(points, 'USD')).toEqual(png)
  expect(drawChart(points.slice(0, 3), 'USD')).not.toEqual(png)
})

it('draws no curve of fewer than two moments', () => {
  expect(drawChart([], 'USD')).toBeUndefined()
  expect(drawChart(points.slice(0, 1), 'USD')).toBeUndefined()
})
