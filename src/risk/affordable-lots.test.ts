import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookOf, orderOf, plainOf } from '../../test/simulation/risk-books.ts'
import { type InstrumentId, instrument, type OrderIntent, price } from '../domain/index.ts'
import { affordableLots } from './affordable-lots.ts'
import { checkOrder } from './check-order.ts'
import { sizeTarget } from './size.ts'

describe('affordableLots', () => {
  it('is all that cash pays for with its worst cost, not a lot less', () => {
    expect(affordableLots(100, 1_000, 0, 0)).toBe(10)
    expect(affordableLots(100, 1_000, 0, 0.01)).toBe(9)
    expect(affordableLots(400, 1_000, 0, 0)).toBe(2)
  })

  it('leaves what is being bought already', () => {
    expect(affordableLots(100, 1_000, 600, 0)).toBe(4)
    expect(affordableLots(100, 1_000, 1_100, 0)).toBe(0)
  })

  it('is a lot less where the last one is a hair too dear, as a check would find it', () => {
    // 17 lots and a tenth are 187 and a hair.
    expect(170 * (1 + 0.1)).toBeGreaterThan(187)
    expect(affordableLots(10, 187, 0, 0.1)).toBe(16)
    expect(affordableLots(10, 187, 100, 0.1)).toBe(6)
    expect(affordableLots(10, 187.001, 0, 0.1)).toBe(17)
  })

  it('is nothing where something is not known', () => {
    expect(affordableLots(Number.NaN, 1_000, 0, 0)).toBe(0)
    expect(affordableLots(100, Number.NaN, 0, 0)).toBe(0)
    expect(affordableLots(100, 1_000, Number.NaN, 0)).toBe(0)
  })
})

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
if (!made.ok) throw new Error(made.error)
const of = made.value

it('what a size is cut to passes the check, and one lot more does not', () => {
  const drawn = fc.record({
    worth: fc.integer({ min: 1, max: 900 }),
    cash: fc.integer({ min: 1, max: 100_000 }),
    held: fc.integer({ min: 0, max: 100 }),
    other: fc.integer({ min: 0, max: 20_000 }),
    costBuffer: fc.double({ min: 0, max: 0.1, noNaN: true }),
  })
  let cuts = 0
  fc.assert(
    fc.property(drawn, ({ worth, cash, held, other, costBuffer }) => {
      const equity = 1_000_000
      const lines = [{ held, worth, ticks: worth }, { buys: other }]
      const book = bookOf(plainOf(lines, { equity, cash }), { costBuffer })
      const levels = { stop: 0, target: 0 }
      const wish = { of, instrument: 0, exposure: 1, confidence: Number.NaN, trust: 1, levels }
      const { lots, cut } = sizeTarget({ ...wish, ticks: worth }, book)
      const order = (more: number): OrderIntent => orderOf(0, more, { arrival: price(worth) })
      if (lots > held) expect(checkOrder(order(lots - held), book).ok).toBe(true)
      if (cut !== 'buying-power') return
      cuts += 1
      expect(checkOrder(order(lots - held + 1), book)).toMatchObject({ limit: 'buying-power' })
    }),
    { seed: 3, numRuns: 2_000 },
  )
  expect(cuts).toBeGreaterThan(500)
})
