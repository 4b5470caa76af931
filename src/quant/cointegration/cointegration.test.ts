import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  dickeyFuller,
  engleGranger,
  equilibriumScore,
  fitOrnsteinUhlenbeck,
  granger,
  johansen,
  kpss,
  mackinnonCritical,
  mackinnonProbability,
  phillipsPerron,
  transferEntropy,
} from './index.ts'

const seeds = fc.integer({ min: 1, max: 1e6 })
const scales = fc.double({ min: 0.01, max: 1000, noNaN: true })
const shifts = fc.double({ min: -1000, max: 1000, noNaN: true })

const drawn = (seed: number, decay = 0.7, count = 80): Float64Array =>
  autoregression(Random.fromSeed(seed), count, decay)

const moved = (series: Float64Array, scale: number, shift: number): Float64Array =>
  series.map((value) => value * scale + shift)

const constant = new Float64Array(50).fill(3.3)
const line = Float64Array.from({ length: 50 }, (_, i) => 0.1 * i)
const broken = drawn(1).with(7, Number.NaN)
const endless = drawn(1).with(7, Number.POSITIVE_INFINITY)

/** Every test that takes one series. */
const ofOne: readonly (readonly [string, (series: Float64Array) => unknown])[] = [
  ['dickeyFuller', (series) => dickeyFuller(series)],
  ['kpss', (series) => kpss(series)],
  ['phillipsPerron', (series) => phillipsPerron(series)],
  ['fitOrnsteinUhlenbeck', (series) => fitOrnsteinUhlenbeck(series)],
  [
    'fitOrnsteinUhlenbeck, conditional',
    (series) => fitOrnsteinUhlenbeck(series, { method: 'conditional' }),
  ],
]

/** Every test that takes two. */
const ofTwo: readonly (readonly [string, (a: Float64Array, b: Float64Array) => unknown])[] = [
  ['engleGranger', (a, b) => engleGranger(a, [b])],
  ['johansen', (a, b) => johansen([a, b])],
  ['granger', (a, b) => granger({ cause: b, effect: a, lags: 1 })],
  ['transferEntropy', (a, b) => transferEntropy(a, b, Random.fromSeed(1))],
]

describe.each(ofOne)('%s', (_, test) => {
  it('has no answer for a constant series', () => {
    expect(test(constant)).toBeUndefined()
    expect(test(new Float64Array(50))).toBeUndefined()
  })

  it('declines what is not finite, one value and nothing', () => {
    for (const series of [broken, endless, Float64Array.of(1), new Float64Array(0)])
      expect(() => test(series)).toThrow(ArgumentError)
  })
})

describe.each(ofTwo)('%s', (_, test) => {
  it('has no answer when one is constant, or the two are one', () => {
    const series = drawn(2, 0.7, 50)
    expect(test(series, constant)).toBeUndefined()
    if (test.length === 2 && _ !== 'transferEntropy') expect(test(series, series)).toBeUndefined()
  })

  it('declines what is not finite, too short, or of two lengths', () => {
    const series = drawn(2)
    for (const other of [broken, endless, drawn(2, 0.7, 50)]) {
      expect(() => test(series, other)).toThrow(ArgumentError)
      expect(() => test(other, series)).toThrow(ArgumentError)
    }
    expect(() => test(series.slice(0, 4), series.slice(0, 4))).toThrow(ArgumentError)
  })
})

