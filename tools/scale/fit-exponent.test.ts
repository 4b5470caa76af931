import { describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { fitExponent, upperHalf } from './fit-exponent.ts'
import { measurePoint } from './measure-point.ts'
import { scaleCases } from './scale-cases.ts'
import { growthOf, readScale } from './scale-record.ts'

const sizes = [3, 6, 12, 30, 60, 120, 300]

describe('fitExponent', () => {
  it('finds the power of what has one, with no room for another', () => {
    for (const power of [0.5, 1, 2]) {
      const fit = fitExponent(
        sizes,
        sizes.map((size) => 7 * Math.exp(power * Math.log(size))),
      )
      expect(fit?.exponent).toBeCloseTo(power, 9)
      expect((fit?.high ?? 9) - (fit?.low ?? 0)).toBeLessThan(1e-6)
    }
  })

  it('has the true one in its interval about as often as it says', () => {
    const random = Random.stream(1, 'scale-fit')
    let within = 0
    for (let run = 0; run < 400; run += 1) {
      const costs = sizes.map((size) => size * Math.exp(0.1 * random.normal()))
      const fit = fitExponent(sizes, costs)
      if (fit !== undefined && fit.low <= 1 && fit.high >= 1) within += 1
    }
    // HC1 is a little too sure of seven points.
    expect(within / 400).toBeGreaterThan(0.85)
    expect(within / 400).toBeLessThan(1)
  })

  it('says nothing of three points, and looks at the larger ones alone where asked', () => {
    expect(fitExponent([1, 2, 3], [1, 2, 3])).toBeUndefined()
    expect(upperHalf([1, 2, 3, 4, 5, 6, 7])).toEqual([4, 5, 6, 7])
    expect(upperHalf([1, 2, 3, 4, 5])).toEqual([2, 3, 4, 5])
  })
})

describe('the record of how cost grows', () => {
  it('has sizes of every case, enough for a fit, and is asked over two decades', () => {
    const { cases } = readScale()
    for (const { name, sizes: all } of scaleCases) {
      const points = cases[name] ?? []
      for (const { size } of points) expect(all).toContain(size)
      expect((all.at(-1) ?? 0) / (all[0] ?? 1)).toBeGreaterThanOrEqual(100)
      expect(growthOf(points).all?.exponent).toBeLessThan(2)
    }
  })

  it.each(scaleCases.filter(({ name }) => name !== 'candidates').map(({ name }) => name))(
    '%s still does the work of its smallest size that was measured',
    async (name) => {
      const { cases } = readScale()
      const of = scaleCases.find((each) => each.name === name)
      if (of === undefined) throw new Error(name)
      const [smallest] = cases[name] ?? []
      const point = await measurePoint(of, smallest?.size ?? 0, 0)
      expect(point.hash).toBe(smallest?.hash)
      expect(point.seconds).toHaveLength(1)
    },
  )
})
