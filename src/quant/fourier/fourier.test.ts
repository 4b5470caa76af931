import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/wavelet.json' with { type: 'json' }
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { sumOfLagged } from '../sum-of.ts'
import { Fourier, fourierTransform, inverseFourierTransform } from './index.ts'

const drawn = (seed: number, count: number): Float64Array => {
  const random = Random.fromSeed(seed)
  return Float64Array.from({ length: count }, () => random.normal())
}
const energy = (values: Float64Array): number => sumOfLagged(values, 0)

const expectNear = nearWithin(golden.tolerance)

function expectAllNear(found: Float64Array, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length)
  found.forEach((value, i) => {
    expectNear(value, wanted[i] ?? Number.NaN)
  })
}

it.each(golden.fourier)('a Fourier transform is that of numpy', (row) => {
  const found = fourierTransform(Float64Array.from(row.real), Float64Array.from(row.imaginary))
  expectAllNear(found.real, row.spectrumReal)
  expectAllNear(found.imaginary, row.spectrumImaginary)
})

describe('fourierTransform', () => {
  it('is undone by its inverse, and keeps energy, at any length', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 200 }), (seed, count) => {
        const [real, imaginary] = [drawn(seed, count), drawn(seed + 1, count)]
        const found = fourierTransform(real, imaginary)
        const back = inverseFourierTransform(found)
        expectAllNear(back.real, real)
        expectAllNear(back.imaginary, imaginary)
        const sum = (energy(found.real) + energy(found.imaginary)) / count
        expect(sum / (energy(real) + energy(imaginary))).toBeCloseTo(1, 10)
      }),
      { numRuns: 60 },
    )
  })

  it('declines nothing, NaN, and parts of two lengths', () => {
    expect(() => fourierTransform(new Float64Array(0))).toThrow(ArgumentError)
    expect(() => fourierTransform(Float64Array.of(1, Number.NaN))).toThrow(ArgumentError)
    expect(() => fourierTransform(drawn(1, 4), drawn(1, 5))).toThrow(ArgumentError)
  })
})

describe('Fourier', () => {
  it('is the sum it stands for, term by term, again and again', () => {
    const fourier = new Fourier(16)
    for (const seed of [1, 2]) {
      const [real, imaginary] = [drawn(seed, 16), drawn(seed + 7, 16)]
      const sums = { real: new Float64Array(16), imaginary: new Float64Array(16) }
      for (let k = 0; k < 16; k += 1)
        for (let j = 0; j < 16; j += 1) {
          const angle = (-2 * Math.PI * ((j * k) % 16)) / 16
          const [re, im] = [real[j] ?? 0, imaginary[j] ?? 0]
          sums.real[k] = (sums.real[k] ?? 0) + re * Math.cos(angle) - im * Math.sin(angle)
          sums.imaginary[k] = (sums.imaginary[k] ?? 0) + re * Math.sin(angle) + im * Math.cos(angle)
        }
      fourier.transform(real, imaginary)
      expectAllNear(real, sums.real)
      expectAllNear(imaginary, sums.imaginary)
    }
  })

  it('declines a length that is no power of two, and parts of another', () => {
    for (const size of [0, 1, 3, 12, 2.5, Number.NaN])
      expect(() => new Fourier(size)).toThrow(ArgumentError)
    expect(() => new Fourier(4).transform(drawn(1, 4), drawn(1, 8))).toThrow(ArgumentError)
    expect(() => new Fourier(4).transform(drawn(1, 8), drawn(1, 8))).toThrow(ArgumentError)
  })
})
