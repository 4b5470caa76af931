import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import { type BarArrays, emptyBars } from '../bar-arrays.ts'
import { overBars } from '../over-bars.ts'
import { type CandlestickName, candlestick, candlestickPatterns, candlesticks } from './index.ts'

const rows = 400

/** Bars in whole ticks, none of which closes where it opened. */
function market(seed: number): BarArrays {
  const random = Random.fromSeed(seed)
  const bars = emptyBars(rows)
  let close = 100_000
  for (let row = 0; row < rows; row += 1) {
    const open = close + (random.next() < 0.5 ? 0 : random.below(25) - 12)
    close = open + (random.next() < 0.5 ? 1 : -1) * (1 + random.below(random.next() < 0.5 ? 3 : 30))
    bars.open[row] = open
    bars.close[row] = close
    bars.high[row] = Math.max(open, close) + Math.max(0, random.below(20) - 8)
    bars.low[row] = Math.min(open, close) - Math.max(0, random.below(20) - 8)
  }
  return bars
}

/** The same bars with every price another; `high` and `low` change places when `map` falls. */
function mapped(bars: BarArrays, map: (price: number) => number): BarArrays {
  const { ts, volume } = bars
  const [open, close, a, b] = [bars.open, bars.close, bars.high, bars.low].map((column) =>
    column.map(map),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const high = a.map((price, row) => Math.max(price, b[row] as number))
  const low = a.map((price, row) => Math.min(price, b[row] as number))
  return { ts, open, high, low, close, volume }
}

const seeds = fc.integer({ min: 1, max: 1_000_000 })
const few = { numRuns: 25 }

describe('candlesticks', () => {
  it('read exactly the same at eight times the price, and at a price further up', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const bars = market(seed)
        const wanted = overBars(candlesticks(), bars)
        for (const map of [(price: number) => price * 8, (price: number) => price + 12_345])
          expect(overBars(candlesticks(), mapped(bars, map))).toEqual(wanted)
      }),
      few,
    )
  })

  it('read the opposite in a mirror', () => {
    const images: readonly (readonly [CandlestickName, CandlestickName])[] = [
      ['abandonedBaby', 'abandonedBaby'],
      ['beltHold', 'beltHold'],
      ['breakaway', 'breakaway'],
      ['closingMarubozu', 'closingMarubozu'],
      ['counterattack', 'counterattack'],
      ['dojiStar', 'dojiStar'],
      ['engulfing', 'engulfing'],
      ['gapThreeMethods', 'gapThreeMethods'],
      ['harami', 'harami'],
      ['hikkake', 'hikkake'],
      ['kicking', 'kicking'],
      ['modifiedHikkake', 'modifiedHikkake'],
      ['morningDojiStar', 'eveningDojiStar'],
      ['morningStar', 'eveningStar'],
      ['risingFallingThreeMethods', 'risingFallingThreeMethods'],
      ['separatingLines', 'separatingLines'],
      ['tasukiGap', 'tasukiGap'],
      ['threeInside', 'threeInside'],
      ['threeLineStrike', 'threeLineStrike'],
      ['threeOutside', 'threeOutside'],
      ['tristar', 'tristar'],
    ]
    fc.assert(
      fc.property(seeds, (seed) => {
        const bars = market(seed)
        const seen = overBars(candlesticks(), bars)
        const mirrored = overBars(
          candlesticks(),
          mapped(bars, (price) => 200_000 - price),
        )
        // Added to nothing, so that there is no zero below zero.
        for (const [name, image] of images)
          expect({ image, readings: mirrored[image] }).toEqual({
            image,
            readings: seen[name].map((reading) => 0 - reading),
          })
      }),
      few,
    )
  })

  it('read one at a time what they read together', () => {
    const bars = market(7)
    const together = overBars(candlesticks(), bars)
    for (const { name } of candlestickPatterns) {
      const spec = candlestick(name)
      expect(spec.key).toBe(`candlestick(${name})`)
      expect(overBars(spec, bars)[name]).toEqual(together[name])
    }
  })

  it('decline a name that is none', () => {
    const stranger: string = 'seventhSamurai'
    const ask = candlestick as (name: string) => unknown
    expect(() => ask(stranger)).toThrow(ArgumentError)
    expect(() => ask(stranger)).toThrow('was seventhSamurai')
  })

  it('see nothing but dojis in a market that never moved', () => {
    const close = new Float64Array(40).fill(100)
    const read = overBars(candlesticks(), { close })
    const found = candlestickPatterns.map(({ name }) => name).filter((name) => read[name][39] !== 0)
    expect(found).toEqual(['doji'])
  })
})

describe('docs/candlesticks.md', () => {
  it('tells of every pattern what the library does', () => {
    const page = readFileSync('docs/candlesticks.md', 'utf8')
    const told = page.split('\n').filter((line) => line.startsWith('| `'))
    expect(told).toEqual(
      candlestickPatterns.map(
        ({ name, taLib, bars, warmup, readings, description }) =>
          `| \`${name}\` | ${description} | ${bars} | ${readings.join(', ')} | ${warmup} | ${taLib} |`,
      ),
    )
  })
})
