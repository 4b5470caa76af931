import { describe, expect, it } from 'vitest'
import { dayUs } from '../../domain/index.ts'
import { Correlations } from './correlations.ts'
import { defaultMarketRisk, newestWeight } from './market-risk-options.ts'

const correlationDays = 8

function begun(instruments: number, inOrder: readonly number[]): Correlations {
  const options = { ...defaultMarketRisk, gridUs: dayUs, correlationDays }
  const correlations = new Correlations(instruments, options)
  for (const i of inOrder) expect(correlations.start(i)).toBe(true)
  return correlations
}

/** All mean products, both of a pair. */
function productsOf({ products, roots }: Correlations): readonly (readonly number[])[] {
  const size = roots.length
  return Array.from(roots, (_, i) => [...products.slice(i * size, (i + 1) * size)])
}

function expectSymmetry(correlations: Correlations): void {
  const rows = productsOf(correlations)
  expect(rows.map((row, i) => row.map((_, j) => rows[j]?.[i]))).toEqual(rows)
}

describe('a pair', () => {
  it('is taken for correlated by half at first, with whoever began before', () => {
    const correlations = begun(3, [2])
    correlations.update(Float64Array.of(0, 0, 2))
    const variance = 1 + (4 - 1) / 11
    expect(correlations.products[8]).toBeCloseTo(variance, 12)
    for (const i of [1, 0]) expect(correlations.start(i)).toBe(true)
    correlations.restate()
    const half = 0.5 * Math.sqrt(variance)
    productsOf(correlations).forEach((row, i) =>
      row.forEach((product, j) => {
        const wanted = i === 2 || j === 2 ? half : 0.5
        if (i !== j) expect(product).toBeCloseTo(wanted, 12)
        if (i !== j) expect(correlations.correlation(i, j)).toBeCloseTo(0.5, 12)
      }),
    )
    expectSymmetry(correlations)
  })

  it('begins once', () => {
    const correlations = begun(2, [0, 1])
    correlations.update(Float64Array.of(1, -1))
    const before = productsOf(correlations)
    expect([correlations.start(0), correlations.start(1)]).toEqual([false, false])
    expect(productsOf(correlations)).toEqual(before)
  })

  it.each([
    [0, 1],
    [1, 0],
  ])('learns as fast as the one that began later: %i before %i', (first, later) => {
    const correlations = begun(2, [first])
    correlations.update(Float64Array.of(0, 0))
    correlations.update(Float64Array.of(0, 0))
    const root = Math.sqrt((10 / 11) * (11 / 12))
    correlations.start(later)
    correlations.update(Float64Array.of(1, 1))
    const wanted = 0.5 * root + (1 - 0.5 * root) / 11
    expect(correlations.products[1]).toBeCloseTo(wanted, 12)
    expectSymmetry(correlations)
  })

  it('forgets by its half-life once it has had returns enough', () => {
    const correlations = begun(1, [0])
    for (let step = 0; step < 10; step += 1) correlations.update(Float64Array.of(1))
    expect(correlations.products[0]).toBe(1)
    correlations.update(Float64Array.of(3))
    const wanted = 1 + 8 * newestWeight(correlationDays, dayUs)
    expect(correlations.products[0]).toBeCloseTo(wanted, 12)
  })

  it('of one with itself is 1 to the last bit', () => {
    const correlations = begun(1, [0])
    for (let step = 1; step <= 50; step += 1) {
      correlations.update(Float64Array.of(step % 7))
      expect(correlations.correlation(0, 0)).toBe(1)
    }
  })
})

it.each([0, 1, 2])('a late return counts as one that came in time: of %i', (late) => {
  const [inTime, tooLate] = [begun(3, [0, 2]), begun(3, [0, 2])]
  for (const each of [inTime, tooLate]) {
    each.update(Float64Array.of(1, 0, 0.5))
    each.start(1)
  }
  const z = Float64Array.of(1.5, -2, 0.75)
  inTime.update(z)
  tooLate.update(z.map((value, i) => (i === late ? 0 : value)))
  tooLate.late(late, z)
  expectSymmetry(tooLate)
  productsOf(inTime).forEach((row, i) =>
    row.forEach((product, j) => {
      expect(productsOf(tooLate)[i]?.[j]).toBeCloseTo(product, 12)
      expect(tooLate.correlation(i, j)).toBeCloseTo(inTime.correlation(i, j), 12)
    }),
  )
})
