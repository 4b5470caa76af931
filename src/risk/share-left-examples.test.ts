import { describe, expect, it } from 'vitest'
import { defined } from '../base/index.ts'
import {
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  minorPerUnit,
  type OrderIntent,
  orderId,
  price,
  quantity,
  micros,
} from '../domain/index.ts'
import { checkOrder } from './check-order.ts'
import { type Limits, wideLimits } from './limits.ts'
import { MarketRisk } from './model/index.ts'
import { protectiveLevels } from './protect.ts'
import { RiskBook } from './risk-book.ts'
import { shareLeft } from './share-left.ts'
import { sizeQuotes, sizeTarget } from './size.ts'
import type { SizeWish } from './size-wish.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.01')
const btc: Instrument = defined(made.ok ? made.value : undefined, 'instrument')
const free = {
  ...wideLimits,
  isLongOnly: false,
  costBuffer: 0,
  positionMax: 9,
  grossMax: 9,
  leverageMax: 9,
}

/** Equity and cash of 1,000; a lot at 100 is worth 1. */
function bookOf(over: Partial<Limits> = {}, held: readonly number[] = [0, 0], market?: MarketRisk) {
  const place = { assets: [0, 1], venues: [0, 0] }
  const book = new RiskBook({ ...free, ...over }, Float64Array.from(held), place, market)
  book.lotValue.fill(minorPerUnit)
  book.ticks.fill(100)
  book.mark(1, 1_000 * minorPerUnit, 1_000 * minorPerUnit, 0)
  return book
}

function wishOf(over: Partial<SizeWish>): SizeWish {
  const odds = { confidence: Number.NaN, trust: 1, levels: { stop: 0, target: 0 } }
  return { of: btc, instrument: 0, exposure: 0.5, ticks: 100, ...odds, ...over }
}

function sized(book: RiskBook, over: Partial<SizeWish> = {}): readonly [number, string, number] {
  const { lots, cut, allowed } = sizeTarget(wishOf(over), book)
  return [lots, cut ?? '', Number(allowed.toFixed(6))]
}

const lossOf = (stop: number) => ({ levels: { stop, target: 0 } })

