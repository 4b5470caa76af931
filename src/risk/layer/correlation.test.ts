import fc from 'fast-check'
import { expect, it } from 'vitest'
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
