import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookOf, orderOf, plain } from '../../../test/simulation/risk-books.ts'
import { type OrderIntent, price } from '../../domain/index.ts'
import { checkCollar, isWellFormed } from './order-sanity.ts'

/** A number of an order as a stranger may have made it. */
function given(name: 'quantity' | 'price' | 'arrival', value: number): OrderIntent {
  return { ...orderOf(0, 5, { type: 'limit', price: price(990) }), [name]: value }
}

describe('an order', () => {
  it('is whole lots above nothing, at prices above nothing', () => {
    expect(isWellFormed(orderOf(0, 1))).toBe(true)
    const bad = [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]
    for (const value of bad) expect(isWellFormed(given('quantity', value)), `${value}`).toBe(false)
    for (const value of [0, -1, Number.NaN]) {
      expect(isWellFormed(given('arrival', value)), `${value}`).toBe(false)
      expect(isWellFormed(given('price', value)), `${value}`).toBe(false)
    }
    expect(isWellFormed(given('quantity', Number.MAX_SAFE_INTEGER))).toBe(true)
  })
})

describe('the collar', () => {
  const book = bookOf(plain, { collarMax: 0.125 })

  it('passes at it, and refuses one tick beyond with what was seen and what is allowed', () => {
    for (const ticks of [875, 1_000, 1_125])
      expect(checkCollar(orderOf(0, 1, { arrival: price(ticks) }), book)).toBeUndefined()
    expect(checkCollar(orderOf(0, 1, { arrival: price(1_126) }), book)).toEqual({
      ok: false,
      limit: 'collar',
      was: 1.126 - 1,
      max: 0.125,
    })
    expect(checkCollar(orderOf(0, 1, { arrival: price(874) }), book)?.limit).toBe('collar')
  })

  it('refuses where the last price or the limit is no number', () => {
    for (const last of [Number.NaN, 0, Number.POSITIVE_INFINITY]) {
      const blind = bookOf(plain, { collarMax: 0.125 })
      blind.ticks[0] = last
      expect(checkCollar(orderOf(0, 1), blind)?.limit, `${last}`).toBe('collar')
    }
    expect(checkCollar(orderOf(0, 1), bookOf(plain, { collarMax: Number.NaN }))).toBeDefined()
  })

  it('is held against what a market order saw, and against the price of any other', () => {
    const near = fc.integer({ min: 1, max: 3_000 })
    fc.assert(
      fc.property(near, near, fc.constantFrom('market', 'limit', 'stop'), (arrival, at, type) => {
        const order = orderOf(0, 1, { type, arrival: price(arrival), price: price(at) })
        const seen = type === 'market' ? arrival : at
        const isWithin = Math.abs(seen - 1_000) <= 125
        expect(checkCollar(order, book) === undefined).toBe(isWithin)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