describe('a wish', () => {
  it('is halved in a drawdown, and scaled by what is trusted; the least of it is named', () => {
    const book = bookOf({ drawdownSoft: 0.1 })
    expect(sized(book)).toEqual([500, '', 0.5])
    expect(sized(book, { trust: 0.5 })).toEqual([250, 'probation', 0.25])
    book.standing[0] = 0.25
    expect(sized(book, { trust: 0.5 })).toEqual([125, 'probation', 0.125])
    book.breaker[0] = 0.5
    expect(sized(book)).toEqual([62, 'probation', 0.0625])
    book.breaker[0] = 0.25
    expect(sized(book)).toEqual([31, 'probation', 0.03125])
    book.standing[0] = 1
    book.breaker[0] = -1
    expect(sized(book)).toEqual([0, 'breaker', 0])
    book.breaker[0] = 2
    expect(sized(book)).toEqual([500, '', 0.5])
    book.breaker[0] = 1
    book.mark(2, 800 * minorPerUnit, 800 * minorPerUnit, 0)
    expect(sized(book)).toEqual([200, 'drawdown', 0.25])
  })

  it('is cut to the room beside everything else that is held, and on its way', () => {
    const [one, other] = [
      bookOf({ grossMax: 0.5 }, [0, 200]),
      bookOf({ leverageMax: 0.5 }, [0, 200]),
    ]
    expect([sized(one), sized(other)]).toEqual([
      [299, 'gross', 0.3],
      [299, 'leverage', 0.3],
    ])
    expect(sized(bookOf({ concentrationMax: 0.3 }, [0, 200]))).toEqual([299, 'concentration', 0.3])
    expect(sized(bookOf({ positionMax: 0.3 }, [0, 200]))).toEqual([300, 'position', 0.3])
    expect(sized(bookOf({ positionMax: 0.5 }))).toEqual([500, '', 0.5])
    expect(sized(bookOf({ grossMax: 0.2 }, [0, 300]))).toEqual([0, 'gross', 0])
  })

  it('may lose so much at its stop: all of it at the new one, what is held at its own', () => {
    expect(sized(bookOf({ tradeLossMax: 0.02 }), lossOf(90))).toEqual([199, 'trade-loss', 0.2])
    expect(sized(bookOf({ tradeLossMax: 0.02 }))).toEqual([19, 'trade-loss', 0.02])
    const short = { ...lossOf(110), exposure: -0.5 }
    expect(sized(bookOf({ tradeLossMax: 0.02 }), short)).toEqual([-199, 'trade-loss', 0.2])
    const held = bookOf({ tradeLossMax: 0.02 }, [100, 0])
    held.stopAt(0, 95)
    // 100 lots lose 5 of the 20; the 15 that are left buy 150 more at a stop 10 away.
    expect(sized(held, lossOf(90))).toEqual([199, 'trade-loss', 0.2])
    held.stopAt(0, 85)
    expect(sized(held, lossOf(90))).toEqual([149, 'trade-loss', 0.15])
    held.stopAt(0, 70)
    expect(sized(held, lossOf(90))).toEqual([100, 'trade-loss', 0.1])
    // At the limit there is no more of it, not even with a stop at which nothing is lost.
    held.stopAt(0, 80)
    expect(sized(held, lossOf(100))).toEqual([100, 'trade-loss', 0.1])
    expect(sized(bookOf({ tradeLossMax: 0.02 }), { exposure: -0.5 })).toEqual([
      ...[-19, 'trade-loss', 0.02],
    ])
    const other = bookOf({ heatMax: 0.05 }, [0, 100])
    other.stopAt(1, 80)
    expect(sized(other, lossOf(90))).toEqual([299, 'heat', 0.3])
  })

  it('is at most a part of the Kelly bet, where stop, target and odds are given', () => {
    const book = bookOf({ kellyMax: 0.5 })
    const levels = { stop: 90, target: 110 }
    // Even odds and 60 %: a fifth of the whole, lost at a tenth; a quarter of that at most.
    const even = { levels, confidence: 0.6, exposure: 5 }
    expect(sized(book, even).slice(1)).toEqual(['kelly', 0.5])
    expect(sized(bookOf({ kellyMax: 0.125 }), even).slice(1)).toEqual(['kelly', 0.25])
    for (const silent of [
      { levels: { stop: 0, target: 110 }, confidence: 0.6 },
      { levels: { stop: 90, target: 0 }, confidence: 0.6 },
      { levels, confidence: Number.NaN },
    ])
      expect(sized(book, silent)).toEqual([500, '', 0.5])
    expect(sized(bookOf({ kellyMax: 0 }), { levels, confidence: 0.1 })).toEqual([500, '', 0.5])
    expect(sized(book, { levels, confidence: 0.4 })).toEqual([0, 'kelly', 0])
  })

  it('is cut by a day’s risk where it is known, and judged with the order where it is not', () => {
    const market = new MarketRisk(2, { gridUs: hourUs })
    const feed = (i: number): void => {
      for (let hour = 1; hour <= 100; hour += 1)
        market.onClose(i, hour * hourUs, 1_000 + ((hour * (i + 7)) % 13))
    }
    feed(0)
    const strict = { varMax: 0.001, shortfallMax: 1 }
    expect(sized(bookOf(strict))).toEqual([500, '', 0.5])
    expect(sized(bookOf(strict, [0, 0], market))[1]).toBe('value-at-risk')
    expect(sized(bookOf({ varMax: 1, shortfallMax: 0.001 }, [0, 0], market))[1]).toBe(
      'value-at-risk',
    )
    expect(sized(bookOf({ varMax: 1, shortfallMax: 1 }, [0, 0], market))).toEqual([500, '', 0.5])
    expect(sized(bookOf(strict, [0, 0], market), { instrument: 1 })).toEqual([500, '', 0.5])
    expect(sized(bookOf(strict, [0, 100], market))).toEqual([500, '', 0.5])
    const lotsOf = (held: readonly number[]) => sized(bookOf(strict, held, market))[0]
    expect(lotsOf([10, 0])).toBe(lotsOf([0, 0]))
    // What rounding may add is left free.
    const book = bookOf(strict, [0, 0], market)
    const { share } = shareLeft(wishOf({}), book)
    const room = book.market?.room(0, 1, strict.varMax, 1) ?? 0
    expect([share < room, share > room * (1 - 1e-8)]).toEqual([true, true])
    const shares = { positionMax: 99, grossMax: 99, leverageMax: 99, concentrationMax: 99 }
    const endless = { ...shares, heatMax: 99, tradeLossMax: 99, varMax: 1, shortfallMax: 1 }
    expect(market.varWith(0, -90)).toBeGreaterThan(1)
    expect(sized(bookOf(endless, [0, 0], market), { exposure: -90 })).toEqual([-90_000, '', 90])
  })

  it('is cut to a part in a crisis, as the model knows one', () => {
    const market = new MarketRisk(2, { gridUs: hourUs, crisisRatio: [0.1, 0.1] })
    const left = (crisisShare: number) => sized(bookOf({ crisisShare }, [0, 0], market))
    expect(left(0.5)).toEqual([500, '', 0.5])
    for (let hour = 1; hour <= 100; hour += 1)
      market.onClose(0, hour * hourUs, 1_000 + ((hour * 7) % 13))
    expect(bookOf({}, [0, 0], market).isCrisis).toBe(true)
    expect([left(0.5), left(1)]).toEqual([
      [250, 'crisis', 0.25],
      [500, '', 0.5],
    ])
  })

  it('is what free cash can buy with its worst cost, and what is held', () => {
    const poor = bookOf({ costBuffer: 0.25 })
    poor.mark(2, 1_000 * minorPerUnit, 100 * minorPerUnit, 0)
    expect(sized(poor)).toEqual([80, 'buying-power', 0.08])
    expect(sized(poor, { exposure: -0.5 })).toEqual([-500, '', 0.5])
    const held = bookOf({ costBuffer: 0.25 }, [50, 0])
    held.mark(2, 1_000 * minorPerUnit, 100 * minorPerUnit, 0)
    expect(sized(held)[0]).toBe(130)
    held.lots[0] = -50
    expect(sized(held)[0]).toBe(80)
    held.mark(3, 1_000 * minorPerUnit, Number.NaN, 0)
    expect(sized(held)[0]).toBe(0)
  })

  it('is nothing without equity, whatever was wished, and says so', () => {
    const broke = bookOf()
    for (const equity of [0, -1, Number.NaN]) {
      broke.mark(2, equity, 1_000 * minorPerUnit, 0)
      expect(sized(broke)).toEqual([0, 'drawdown', 0])
    }
    expect(sized(bookOf({ isLongOnly: true }), { exposure: -0.5 })).toEqual([0, '', 0])
  })
})

