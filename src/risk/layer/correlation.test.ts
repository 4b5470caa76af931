import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bookOf,
  drawnOrder,
  drawnPlain,
  four,
  isNear,
  knownMarket,
  mostLots,
  orderOf,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { checkCorrelation } from './correlation.ts'

it('while nobody knows, two held the same way are one bet', () => {
  const book = bookOf(plainOf([{}, { held: 1 }]), { correlationMax: 0.7 })
  const said = { ok: false, limit: 'correlation', was: 1, max: 0.7 }
  expect(checkCorrelation(orderOf(0, 1), book)).toEqual(said)
  expect(checkCorrelation(orderOf(0, -1), book)).toBeUndefined()
  expect(checkCorrelation(orderOf(1, 1), book)).toBeUndefined()
  expect(checkCorrelation(orderOf(0, 1), bookOf(plain, { correlationMax: 0.7 }))).toBeUndefined()
})

it('what is on its way is held already', () => {
  const book = bookOf(plainOf([{}, { sells: 3 }]), { correlationMax: 0.7 })
  expect(checkCorrelation(orderOf(0, -1), book)?.limit).toBe('correlation')
  expect(checkCorrelation(orderOf(0, 1), book)).toBeUndefined()
})

it('passes at the limit, is refused a hair below it, and is not looked at from 1 on', () => {
  const market = knownMarket()
  const of = plainOf([{}, { held: 1 }], four)
  const known = market.correlation(0, 1)
  expect(known).toBeGreaterThan(0.1)
  expect(known).toBeLessThan(0.99)
  const at = (correlationMax: number) =>
    checkCorrelation(orderOf(0, 1), bookOf(of, { correlationMax }, market))
  expect(at(known)).toBeUndefined()
  const max = known - 1e-12
  expect(at(max)).toEqual({ ok: false, limit: 'correlation', was: known, max })
  expect(at(1)).toBeUndefined()
  expect(at(Number.NaN)?.limit).toBe('correlation')
})

it('agrees with the same figured by hand', () => {
  const market = knownMarket()
  let passed = 0
  fc.assert(
    fc.property(drawnPlain, drawnOrder, fc.double({ min: -1, max: 0.99 }), (of, [i, lots], max) => {
      const together = of.lines.flatMap((line, j) => {
        const way = Math.sign(mostLots(line))
        if (j === i || way === 0) return []
        return [market.correlation(i, j) * way * Math.sign(lots)]
      })
      fc.pre(Number.isFinite(max) && together.every((each) => !isNear(each, max)))
      const book = bookOf(of, { correlationMax: max }, market)
      const said = checkCorrelation(orderOf(i, lots), book)
      expect(said === undefined).toBe(together.every((each) => each <= max))
      if (said === undefined) passed += 1
    }),
    { seed: 5, numRuns: 1_000 },
  )
  expect(passed).toBeGreaterThan(20)
})

describe('legs of a set of three', () => {
  /** The second sold already, the third to be sold, the first to be bought. */
  const sold = plainOf([{}, { sells: 3 }, {}, {}], four)
  const hedge = Float64Array.of(0.05, -0.03, -0.02, 0)

  it('that hedge a third together are no second bet, and are one without it', () => {
    const market = knownMarket()
    const max = Math.min(market.correlation(2, 0), market.correlation(2, 1)) - 1e-3
    expect(max).toBeGreaterThan(0)
    const book = bookOf(sold, { correlationMax: max }, market)
    const order = orderOf(2, -1)
    expect(checkCorrelation(order, book)?.limit).toBe('correlation')
    expect(checkCorrelation(order, book, hedge)).toBeUndefined()
    const same = Float64Array.of(-0.05, -0.03, -0.02, 0)
    expect(checkCorrelation(order, book, same)?.limit).toBe('correlation')
  })

  it('wait for what is held beside them as anything does', () => {
    const market = knownMarket()
    const max = market.correlation(2, 0) - 1e-3
    const beside = plainOf([{ sells: 2 }, {}, {}, {}], four)
    const book = bookOf(beside, { correlationMax: max }, market)
    const others = Float64Array.of(0, 0.05, -0.03, -0.02)
    expect(checkCorrelation(orderOf(2, -1), book, others)).toEqual(
      checkCorrelation(orderOf(2, -1), book),
    )
    expect(checkCorrelation(orderOf(2, -1), book, others)?.limit).toBe('correlation')
  })

  it('are looked at one by one while nobody knows, and refused by a limit that is no number', () => {
    const book = bookOf(sold, { correlationMax: 0.7 })
    expect(checkCorrelation(orderOf(2, -1), book, hedge)).toMatchObject({ was: 1, max: 0.7 })
    expect(checkCorrelation(orderOf(0, 1), book, hedge)).toBeUndefined()
    const odd = bookOf(sold, { correlationMax: Number.NaN }, knownMarket())
    expect(checkCorrelation(orderOf(0, 1), odd, hedge)?.limit).toBe('correlation')
  })

  it('agree with the same figured by hand', () => {
    const market = knownMarket()
    const size = fc.integer({ min: 1, max: 300 })
    const share = fc.tuple(size, fc.constantFrom(-1, 1)).map(([of, side]) => (side * of) / 1_000)
    const seen = { passed: 0, refused: 0 }
    fc.assert(
      fc.property(fc.tuple(share, share, share), fc.integer({ min: -99, max: 99 }), (of, most) => {
        const max = most / 100
        const [first, second, third] = of
        const side = Math.sign(first)
        const [a, b] = [market.correlation(0, 1), market.correlation(0, 2)]
        const mean = (side * (a * second + b * third)) / (Math.abs(second) + Math.abs(third))
        fc.pre(!isNear(mean, max))
        const book = bookOf(four, { correlationMax: max }, market)
        const said = checkCorrelation(orderOf(0, side), book, Float64Array.of(...of, 0))
        expect(said === undefined).toBe(mean <= max)
        seen[said === undefined ? 'passed' : 'refused'] += 1
      }),
      { seed: 6, numRuns: 1_000 },
    )
    expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(50)
  })
})
