import { describe, expect, it } from 'vitest'
import { marketOf, noisyMarket, trendingMarket } from '../../../test/simulation/null-scene.ts'
import { Random } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import { deviation } from '../../quant/index.ts'
import { noiseMarket } from './noise-market.ts'
import { shuffledMarket } from './shuffled-market.ts'

const rows = 2_000
const pair = [trendingMarket(1, rows), trendingMarket(2, rows, 'ETH-USD.SIM')]
const first = <T>(list: readonly T[]): T => list[0] as T

function returnsOf({ close, length }: BarColumns): Float64Array {
  return Float64Array.from({ length: length - 1 }, (_, row) =>
    Math.log((close[row + 1] as number) / (close[row] as number)),
  )
}

function expectWholeBars(bars: BarColumns): void {
  for (let row = 0; row < bars.length; row += 1) {
    const at = (name: 'open' | 'high' | 'low' | 'close'): number => bars[name][row] as number
    for (const name of ['open', 'high', 'low', 'close'] as const)
      expect(Number.isSafeInteger(at(name)) && at(name) >= 1).toBe(true)
    expect(at('high')).toBeGreaterThanOrEqual(Math.max(at('open'), at('close')))
    expect(at('low')).toBeLessThanOrEqual(Math.min(at('open'), at('close')))
  }
}

describe('shuffledMarket', () => {
  it('has the same moves in another order, the same times, and ends where the other ends', () => {
    const before = first(pair).bars
    const { bars } = first(shuffledMarket(pair, 1, 0))
    expectWholeBars(bars)
    expect(bars.ts.subarray(0, rows)).toEqual(before.ts.subarray(0, rows))
    const sorted = (of: BarColumns): Float64Array => returnsOf(of).sort()
    const [own, other] = [sorted(before), sorted(bars)]
    own.forEach((move, i) => expect(other[i]).toBeCloseTo(move, 3))
    expect(bars.close[rows - 1]).toBe(before.close[rows - 1])
    expect(bars.close).not.toEqual(before.close)
    expect(bars.volume.slice().sort()).toEqual(before.volume.slice().sort())
  })

  it('shuffles alike what has the same times, so that what moves together goes on doing so', () => {
    const [one, other] = shuffledMarket([first(pair), first(pair)], 1, 0)
    expect(one?.bars.close).toEqual(other?.bars.close)
  })

  it('is the same for the same seed and draw, and hashes what it holds', () => {
    const hash = (seed: number, draw: number): string =>
      first(shuffledMarket(pair, seed, draw)).sha256
    expect(hash(1, 0)).toBe(hash(1, 0))
    expect(new Set([first(pair).sha256, hash(1, 0), hash(1, 1), hash(2, 0)]).size).toBe(4)
  })

  it('stays on the grid and above 0 where a price is a few ticks', () => {
    const random = Random.fromSeed(1)
    const cheap = marketOf('BTC-USD.SIM', 500, () => -0.02 + 0.05 * random.normal())
    expectWholeBars(first(shuffledMarket([cheap], 1, 0)).bars)
    expectWholeBars(first(noiseMarket([cheap], 1, 0)).bars)
  })

  it.each([0, 1, 2])('takes a market of %i bars', (length) => {
    expect(first(shuffledMarket([noisyMarket(1, length)], 1, 0)).bars.length).toBe(length)
    expect(first(noiseMarket([noisyMarket(1, length)], 1, 0)).bars.length).toBe(length)
  })
})

describe('noiseMarket', () => {
  it('is as volatile as the market, and a walk of its own by instrument and draw', () => {
    const [one, other] = noiseMarket(pair, 1, 0)
    expectWholeBars(first([one ?? first(pair)]).bars)
    const own = deviation(returnsOf(first(pair).bars)) as number
    const drawn = deviation(returnsOf(first(noiseMarket(pair, 1, 0)).bars)) as number
    expect(Math.abs(drawn / own - 1)).toBeLessThan(0.06)
    expect(one?.bars.close).not.toEqual(other?.bars.close)
    expect(first(noiseMarket(pair, 1, 1)).sha256).not.toBe(one?.sha256)
    expect(first(noiseMarket(pair, 1, 0)).sha256).toBe(one?.sha256)
  })
})