describe('quotes', () => {
  const wished = { bid: 99.5, ask: 100.5, share: 0.2, inventoryMax: 0.4 }

  it('are rounded away from each other, and both sizes are cut to the limits', () => {
    const quotes = sizeQuotes(btc, 0, wished, 100, bookOf({ positionMax: 0.3 }))
    expect(quotes).toEqual({
      ...{ kind: 'quote-pair', instrument: 0, bid: 99, ask: 101 },
      ...{ quantity: 200, inventoryMax: 300 },
    })
  })

  it('are none without a price of each side, or when nothing is left of them', () => {
    for (const wrong of [
      { bid: Number.NaN },
      { ask: Number.NaN },
      { bid: 0.5 },
      { share: 0 },
      { share: 0.0001 },
    ])
      expect(sizeQuotes(btc, 0, { ...wished, ...wrong }, 100, bookOf())).toBeUndefined()
    expect(sizeQuotes(btc, 0, { ...wished, bid: 1 }, 100, bookOf())?.bid).toBe(1)
    expect(sizeQuotes(btc, 0, { ...wished, share: 0.001 }, 100, bookOf())?.quantity).toBe(1)
  })
})

it('a level where the market is stands a tick away, and one at no price at all is dropped', () => {
  const none = { stop: 0, target: 0 }
  for (const sign of [1, -1]) {
    expect(protectiveLevels(btc, sign, 100, { stop: 100, target: 100 })).toEqual({
      stop: 100 - sign,
      target: 100 + sign,
    })
    expect(protectiveLevels(btc, sign, 100, { stop: 0, target: 0 })).toEqual(none)
  }
  expect(protectiveLevels(btc, -1, 100, { stop: 0, target: -5 })).toEqual(none)
  expect(protectiveLevels(btc, 1, 100, { stop: 99, target: 101 })).toEqual({
    stop: 99,
    target: 101,
  })
})

describe('what only shrinks a position', () => {
  const sell = (role: OrderIntent['role'], lots: number, isReduceOnly: boolean): OrderIntent => ({
    ...{ orderId: orderId(1), instrument: 0, side: 'sell', type: 'limit', role, isReduceOnly },
    ...{ quantity: quantity(lots), price: price(100), arrival: price(100), ts: micros(1) },
  })
  const paused = (): RiskBook => {
    const book = bookOf({}, [10, 0])
    book.mode = 'pause'
    return book
  }
  const passes = (book: RiskBook, order: OrderIntent): boolean => checkOrder(order, book).ok

  it('may not do so twice: of quotes on their way only the rest may be taken off', () => {
    const book = paused()
    book.reserve(sell('quote', 6, false))
    expect([4, 5].map((lots) => passes(book, sell('quote', lots, false)))).toEqual([true, false])
    expect([10, 11].map((lots) => passes(book, sell('exit', lots, true)))).toEqual([true, false])
    book.reserve(sell('exit', 3, true))
    expect([7, 8].map((lots) => passes(book, sell('exit', lots, true)))).toEqual([true, false])
  })

  it('and rests at the venue waits for nobody', () => {
    const book = paused()
    book.reserve(sell('exit', 10, true))
    for (const role of ['stop', 'target', 'quote'] as const)
      expect([10, 11].map((lots) => passes(book, sell(role, lots, true)))).toEqual([true, false])
    expect(passes(book, sell('exit', 1, true))).toBe(false)
  })
})
