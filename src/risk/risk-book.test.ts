import { describe, expect, it } from 'vitest'
import {
  dayUs,
  hourUs,
  micros,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../domain/index.ts'
import { InFlight } from './in-flight.ts'
import { dayLoss } from './layer/value-at-risk.ts'
import { defaultLimits } from './limits.ts'
import { MarketRisk } from './model/index.ts'
import { RiskBook } from './risk-book.ts'

const limits = { ...defaultLimits, lossesInRowMax: 3 }
const newBook = (lots: readonly number[] = [0, 0]): RiskBook =>
  new RiskBook(limits, Float64Array.from(lots))

function order(over: Partial<OrderIntent> = {}): OrderIntent {
  return {
    ...{ orderId: orderId(1), instrument: 0, side: 'buy', type: 'market', role: 'entry' },
    ...{ quantity: quantity(10), price: price(0), arrival: price(1), isReduceOnly: false },
    ts: micros(1),
    ...over,
  }
}

const quote = (side: 'buy' | 'sell', lots: number): OrderIntent =>
  order({ role: 'quote', side, quantity: quantity(lots) })

describe('peak and day', () => {
  it('go by the last mark of a time, with every bar of it in', () => {
    const book = newBook()
    book.mark(hourUs, 100, 0, 0)
    book.mark(2 * hourUs, 130, 0, 0, false)
    book.mark(2 * hourUs, 90, 0, 0, false)
    expect([book.peak, book.drawdown]).toEqual([100, 1 - 90 / 100])
    book.mark(2 * hourUs, 120, 0, 0)
    expect([book.peak, book.drawdown, book.dayStart]).toEqual([120, 0, 100])
    book.mark(2 * hourUs, 80, 0, 0)
    expect([book.peak, book.dailyLoss]).toEqual([120, 1 - 80 / 100])
  })

  it('are of no time before the first mark, and what is held is known by then', () => {
    const book = newBook([5, -3])
    expect([book.isOver(1), [...book.exposure.directions]]).toEqual([false, [1, -1]])
  })

  it('begin anew with a later time, though nobody said that the one before was whole', () => {
    const book = newBook()
    book.mark(hourUs, 130, 0, 0, false)
    expect([book.isOver(hourUs), book.isOver(hourUs + 1)]).toEqual([false, true])
    book.mark(2 * hourUs, 90, 0, 0)
    expect([book.peak, book.isOver(3 * hourUs)]).toEqual([130, false])
  })

  it('start with the first mark of a UTC day, which forgets what was counted', () => {
    const book = newBook()
    book.mark(dayUs - 1, 100, 0, 0)
    book.began()
    book.began()
    book.reserve(order())
    for (let n = 0; n < 3; n += 1) book.closed(-1n)
    expect([book.tradesToday, book.ordersToday, book.lossesInRow]).toEqual([2, 1, 3])
    book.mark(dayUs, 90, 0, 0, false)
    expect([book.tradesToday, book.ordersToday, book.lossesInRow]).toEqual([0, 0, 0])
    book.mark(dayUs, 95, 0, 0)
    expect([book.dayStart, book.dailyLoss]).toEqual([95, 0])
    book.closed(-1n)
    book.closed(-1n)
    book.mark(2 * dayUs, 95, 0, 0)
    expect(book.lossesInRow).toBe(2)
    book.closed(0n)
    expect(book.lossesInRow).toBe(2)
    book.closed(1n)
    expect(book.lossesInRow).toBe(0)
  })

  it('say nothing of a desk that never had anything, and no number of what is not known', () => {
    const book = newBook()
    book.mark(1, 0, 0, 0)
    expect([book.drawdown, book.dailyLoss]).toEqual([0, 0])
    book.mark(2, -5, 0, 0)
    expect([book.drawdown, book.dailyLoss]).toEqual([0, 0])
    book.dayStart = Number.NaN
    expect(book.dailyLoss).toBeNaN()
  })
})

describe('what is in flight', () => {
  it('is counted from approval until it fills or dies; what was only tried leaves no trace', () => {
    const book = newBook()
    book.reserve(order())
    expect([book.enteringOn('buy', 0), book.ordersToday]).toEqual([10, 1])
    book.unreserve(order())
    expect([book.enteringOn('buy', 0), book.ordersToday]).toEqual([0, 0])
    const exit = order({ role: 'exit', side: 'sell', isReduceOnly: true })
    book.reserve(exit)
    expect([book.exiting[0], book.ordersToday, book.enteringMost(0)]).toEqual([10, 0, 0])
    book.unreserve(exit)
    expect([book.exiting[0], book.ordersToday]).toEqual([0, 0])
    book.reserve(order({ role: 'stop', side: 'sell', isReduceOnly: true }))
    expect([book.exiting[0], book.enteringMost(0)]).toEqual([0, 0])
  })

  it('stands on both sides where something is quoted, and reduces where it may only', () => {
    const flight = new InFlight(2)
    flight.add(quote('buy', 10), 10)
    flight.add(quote('sell', 4), 4)
    const seen = (): readonly number[] => [
      flight.enteringOn('buy', 0),
      flight.enteringOn('sell', 0),
      flight.enteringMost(0),
    ]
    expect([flight.entering[0], seen()]).toEqual([6, [10, 4, 10]])
    flight.add({ ...quote('sell', 9), isReduceOnly: true }, 9)
    flight.add(quote('buy', 8), -8)
    expect([flight.entering[0], seen()]).toEqual([-2, [2, 4, 4]])
    const twin = new InFlight(2)
    twin.add(quote('buy', 1), 1)
    twin.add(quote('sell', 1), 1)
    twin.load(JSON.parse(JSON.stringify(flight.save())))
    expect([twin.save(), twin.enteringOn('buy', 0)]).toEqual([flight.save(), 2])
    const plain = new InFlight(2)
    plain.add(order({ role: 'exit' }), 3)
    plain.add(order({ instrument: 1 }), 5)
    expect(plain.save()).toEqual({ entering: [0, 5], exiting: [3, 0] })
    twin.load(plain.save())
    expect([twin.save(), twin.enteringOn('buy', 0)]).toEqual([plain.save(), 0])
  })

  it('begins a position where there is none, nor one on its way', () => {
    const book = newBook([0, 5])
    expect([book.begins(order()), book.begins(order({ instrument: 1 }))]).toEqual([true, false])
    book.reserve(order())
    expect(book.begins(order())).toBe(false)
    expect([book.worstLots(order()), book.worstLots(order({ side: 'sell' }))]).toEqual([20, -10])
  })

  it('is counted once of an asset and a venue, however often it is figured', () => {
    const book = new RiskBook(limits, Float64Array.of(3, 4), { assets: [0, 0], venues: [0, 0] })
    book.lotValue.fill(2)
    for (let mark = 1; mark <= 3; mark += 1) {
      book.mark(mark, 1_000, 1_000, 14)
      const { exposure } = book
      expect([exposure.assetBesides(0), exposure.venueBesides(1), exposure.gross]).toEqual([
        ...[8, 6, 14],
      ])
    }
  })

  it('is in the exposure as soon as something changed, on the worse side', () => {
    const book = newBook([100, 0])
    book.lotValue.fill(2)
    book.mark(1, 1_000, 1_000, 200)
    expect([book.exposure.gross, book.exposure.beginning, book.exposure.buying]).toEqual([
      200, 0, 0,
    ])
    book.reserve(order({ instrument: 1, side: 'sell' }))
    expect([book.exposure.gross, book.exposure.beginning, book.exposure.buying]).toEqual([
      220, 1, 0,
    ])
    book.reserve(order())
    expect([book.exposure.gross, book.exposure.buying, book.exposure.worthOf(0)]).toEqual([
      ...[240, 20, 220],
    ])
    expect([book.exposure.shareOf(0), book.exposure.shareOf(1)]).toEqual([0.22, -0.02])
    book.release(order(), 10)
    expect(book.exposure.gross).toBe(220)
    book.ticks.fill(100)
    book.stopAt(0, 90)
    const heat = book.exposure.heatOf(0)
    expect(heat).toBeCloseTo(20, 9)
    expect(book.exposure.heat).toBeCloseTo(20 + 20, 9)
    book.planned[1] = 110
    expect(book.exposure.heatBesides(0)).toBe(20)
    book.touch()
    expect(book.exposure.heatBesides(0)).toBeCloseTo(2, 9)
  })
})

describe('one day', () => {
  it('costs half of everything while nobody knows, and what the model says then', () => {
    const book = newBook([100, 0])
    book.lotValue.fill(2)
    book.mark(1, 1_000, 1_000, 200)
    expect(dayLoss(book)).toEqual({ valueAtRisk: 0.1, shortfall: 0.1, isKnown: false })
    const market = new MarketRisk(1, { gridUs: hourUs })
    for (let hour = 1; hour <= 100; hour += 1)
      market.onClose(0, hour * hourUs, 1_000 + ((hour * 7) % 13))
    const known = new RiskBook(limits, Float64Array.of(100), undefined, market)
    known.lotValue.fill(2)
    known.mark(1, 1_000, 1_000, 200)
    const { valueAtRisk, shortfall, isKnown } = dayLoss(known)
    expect([isKnown, valueAtRisk > 0, shortfall > valueAtRisk]).toEqual([true, true, true])
    known.lots[0] = 0
    known.touch()
    expect(dayLoss(known)).toEqual({ valueAtRisk: 0, shortfall: 0, isKnown: true })
  })

  it('without a model no two instruments are known to move apart, and nothing is a crisis', () => {
    const book = newBook()
    expect([book.correlation(0, 1), book.isCrisis, book.market]).toEqual([1, false, undefined])
    expect([...book.correlationsOf(0)]).toEqual([Number.NaN, Number.NaN])
    expect(book.volatilityScale(0)).toBe(1)
    book.limits = { ...limits, volatilityTarget: 0.2 }
    expect(book.volatilityScale(0)).toBeNaN()
  })
})

describe('a restart', () => {
  /** What was saved of a book, taken in by one that was in use. */
  function restarted(book: RiskBook): RiskBook {
    const twin = newBook()
    twin.move('emergency', 'ann', true)
    Object.assign(twin, { unresolved: 9, awaitsAccount: true, lossesInRow: 9, tradesToday: 9 })
    twin.mark(9 * dayUs, 5, 5, 5, false)
    const [state, rest] = JSON.parse(JSON.stringify([book.save(), book.saveRest()]))
    twin.load(state, rest)
    expect([twin.save(), twin.saveRest()]).toEqual([book.save(), book.saveRest()])
    return twin
  }

  it('changes nothing of a desk that is as it should be', () => {
    const book = newBook()
    book.mark(hourUs, 100, 90, 10)
    expect(Object.keys(book.save())).toEqual([
      ...['mode', 'dayEnd', 'equity', 'cash', 'gross', 'peak', 'dayStart', 'ordersToday'],
      ...['entering', 'exiting', 'lotValue'],
    ])
    const twin = restarted(book)
    expect([twin.isHold, twin.awaitsAccount, twin.unresolved, twin.mover]).toEqual([
      ...[false, false, 0, ''],
    ])
    twin.mark(2 * hourUs, 80, 0, 0)
    expect([twin.peak, twin.dayStart]).toEqual([100, 100])
  })

  it('keeps a mode with who moved it there, what is not known, and what stands', () => {
    const book = newBook()
    book.move('emergency', 'account', true)
    expect(book.save()).toMatchObject({ mover: 'account' })
    Object.assign(book, { unresolved: 2, awaitsAccount: true, stressLoss: 0.2, stressLimit: 0.3 })
    for (const [n, name] of (['ticks', 'stops', 'planned', 'lotValue'] as const).entries())
      book[name].set([n + 1, 10 * (n + 1)])
    book.began()
    book.closed(-1n)
    book.reserve(quote('buy', 7))
    book.reserve(quote('sell', 5))
    const twin = restarted(book)
    expect(twin.exposure.buying).toBe(28)
    expect([twin.mode, twin.mover, twin.isHold, twin.unresolved]).toEqual([
      ...['emergency', 'account', true, 2],
    ])
    expect([twin.awaitsAccount, twin.tradesToday, twin.lossesInRow]).toEqual([true, 1, 1])
    expect([twin.stressLoss, twin.stressLimit, [...twin.stops]]).toEqual([0.2, 0.3, [2, 20]])
    book.stressLoss = Number.NaN
    expect(restarted(book).stressLoss).toBeNaN()
    book.move('pause', 'ann', false)
    expect(book.save()).not.toHaveProperty('mover')
    expect(restarted(book).mover).toBe('ann')
  })

  it('in the middle of a time goes on with it', () => {
    const book = newBook()
    book.mark(hourUs, 100, 0, 0)
    for (const ts of [2 * hourUs, dayUs]) {
      book.mark(ts, 130, 0, 0, false)
      const twin = restarted(book)
      for (const each of [book, twin]) each.mark(ts, 90, 0, 0)
      expect([twin.peak, twin.dayStart]).toEqual([book.peak, book.dayStart])
    }
    expect([book.peak, book.dayStart]).toEqual([100, 90])
  })

  it('from a state of before there was so much takes the safe side', () => {
    const book = newBook()
    book.load({ entering: [0, 0], exiting: [0, 0], mode: 'unheard of' })
    expect([book.mode, book.mover, book.stressLimit, book.stressLoss]).toEqual(['pause', '', 1, 0])
  })
})
