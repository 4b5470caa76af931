import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  afterLots,
  bookOf,
  drawnOrder,
  drawnPlain,
  isNear,
  mostLots,
  orderOf,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { checkConcentration } from './concentration.ts'

const limits = { concentrationMax: 0.25 }

it('passes at the limit and is refused a lot beyond', () => {
  expect(checkConcentration(orderOf(0, 250), bookOf(plain, limits))).toBeUndefined()
  const said = { ok: false, limit: 'concentration', was: 0.251, max: 0.25 }
  expect(checkConcentration(orderOf(0, 251), bookOf(plain, limits))).toEqual(said)
  expect(checkConcentration(orderOf(0, -251), bookOf(plain, limits))).toEqual(said)
})

it('counts the same asset wherever it is traded, held or on its way, and no other', () => {
  const lines = [{}, { held: 50, buys: 100 }]
  const one = bookOf(plainOf(lines, { assets: [0, 0] }), limits)
  expect(checkConcentration(orderOf(0, 100), one)).toBeUndefined()
  expect(checkConcentration(orderOf(0, 101), one)).toMatchObject({ was: 0.251 })
  expect(checkConcentration(orderOf(0, 250), bookOf(plainOf(lines), limits))).toBeUndefined()
})

it('what is not known is refused', () => {
  const blind = bookOf(plainOf([{}, { held: 1, worth: Number.NaN }], { assets: [0, 0] }), limits)
  expect(checkConcentration(orderOf(0, 1), blind)?.limit).toBe('concentration')
  expect(checkConcentration(orderOf(0, 1), bookOf({ ...plain, equity: Number.NaN }))).toBeDefined()
  const none = bookOf(plain, { concentrationMax: Number.NaN })
  expect(checkConcentration(orderOf(0, 1), none)).toBeDefined()
})

it('agrees with the same figured by hand', () => {
  let passed = 0
  fc.assert(
    fc.property(drawnPlain, drawnOrder, (of, [i, lots]) => {
      const share = of.lines.reduce((sum, line, j) => {
        if (of.assets[j] !== of.assets[i]) return sum
        const own = j === i ? afterLots(line, lots) : mostLots(line)
        return sum + (Math.abs(own) * line.worth) / of.equity
      }, 0)
      fc.pre(!isNear(share, 0.8))
      const said = checkConcentration(orderOf(i, lots), bookOf(of, { concentrationMax: 0.8 }))
      expect(said === undefined).toBe(share <= 0.8)
      if (said === undefined) passed += 1
    }),
    { seed: 6, numRuns: 500 },
  )
  expect(passed).toBeGreaterThan(50)
})
