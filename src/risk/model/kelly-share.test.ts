import fc from 'fast-check'
import { expect, it } from 'vitest'
import { kellyBet } from '../../quant/index.ts'
import { kellyShare } from './index.ts'

const bet = { confidence: 0.6, price: 100, stop: 95, target: 110, fraction: 0.25 }

it('loses a fraction of the Kelly bet at the stop', () => {
  // b = 2, f* = 0.6 - 0.4 / 2 = 0.4; a quarter is 0.1 of equity, lost over 5 % of the price.
  expect(kellyShare(bet)).toBeCloseTo(2, 12)
  expect(kellyShare({ ...bet, fraction: 0.1 })).toBeCloseTo(0.8, 12)
  expect(kellyShare({ ...bet, stop: 105, target: 90 })).toBeCloseTo(2, 12)
})

it('is Kelly of the odds that stop and target give', () => {
  const price = fc.double({ min: 1, max: 1000, noNaN: true })
  const part = fc.double({ min: 0.001, max: 0.9, noNaN: true })
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(price, part, part, chance, (at, loss, win, confidence) => {
      const [stop, target] = [at * (1 - loss), at * (1 + win)]
      const share = kellyShare({ confidence, price: at, stop, target, fraction: 0.2 })
      const odds = (target - at) / (at - stop)
      const full = kellyBet({ probability: confidence, odds, fraction: 0.2 })
      return Math.abs((share * (at - stop)) / at - full) < 1e-9
    }),
  )
})

it('never bets more than a quarter of Kelly', () => {
  expect(kellyShare({ ...bet, fraction: 1 })).toBe(kellyShare(bet))
  expect(kellyShare({ ...bet, fraction: Number.POSITIVE_INFINITY })).toBe(kellyShare(bet))
})

it('bets nothing on a losing bet, nor on one that makes no sense', () => {
  expect(kellyShare({ ...bet, confidence: 1 / 3 })).toBe(0)
  expect(kellyShare({ ...bet, confidence: 0 })).toBe(0)
  for (const wrong of [
    { stop: 105 },
    { target: 95 },
    { stop: 100 },
    { target: 100 },
    { stop: 0 },
    { stop: -5 },
    { price: 0 },
    { confidence: 1.01 },
    { confidence: -0.1 },
    { fraction: 0 },
    { fraction: -1 },
  ])
    expect(kellyShare({ ...bet, ...wrong })).toBe(0)
  // The formula alone would have these bet.
  for (const wrong of [
    { stop: 0, target: 1000 },
    { stop: -5, target: 1000 },
    { price: -5, stop: 5, target: -10, confidence: 1 },
    { confidence: 0.1, fraction: -1 },
  ])
    expect(kellyShare({ ...bet, ...wrong })).toBe(0)
  for (const field of ['confidence', 'price', 'stop', 'target', 'fraction'])
    expect(kellyShare({ ...bet, [field]: Number.NaN })).toBe(0)
  expect(kellyShare({ ...bet, target: Number.POSITIVE_INFINITY })).toBeGreaterThan(0)
})
