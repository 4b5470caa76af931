import fc from 'fast-check'
import { expect, it } from 'vitest'
import golden from '../../../test/golden/quant/nearest-correlation.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { identity, matrix, matrixOf, symmetricEigen } from '../matrix/index.ts'
import { nearestCorrelation } from './index.ts'

it.each(golden.samples)("has the nearest correlations of R's Matrix, %#", (sample) => {
  const found = nearestCorrelation(matrixOf(sample.a))
  sample.nearest.flat().forEach((wanted, i) => {
    expect(Math.abs((found?.values[i] ?? Number.NaN) - wanted)).toBeLessThan(golden.tolerance)
  })
})

it("has the distance of Higham's example, 0.5278", () => {
  const [sample] = golden.samples
  const a = matrixOf(sample?.a ?? [])
  const found = nearestCorrelation(a)
  const square = a.values.reduce((sum, value, i) => {
    const gap = value - (found?.values[i] ?? Number.NaN)
    return sum + gap * gap
  }, 0)
  expect(Math.sqrt(square)).toBeCloseTo(0.5278, 4)
})

it('could be the correlations of returns, and is itself when it already could', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 6 }), (seed, size) => {
      const random = Random.fromSeed(seed)
      const a = identity(size)
      for (let i = 0; i < size; i += 1)
        for (let j = 0; j < i; j += 1) {
          const value = 2 * random.next() - 1
          a.values[i * size + j] = value
          a.values[j * size + i] = value
        }
      const found = nearestCorrelation(a)
      if (found === undefined) throw new Error('not settled')
      expect(symmetricEigen(found).values[0]).toBeGreaterThan(-1e-11)
      for (let i = 0; i < size; i += 1) expect(found.values[i * size + i]).toBe(1)
      for (const value of found.values) expect(Math.abs(value)).toBeLessThan(1 + 1e-11)
      const again = nearestCorrelation(found)
      again?.values.forEach((value, i) => expect(value).toBeCloseTo(found.values[i] ?? 9, 10))
    }),
    { numRuns: 50 },
  )
})

it('is the identity for zeros, and declines what is not symmetric', () => {
  expect([...(nearestCorrelation(matrix(2, 2))?.values ?? [])]).toEqual([1, 0, 0, 1])
  expect(() =>
    nearestCorrelation(
      matrixOf([
        [1, 0],
        [1, 1],
      ]),
    ),
  ).toThrow(ArgumentError)
})
