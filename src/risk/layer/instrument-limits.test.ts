import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterLots,
  bookOf,
  drawnOrder,
  drawnPlain,
  isNear,
  orderOf,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { checkInstrument } from './instrument-limits.ts'

const refusal = (limit: string, was: number, max: number) => ({ ok: false, limit, was, max })

describe('what an instrument is trusted with', () => {
  it('lets any part of it pass, and nothing at all of none or of what is not known', () => {
    for (const [part, name] of [
      ['breaker', 'breaker'],
      ['standing', 'probation'],
    ] as const) {
      const book = bookOf(plain)
      book[part][0] = 0.01
      expect(checkInstrument(orderOf(0, 1), book)).toBeUndefined()
      for (const share of [0, -1, Number.NaN]) {
        book[part][0] = share
        expect(checkInstrument(orderOf(0, 1), book)).toEqual(refusal(name, 0, 0))
        expect(checkInstrument(orderOf(1, 1), book)).toBeUndefined()
      }
    }
  })
})

describe('the size of one order', () => {
  it('passes at both ends and is refused beyond, with what it was', () => {
    const book = bookOf(plain, { orderNotionalMin: 10, orderNotionalMax: 50 })
    for (const lots of [10, 50, -10, -50])
      expect(checkInstrument(orderOf(0, lots), book)).toBeUndefined()
    expect(checkInstrument(orderOf(0, 51), book)).toEqual(refusal('order-notional-max', 51, 50))
    expect(checkInstrument(orderOf(0, -9), book)).toEqual(refusal('order-notional-min', 9, 10))
  })

  it('is refused where it is not known', () => {
    const book = bookOf(plainOf([{ worth: Number.NaN }]))
    expect(checkInstrument(orderOf(0, 1), book)?.limit).toBe('order-notional-max')
    const blind = { orderNotionalMin: Number.NaN }
    expect(checkInstrument(orderOf(0, 1), bookOf(plain, blind))?.limit).toBe('order-notional-min')
  })
})

it('nothing is sold short, what is in flight counted', () => {
  const long = { isLongOnly: true }
  expect(checkInstrument(orderOf(0, -5), bookOf(plainOf([{ held: 5 }]), long))).toBeUndefined()
  expect(checkInstrument(orderOf(0, -6), bookOf(plainOf([{ held: 5 }]), long))).toEqual(
    refusal('long-only', -1, 0),
  )
  // Buys that are on their way may never arrive; sells may.
  const busy = plainOf([{ held: 5, buys: 9, sells: 3 }])
  expect(checkInstrument(orderOf(0, -3), bookOf(busy, long))).toEqual(refusal('long-only', -1, 0))
})

it('agrees with the same figured by hand', () => {
  fc.assert(
    fc.property(drawnPlain, drawnOrder, fc.boolean(), (of, [i, lots], isLongOnly) => {
      const line = of.lines[i]
      if (line === undefined) return
      const notional = Math.abs(lots) * line.worth
      fc.pre(!isNear(notional, 40) && !isNear(notional, 900))
      const isShort = isLongOnly && afterLots(line, lots) < 0
      const over = { orderNotionalMin: 40, orderNotionalMax: 900, isLongOnly }
      const said = checkInstrument(orderOf(i, lots), bookOf(of, over))
      expect(said === undefined).toBe(notional >= 40 && notional <= 900 && !isShort)
    }),
    { seed: 2, numRuns: 500 },
  )
})