describe('tests of a unit root', () => {
  it('have no answer for a line or an exact recursion', () => {
    expect(dickeyFuller(line, { lags: 0 })).toBeUndefined()
    expect(dickeyFuller(line, { lags: 2 })).toBeUndefined()
    expect(phillipsPerron(line)).toBeUndefined()
    expect(kpss(line, { around: 'trend' })).toBeUndefined()
    const halved = Float64Array.from({ length: 20 }, (_, i) => 1 / (1 << i))
    expect(dickeyFuller(halved, { lags: 0 })).toBeUndefined()
  })

  it('do not feel scale and shift', () => {
    fc.assert(
      fc.property(seeds, scales, shifts, (seed, scale, shift) => {
        const series = drawn(seed)
        const other = moved(series, scale, shift)
        const [a, b] = [dickeyFuller(series), dickeyFuller(other)]
        expect(b?.lags).toBe(a?.lags)
        expect(b?.statistic).toBeCloseTo(a?.statistic ?? Number.NaN, 6)
        expect(kpss(other)?.statistic).toBeCloseTo(kpss(series)?.statistic ?? Number.NaN, 6)
        const [c, d] = [phillipsPerron(series), phillipsPerron(other)]
        expect(d?.statistic).toBeCloseTo(c?.statistic ?? Number.NaN, 6)
      }),
      { numRuns: 30 },
    )
  })

  it('answer for the shortest series too, with every number of terms', () => {
    for (const terms of ['none', 'constant', 'trend'] as const)
      for (let count = 8; count < 24; count += 1) {
        const found = dickeyFuller(drawn(count, 0.5, count), { terms })
        expect(Number.isFinite(found?.statistic), `${terms} ${count}`).toBe(true)
      }
  })

  it('decline lags the length does not bear', () => {
    const series = drawn(3, 0.7, 20)
    expect(() => dickeyFuller(series, { lags: 9 })).toThrow(ArgumentError)
    expect(() => dickeyFuller(series, { lags: -1 })).toThrow(ArgumentError)
    expect(() => dickeyFuller(series, { lagsMax: 0.5 })).toThrow(ArgumentError)
    expect(() => kpss(series, { lags: 20 })).toThrow(ArgumentError)
    expect(() => phillipsPerron(series, { lags: 19 })).toThrow(ArgumentError)
    expect(dickeyFuller(series, { lags: 8 })?.lags).toBe(8)
  })

  it('give KPSS probabilities within the table', () => {
    expect(kpss(drawn(4, 1, 400), { lags: 0 })?.probability).toBe(0.01)
    expect(kpss(drawn(4, 0, 400), { lags: 0 })?.probability).toBeGreaterThan(0.01)
  })
})

describe('mackinnonProbability', () => {
  it('rises with the statistic, up to 1', () => {
    for (const terms of ['none', 'constant', 'trend'] as const) {
      let last = 0
      for (let statistic = -30; statistic < 4; statistic += 0.25) {
        const probability = mackinnonProbability(statistic, terms)
        // The two fits meet to three digits.
        expect(probability).toBeGreaterThanOrEqual(last - 2e-3)
        last = probability
      }
      expect(mackinnonProbability(-30, terms)).toBe(0)
    }
    expect(mackinnonProbability(3, 'constant')).toBe(1)
  })

  it('declines more series than the tables have', () => {
    expect(() => mackinnonProbability(-3, 'constant', 7)).toThrow(ArgumentError)
    const of = { terms: 'constant', seriesCount: 13, count: 100 } as const
    expect(() => mackinnonCritical(of)).toThrow(ArgumentError)
    expect(mackinnonCritical({ ...of, terms: 'none', seriesCount: 2 })).toBeUndefined()
  })
})

