import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { embed } from './embed.ts'
import { dimensions, embeddingBlocks } from './embedding-layout.ts'
import type { Stance } from './opinion-block.ts'

const start = 1_704_067_200_000_000

/** Hours of a market that wanders. @param noise - Of each price, as a share, from another seed. */
function wandering(seed: number, rows: number, noise = 0): BarColumns {
  const random = Random.stream(seed, 'market')
  const other = Random.stream(seed, 'noise')
  const bars = new BarColumns(rows)
  let close = 100_000
  for (let row = 0; row < rows; row += 1) {
    const open = close
    close = open * (1 + 0.01 * random.normal())
    const off = (): number => 1 + noise * other.normal()
    const [o, c] = [open * off(), close * off()]
    const high = Math.max(o, c) * (1 + 0.003 * random.next())
    const low = Math.min(o, c) * (1 - 0.003 * random.next())
    bars.push(start + (row + 1) * hourUs, o, high, low, c, 1_000 + 500 * random.next())
  }
  return bars
}

const said: readonly Stance[] = [
  { agent: 'trend(fast=12)', exposure: 0.1, confidence: 0.6 },
  { agent: 'bounce', exposure: -0.05, confidence: 0.55 },
]

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
}

function likeness(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, value, i) => sum + value * Number(b[i]), 0)
  return dot / (lengthOf(a) * lengthOf(b))
}

/** Any bars at all: what no market gives, too. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: 1, max: 1e6, noNaN: true }),
  fc.constantFrom(0, -1, Infinity, -Infinity, NaN, 5e-324, 1.7e308),
)
const anyBars = fc.array(fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber, anyNumber), {
  maxLength: 60,
})

describe('embed', () => {
  it('is finite, no longer than 1, and within every share, whatever the bars are', () => {
    fc.assert(
      fc.property(anyBars, fc.nat(2_000_000), (rows, hours) => {
        const bars = new BarColumns(64)
        for (const [o, h, l, c, v] of rows)
          bars.push(start + (hours + bars.length) * hourUs, o, h, l, c, v)
        const { vector } = embed(bars, bars.length - 1, said)
        expect(vector).toHaveLength(dimensions)
        expect(vector.every(Number.isFinite)).toBe(true)
        expect(lengthOf(vector)).toBeLessThanOrEqual(1 + 1e-6)
        for (const { from, used, share } of embeddingBlocks) {
          const part = lengthOf(vector.subarray(from, from + used))
          expect(part / Math.sqrt(share)).toBeLessThanOrEqual(1 + 1e-6)
        }
      }),
      { numRuns: 200, examples: [[[[1, 1.7e308, 1, 1.7e308, 0]], 0]] },
    )
  })

  it('uses every number that it says it uses, and no other', () => {
    const used = new Set<number>()
    const wild = wandering(50, 300)
    for (let row = 280; row < 300; row += 1) {
      const price = row % 4 === 0 ? 90_000 : 110_000
      for (const column of [wild.open, wild.high, wild.low, wild.close]) column[row] = price
    }
    embed(wild, 299, []).vector.forEach((value, at) => value !== 0 && used.add(at))
    for (let seed = 0; seed < 40; seed += 1) {
      const agents = Array.from({ length: 40 }, (_, n) => ({
        ...{ agent: `agent-${seed}-${n}`, exposure: 0.1, confidence: 0.6 },
      }))
      const { vector } = embed(wandering(seed, 300 + seed), 299 + seed, agents)
      vector.forEach((value, at) => {
        if (value !== 0) used.add(at)
      })
    }
    const meant = embeddingBlocks.flatMap((block) =>
      Array.from({ length: block.used }, (_, n) => block.from + n),
    )
    expect([...used].toSorted((a, b) => a - b)).toEqual(meant)
    expect(embeddingBlocks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  it('gives the same bytes twice, also when later bars are poison', () => {
    const bars = wandering(1, 400)
    const before = embed(bars, 300, said).vector
    for (let row = 301; row < 400; row += 1) {
      bars.close[row] = Number.NaN
      bars.high[row] = 1e300
    }
    expect(embed(bars, 300, said).vector).toEqual(before)
    expect(embed(bars, 300, said.toReversed()).vector).toEqual(before)
  })

  it('does not know anything before 256 moves', () => {
    const long = wandering(2, 600)
    const short = new BarColumns(300)
    short.append(long.slice(599 - 256, 600))
    expect(embed(short, short.length - 1, said)).toEqual(embed(long, 599, said))
  })

  it('does not know what a price is counted in', () => {
    const bars = wandering(3, 300)
    const scaled = new BarColumns(300)
    for (let row = 0; row < 300; row += 1)
      scaled.push(
        ...([
          Number(bars.ts[row]),
          4 * Number(bars.open[row]),
          4 * Number(bars.high[row]),
        ] as const),
        ...([
          4 * Number(bars.low[row]),
          4 * Number(bars.close[row]),
          Number(bars.volume[row]),
        ] as const),
      )
    const [a, b] = [embed(bars, 299, said).vector, embed(scaled, 299, said).vector]
    expect(likeness(a, b)).toBeCloseTo(1, 6)
  })

  it('puts moments that differ by a hair near, nearer than other moments', () => {
    const near: number[] = []
    const far: number[] = []
    for (let seed = 0; seed < 20; seed += 1) {
      const { vector } = embed(wandering(seed, 300), 299, said)
      near.push(likeness(vector, embed(wandering(seed, 300, 0.0002), 299, said).vector))
      far.push(likeness(vector, embed(wandering(seed + 100, 300), 299, said).vector))
    }
    expect(Math.min(...near)).toBeGreaterThan(0.9)
    expect(Math.max(...far)).toBeLessThan(Math.min(...near))
  })

  it('hears who said what, by kind and not by parameters', () => {
    const bars = wandering(4, 300)
    const of = (stances: readonly Stance[]): Float32Array => embed(bars, 299, stances).vector
    const base = of([{ agent: 'trend', exposure: 0.1, confidence: 0.6 }])
    expect(of([{ agent: 'trend(fast=3)', exposure: 0.1, confidence: 0.6 }])).toEqual(base)
    expect(of([{ agent: 'trend', exposure: -0.1, confidence: 0.6 }])).not.toEqual(base)
    expect(of([{ agent: 'breakout', exposure: 0.1, confidence: 0.6 }])).not.toEqual(base)
  })
})
