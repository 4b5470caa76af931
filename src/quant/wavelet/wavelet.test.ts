import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  denoise,
  strongestCycle,
  inverseWaveletTransform,
  maximalOverlap,
  periodogram,
  type WaveletName,
  waveletTransform,
  waveletVariance,
} from './index.ts'

const drawn = (seed: number, count = 64, decay = 0.5): Float64Array =>
  autoregression(Random.fromSeed(seed), count, decay)
const energy = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0)
const seeds = fc.integer({ min: 1, max: 1e6 })
const names = fc.constantFrom<WaveletName>('db1', 'db2', 'db4')

function expectSame(found: Float64Array, wanted: Float64Array): void {
  wanted.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 10)
  })
}

describe('waveletTransform', () => {
  it('is undone by its inverse, and keeps energy', () => {
    fc.assert(
      fc.property(seeds, names, fc.integer({ min: 1, max: 5 }), (seed, wavelet, levels) => {
        const series = drawn(seed)
        const found = waveletTransform(series, wavelet, levels)
        expectSame(inverseWaveletTransform(found, wavelet), series)
        const parts = [found.approximation, ...found.details]
        expect(parts.reduce((sum, part) => sum + energy(part), 0)).toBeCloseTo(energy(series), 8)
      }),
      { numRuns: 40 },
    )
  })

  it('sees no details in a constant series, nor, but for its ends, in a parabola', () => {
    const constant = waveletTransform(new Float64Array(32).fill(7), 'db4', 3)
    for (const detail of constant.details) expect(energy(detail)).toBeLessThan(1e-24)
    const parabola = Float64Array.from({ length: 64 }, (_, i) => i * i)
    const [finest] = waveletTransform(parabola, 'db4', 1).details
    expect(energy(finest?.slice(4, -4) ?? parabola)).toBeLessThan(1e-18)
  })

  it('declines lengths and values it cannot take', () => {
    expect(() => waveletTransform(drawn(1, 60), 'db2', 3)).toThrow(ArgumentError)
    expect(() => waveletTransform(drawn(1), 'db2', 7)).toThrow(ArgumentError)
    expect(() => waveletTransform(drawn(1), 'db2', 0)).toThrow(ArgumentError)
    expect(() => waveletTransform(drawn(1).with(3, Number.NaN), 'db2', 1)).toThrow(ArgumentError)
    const { approximation } = waveletTransform(drawn(1), 'db2', 1)
    const lame = { approximation, details: [new Float64Array(3)] }
    expect(() => inverseWaveletTransform(lame, 'db2')).toThrow(ArgumentError)
  })
})

describe('maximalOverlap', () => {
  it('keeps energy, and turns with the series', () => {
    fc.assert(
      fc.property(seeds, names, fc.integer({ min: 1, max: 63 }), (seed, wavelet, turn) => {
        const series = drawn(seed)
        const found = maximalOverlap(series, wavelet, 3)
        const parts = [found.smooth, ...found.details]
        expect(parts.reduce((sum, part) => sum + energy(part), 0)).toBeCloseTo(energy(series), 8)
        const turned = series.map((_, i) => series[(i + turn) % 64] as number)
        const other = maximalOverlap(turned, wavelet, 3).smooth
        expectSame(
          other,
          other.map((_, i) => found.smooth[(i + turn) % 64] as number),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('gives variances that sum to near that of a stationary series', () => {
    const series = drawn(3, 4096, 0)
    const variances = waveletVariance(series, 'db2', 8)
    const total = variances.reduce((sum, { variance }) => sum + variance, 0)
    expect(Math.abs(total - 1)).toBeLessThan(0.06)
    for (const { low, variance, high } of variances) {
      expect(low).toBeLessThan(variance)
      expect(high).toBeGreaterThan(variance)
    }
    // The ends touch every value of the coarsest scales of a short series.
    expect(waveletVariance(drawn(3, 16), 'db4', 4).length).toBe(1)
    expect(waveletVariance(new Float64Array(16).fill(2), 'db1', 1)[0]?.variance).toBe(0)
  })

  it('declines what it cannot take', () => {
    expect(() => maximalOverlap(drawn(1, 7), 'db1', 3)).toThrow(ArgumentError)
    expect(() => waveletVariance(drawn(1).with(0, Number.NaN), 'db1', 1)).toThrow(ArgumentError)
  })
})

describe('denoise', () => {
  it('brings a noisy step nearer to the step, and leaves a constant as it is', () => {
    const step = Float64Array.from({ length: 256 }, (_, i) => (i < 128 ? 0 : 4))
    const noise = drawn(4, 256, 0)
    const noisy = step.map((value, i) => value + (noise[i] as number))
    const clean = denoise(noisy, 'db2', 4)
    const missOf = (series: Float64Array): number =>
      energy(series.map((v, i) => v - (step[i] as number)))
    expect(missOf(clean)).toBeLessThan(missOf(noisy) / 2)
    expectSame(denoise(new Float64Array(16).fill(3), 'db4', 2), new Float64Array(16).fill(3))
  })
})

describe('periodogram', () => {
  it('sums to the variance of the series', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 99 }), (seed, count) => {
        const series = drawn(seed, count)
        const { powers } = periodogram(series)
        const mean = series.reduce((sum, value) => sum + value, 0) / count
        const variance = energy(series.map((value) => value - mean)) / count
        const total = powers.reduce((sum, value) => sum + value, 0) / count
        expect(total).toBeCloseTo(variance, 10)
      }),
      { numRuns: 40 },
    )
  })

  it('finds the period of a wave in noise, and none in a constant series', () => {
    const noise = drawn(5, 240, 0)
    const wave = noise.map((value, i) => value + 2 * Math.sin((2 * Math.PI * i) / 20))
    expect(strongestCycle(wave)?.period).toBe(20)
    expect(strongestCycle(new Float64Array(30).fill(0.1))).toBeUndefined()
    expect(() => periodogram(drawn(1, 3))).toThrow(ArgumentError)
    expect(() => strongestCycle(drawn(1).with(2, Number.NaN))).toThrow(ArgumentError)
  })
})