describe('johansen', () => {
  it('does not feel scale, shift and order', () => {
    fc.assert(
      fc.property(seeds, scales, shifts, (seed, scale, shift) => {
        const [a, b] = [drawn(seed, 1), drawn(seed + 1, 1)]
        const found = johansen([a, b])
        const other = johansen([moved(b, scale, shift), a])
        found?.eigenvalues.forEach((value, i) => {
          expect(other?.eigenvalues[i]).toBeCloseTo(value, 8)
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThan(1)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('finds the hedge ratio of a pair that moves together', () => {
    const leader = drawn(5, 1, 400)
    const follower = drawn(6, 0.5, 400).map((gap, i) => gap + 2 * (leader[i] as number))
    const found = johansen([follower, leader], { terms: 'restricted-constant' })
    expect(found?.rank).toBe(1)
    expect(found?.vectors[0]?.[1]).toBeCloseTo(-2, 1)
    expect(found?.loadings[0]?.[0]).toBeLessThan(0)
    expect(engleGranger(follower, [leader])?.hedgeRatios[0]).toBeCloseTo(2, 1)
  })

  it('has no critical values for more common trends than the tables have', () => {
    const many = Array.from({ length: 13 }, (_, i) => drawn(i + 1, 1, 120))
    const found = johansen(many)
    expect(found?.trace[0]?.critical).toBeUndefined()
    expect(found?.trace[1]?.critical).toBeDefined()
    expect(found?.rank).toBeUndefined()
  })

  it('declines one series, and knows collinear ones', () => {
    const series = drawn(7)
    expect(() => johansen([series])).toThrow(ArgumentError)
    const sum = drawn(8).map((value, i) => value + (series[i] as number))
    expect(johansen([series, drawn(8), sum])).toBeUndefined()
  })
})

describe('engleGranger', () => {
  it('knows collinear hedges, and declines none and too many', () => {
    const [a, b, c] = [drawn(20, 1), drawn(21, 1), drawn(22, 1)]
    const sum = a.map((value, i) => 2 * value - (b[i] as number))
    expect(engleGranger(c, [a, b, sum])).toBeUndefined()
    expect(engleGranger(sum, [a, b])).toBeUndefined()
    expect(() => engleGranger(c, [])).toThrow(ArgumentError)
    expect(() => engleGranger(c, [a, b, a, b, a, b])).toThrow(ArgumentError)
  })

  it('does not feel the scale of a hedge, whose ratio does', () => {
    fc.assert(
      fc.property(seeds, scales, shifts, (seed, scale, shift) => {
        const [y, x] = [drawn(seed, 1), drawn(seed + 1, 1)]
        const found = engleGranger(y, [x], { lags: 1 })
        const other = engleGranger(y, [moved(x, scale, shift)], { lags: 1 })
        expect(other?.statistic).toBeCloseTo(found?.statistic ?? Number.NaN, 6)
        const ratio = (other?.hedgeRatios[0] ?? Number.NaN) * scale
        expect(ratio).toBeCloseTo(found?.hedgeRatios[0] ?? Number.NaN, 6)
      }),
      { numRuns: 30 },
    )
  })
})

describe('transferEntropy', () => {
  it('has an arrow, and is the same for the same seed', () => {
    const leader = drawn(9, 0.5, 600)
    const noise = drawn(10, 0, 600)
    const follower = noise.map((value, i) => value + 0.8 * (leader[i - 1] ?? 0))
    const there = transferEntropy(leader, follower, Random.fromSeed(1))
    const back = transferEntropy(follower, leader, Random.fromSeed(1))
    expect(there?.probability).toBe(0.005)
    expect(there?.corrected).toBeGreaterThan(5 * Math.abs(back?.corrected ?? Number.NaN))
    expect(transferEntropy(leader, follower, Random.fromSeed(1))).toEqual(there)
  })

  it('is never below 0 as counted, nor above the log of the bins', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 5 }), (seed, bins) => {
        const options = { bins, draws: 1 }
        const found = transferEntropy(drawn(seed), drawn(seed + 1), Random.fromSeed(1), options)
        expect(found?.plugIn).toBeGreaterThan(-1e-12)
        expect(found?.plugIn).toBeLessThan(Math.log(bins) + 1e-12)
      }),
      { numRuns: 50 },
    )
  })
})

describe('fitOrnsteinUhlenbeck', () => {
  it('has no answer for a series that does not return', () => {
    expect(fitOrnsteinUhlenbeck(line, { method: 'conditional' })).toBeUndefined()
    const halved = Float64Array.from({ length: 20 }, (_, i) => 1 / (1 << i))
    // Given its first value it has no noise; by the long-run law that value itself is noise.
    expect(fitOrnsteinUhlenbeck(halved, { method: 'conditional' })).toBeUndefined()
    expect(fitOrnsteinUhlenbeck(halved)?.volatility).toBeGreaterThan(0.1)
    const jumping = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1) + 0.01 * i)
    expect(fitOrnsteinUhlenbeck(jumping)).toBeUndefined()
    expect(fitOrnsteinUhlenbeck(jumping, { method: 'conditional' })).toBeUndefined()
  })

  it('scales with time and value, and shifts with the level', () => {
    fc.assert(
      fc.property(seeds, scales, shifts, (seed, scale, shift) => {
        for (const method of ['exact', 'conditional'] as const) {
          const one = fitOrnsteinUhlenbeck(drawn(seed), { method })
          const series = moved(drawn(seed), scale, shift)
          const other = fitOrnsteinUhlenbeck(series, { method, step: 0.25 })
          if (one === undefined) return
          expect(other?.reversion).toBeCloseTo(one.reversion * 4, 4)
          expect((other?.volatility ?? 0) / (one.volatility * scale * 2)).toBeCloseTo(1, 4)
          expect(((other?.mean ?? 0) - shift) / scale).toBeCloseTo(one.mean, 4)
          expect(other?.halfLife).toBeCloseTo(one.halfLife / 4, 4)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('finds what a long path was made with, within three errors', () => {
    const fit = fitOrnsteinUhlenbeck(drawn(11, 0.9, 20_000))
    if (fit === undefined) throw new Error('no fit')
    expect(Math.abs(fit.reversion + Math.log(0.9))).toBeLessThan(3 * fit.reversionError)
    expect(Math.abs(fit.mean)).toBeLessThan(3 * fit.meanError)
    const sigma = Math.sqrt((-2 * Math.log(0.9)) / (1 - 0.81))
    expect(Math.abs(fit.volatility - sigma)).toBeLessThan(3 * fit.volatilityError)
    expect(equilibriumScore(fit, fit.mean + 2 * fit.equilibriumDeviation)).toBeCloseTo(2, 12)
  })

  it('declines a step that is not above 0', () => {
    expect(() => fitOrnsteinUhlenbeck(drawn(1), { step: 0 })).toThrow(ArgumentError)
  })
})
