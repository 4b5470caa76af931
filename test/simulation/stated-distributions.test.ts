import { describe, expect, it } from 'vitest'
import { drawBeta, drawPoisson, Random } from '../../src/base/index.ts'
import { normalCdf } from '../../src/quant/index.ts'
import {
  type LatencySpec,
  MarketFrictions,
  openLegs,
  usualLatency,
} from '../../src/venue/sim/index.ts'
import { ksProbability, tail } from './kolmogorov-smirnov.ts'

/** Large enough to tell every wrong law here from the right one. */
const size = 20_000
const seeds = [1, 2, 3, 4, 5]

/** A right law looks this unlikely in one of a thousand runs. */
const suspicious = 0.001
/** A wrong one is to be found out beyond doubt. */
const impossible = 1e-6

function sampled(draw: () => number): readonly number[] {
  return Array.from({ length: size }, draw)
}

function latencies(spec: LatencySpec, seed: number): readonly number[] {
  const legs = openLegs({ feed: spec, order: spec, reply: spec }, seed)
  if (!legs.ok) throw new Error(legs.error)
  return sampled(() => legs.value.order.at(0))
}

function slicing(seed: number): MarketFrictions {
  const impact = { law: 'none', factor: 0, slippage: 0 } as const
  return new MarketFrictions({ impact, markets: [], isSliced: true, seed })
}

const latencyCdf = (us: number): number => normalCdf((Math.log(us / 1_000) - 3.9) / 0.3)

/** Beta(2, 5): the chance that two or more of six uniforms lie below x. */
function betaCdf(x: number): number {
  const rest = 1 - x
  const five = rest * rest * rest * rest * rest
  return 1 - five * rest - 6 * x * five
}

/** Poisson(3) of fewer than `count`, 0 for none. */
function poissonBelow(count: number): number {
  let chance = Math.exp(-3)
  let sum = 0
  for (let k = 0; k < count; k += 1) {
    sum += chance
    chance *= 3 / (k + 1)
  }
  return sum
}

/** Spreads each count evenly over its share of the law, which makes a uniform of a right one. */
function uniforms(counts: readonly number[], seed: number): readonly number[] {
  const random = Random.stream(seed, 'spread')
  return counts.map((count) => {
    const below = poissonBelow(count)
    return below + random.next() * (poissonBelow(count + 1) - below)
  })
}

const uniformCdf = (x: number): number => x

describe('the test itself', () => {
  it('gives the probabilities of the exact law', () => {
    expect(tail(0.15, 100)).toBeCloseTo(0.01984, 3)
    expect(tail(0.04, 1_000)).toBeCloseTo(0.07934, 3)
    expect(tail(0.05, 1_000)).toBeCloseTo(0.01301, 3)
  })
})

describe.each(seeds)('with seed %d', (seed) => {
  it('latency is log-normal with mu 3.9 and sigma 0.3, and would be found out with 0.33', () => {
    expect(ksProbability(latencies(usualLatency, seed), latencyCdf)).toBeGreaterThan(suspicious)
    const wrong = latencies({ kind: 'log-normal', mu: 3.9, sigma: 0.33 }, seed)
    expect(ksProbability(wrong, latencyCdf)).toBeLessThan(impossible)
  })

  it('slices number 1 + Poisson(3), and would be found out with 3.3', () => {
    const frictions = slicing(seed)
    const counts = sampled(() => frictions.slices(1_000_000).length - 1)
    expect(ksProbability(uniforms(counts, seed), uniformCdf)).toBeGreaterThan(suspicious)
    const random = Random.fromSeed(seed)
    const wrong = sampled(() => drawPoisson(random, 3.3))
    expect(ksProbability(uniforms(wrong, seed), uniformCdf)).toBeLessThan(impossible)
  })

  it('slices weigh by Beta(2, 5), and would be found out with Beta(2, 4.5)', () => {
    const random = Random.fromSeed(seed)
    expect(
      ksProbability(
        sampled(() => drawBeta(random, 2, 5)),
        betaCdf,
      ),
    ).toBeGreaterThan(suspicious)
    const wrong = sampled(() => drawBeta(random, 2, 4.5))
    expect(ksProbability(wrong, betaCdf)).toBeLessThan(impossible)
  })

  it('of two slices the first is the share of one Beta(2, 5) in two', () => {
    const frictions = slicing(seed)
    const drawing = Random.stream(seed, 'pairs')
    const shares: number[] = []
    while (shares.length < 4_000) {
      const slices = frictions.slices(10_000_000)
      if (slices.length === 2) shares.push((slices[0] as number) / 10_000_000)
    }
    const pairs = Float64Array.from({ length: 200_000 }, () => {
      const [a, b] = [drawBeta(drawing, 2, 5), drawBeta(drawing, 2, 5)]
      return a / (a + b)
    }).sort()
    // So many more pairs than shares that theirs can stand for the law.
    const law = (x: number): number => rankOf(pairs, x) / pairs.length
    expect(ksProbability(shares, law)).toBeGreaterThan(suspicious)
  })
})

/** How many of the sorted values are at most `x`. */
function rankOf(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= x) low = middle + 1
    else high = middle
  }
  return low
}
