import { describe, expect, it } from 'vitest'
import {
  dayUs,
  micros,
  minorPerUnit,
  modes,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../domain/index.ts'
import { checkOrder } from './check-order.ts'
import { type Limits, wideLimits } from './limits.ts'
import { isSafer } from './mode.ts'
import type { LimitName } from './refusal.ts'
import { RiskBook } from './risk-book.ts'

const limits: Limits = { ...wideLimits, isLongOnly: false, costBuffer: 0 }

/** Two instruments of which a lot is worth 1; equity and cash of 1,000. */
function bookOf(over: Partial<Limits> = {}, held: readonly [number, number] = [0, 0]): RiskBook {
  const book = new RiskBook({ ...limits, ...over }, Float64Array.from(held))
  book.lotValue.fill(minorPerUnit)
  const gross = (Math.abs(held[0]) + Math.abs(held[1])) * minorPerUnit
  book.mark(1, 1_000 * minorPerUnit, 1_000 * minorPerUnit, gross)
  return book
}

function order(lots: number, over: Partial<OrderIntent> = {}): OrderIntent {
  return {
    orderId: orderId(1),
    instrument: 0,
    side: lots > 0 ? 'buy' : 'sell',
    type: 'market',
    role: 'entry',
    quantity: quantity(Math.abs(lots)),
    price: price(0),
    arrival: price(1),
    isReduceOnly: false,
    ts: micros(1),
    ...over,
  }
}

/** `limit was/max` of a refusal, or `ok`. */
function said(intent: OrderIntent, book: RiskBook): string {
  const verdict = checkOrder(intent, book)
  return verdict.ok ? 'ok' : `${verdict.limit} ${verdict.was}/${verdict.max}`
}

/** Marks the book again at another equity, on the same day. */
function at(book: RiskBook, equity: number): RiskBook {
  book.mark(2, equity * minorPerUnit, 1e9 * minorPerUnit, book.gross)
  return book
}

describe('each limit lets pass what is at it and refuses what is over', () => {
  const cases: readonly (readonly [LimitName, string, string])[] = [
    [
      'position',
      said(order(500), bookOf({ positionMax: 0.5 })),
      said(order(501), bookOf({ positionMax: 0.5 })),
    ],
    [
      'gross',
      said(order(300), bookOf({ grossMax: 0.5 }, [0, -200])),
      said(order(301), bookOf({ grossMax: 0.5 }, [0, -200])),
    ],
    [
      'order-notional-max',
      said(order(50), bookOf({ orderNotionalMax: 50 })),
      said(order(51), bookOf({ orderNotionalMax: 50 })),
    ],
    [
      'order-notional-min',
      said(order(50), bookOf({ orderNotionalMin: 50 })),
      said(order(49), bookOf({ orderNotionalMin: 50 })),
    ],
    [
      'buying-power',
      said(order(1_000), bookOf()),
      said(order(1_000), bookOf({ costBuffer: 0.01 })),
    ],
    [
      'drawdown',
      said(order(1), at(bookOf({ drawdownHalt: 0.2, dailyLossMax: 1 }), 801)),
      said(order(1), at(bookOf({ drawdownHalt: 0.25, dailyLossMax: 1 }), 750)),
    ],
    [
      'daily-loss',
      said(order(1), at(bookOf({ dailyLossMax: 0.05 }), 951)),
      said(order(1), at(bookOf({ dailyLossMax: 0.25, drawdownHalt: 1 }), 750)),
    ],
    [
      'long-only',
      said(order(5), bookOf({ isLongOnly: true })),
      said(order(-5), bookOf({ isLongOnly: true })),
    ],
  ]
  it.each(cases)('%s', (limit, within, beyond) => {
    expect(within).toBe('ok')
    expect(beyond.startsWith(`${limit} `)).toBe(true)
  })

  it('and names what it saw and what it allows', () => {
    expect(said(order(600), bookOf({ positionMax: 0.5 }))).toBe('position 0.6/0.5')
    expect(said(order(400), bookOf({ grossMax: 0.5 }, [0, -200]))).toBe('gross 0.6/0.5')
    expect(said(order(51), bookOf({ orderNotionalMax: 50 }))).toBe('order-notional-max 51/50')
    expect(said(order(1), at(bookOf({ drawdownHalt: 0.25, dailyLossMax: 1 }), 750))).toBe(
      'drawdown 0.25/0.25',
    )
    expect(said(order(1), at(bookOf({ dailyLossMax: 0.25, drawdownHalt: 1 }), 750))).toBe(
      'daily-loss 0.25/0.25',
    )
    expect(said(order(1_001), bookOf({ positionMax: 2, grossMax: 2 }))).toBe(
      'buying-power 1001/1000',
    )
    expect(said(order(-5), bookOf({ isLongOnly: true }))).toBe('long-only -5/0')
  })

  it('counts the orders of a day, and begins again with the next', () => {
    const book = bookOf({ ordersPerDayMax: 2 })
    for (let n = 0; n < 2; n += 1) {
      expect(said(order(1), book)).toBe('ok')
      book.reserve(order(1))
      book.release(order(1), 1)
    }
    expect(said(order(1), book)).toBe('orders-per-day 3/2')
    book.mark(dayUs - 1, book.equity, book.cash, 0)
    expect(said(order(1), book)).toBe('orders-per-day 3/2')
    book.mark(dayUs, book.equity, book.cash, 0)
    expect(said(order(1), book)).toBe('ok')
  })
})

describe('what is in flight', () => {
  it('counts as filled, in the same instrument', () => {
    const book = bookOf({ positionMax: 0.5 })
    book.reserve(order(400))
    expect(said(order(100), book)).toBe('ok')
    expect(said(order(101), book)).toBe('position 0.501/0.5')
    book.release(order(400), 400)
    expect(said(order(500), book)).toBe('ok')
  })

  it('counts in every other instrument, for gross and for cash', () => {
    const book = bookOf({ grossMax: 0.5 })
    book.reserve(order(-400, { instrument: 1 }))
    expect(said(order(100), book)).toBe('ok')
    expect(said(order(101), book)).toBe('gross 0.501/0.5')
    const poor = bookOf({ grossMax: 9 })
    poor.reserve(order(400, { instrument: 1 }))
    expect(said(order(601), poor)).toBe('buying-power 1001/1000')
  })

  it('does not make room when it points the other way', () => {
    const book = bookOf({ positionMax: 0.5 })
    book.reserve(order(-400))
    expect(said(order(501), book)).toBe('position 0.501/0.5')
  })
})

describe('new risk is refused when', () => {
  it.each(modes.filter((mode) => mode !== 'normal'))('the desk is in %s', (mode) => {
    const book = bookOf()
    book.mode = mode
    expect(said(order(1), book)).toBe('mode 0/0')
  })

  it('what a lot is worth, the equity or the quantity is not a number', () => {
    const worthless = bookOf()
    worthless.lotValue.fill(Number.NaN)
    const unknown = bookOf()
    unknown.mark(2, Number.NaN, 1e12, 0)
    expect(checkOrder(order(1), worthless).ok).toBe(false)
    expect(checkOrder(order(1), unknown).ok).toBe(false)
    const nothing = new RiskBook(limits, new Float64Array(1))
    expect(checkOrder(order(1), nothing).ok).toBe(false)
    for (const lots of [0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(
        checkOrder({ ...order(1), quantity: lots as OrderIntent['quantity'] }, bookOf()).ok,
      ).toBe(false)
  })
})

/** Everything that can be wrong with a desk, one bit each. */
const breaches: readonly ((book: RiskBook) => void)[] = [
  (book) => book.mark(2, 1, 1, 1e15),
  (book) => book.mark(2, Number.NaN, Number.NaN, Number.NaN),
  (book) => book.mark(2, -1e15, -1e15, 1e15),
  (book) => book.lotValue.fill(1e30),
  (book) => book.lotValue.fill(Number.NaN),
  (book) => {
    book.ordersToday = 1_000_000
  },
  (book) => book.entering.fill(1e12 * Math.sign(book.lots[0] as number)),
]
const tight: Limits = {
  leverageMax: 0.000001,
  concentrationMax: 0.000001,
  heatMax: 0.000001,
  correlationMax: -1,
  varMax: 0.000001,
  shortfallMax: 0.000001,
  stressMax: 0.000001,
  collarMax: 0.000001,
  tradeLossMax: 0.000001,
  tradesPerDayMax: 0,
  lossesInRowMax: 0,
  kellyMax: 0.25,
  volatilityTarget: 0.000001,
  crisisShare: 0.000001,
  positionMax: 0.000001,
  grossMax: 0.000001,
  orderNotionalMax: 0.000001,
  orderNotionalMin: 1e12,
  dailyLossMax: 0,
  drawdownSoft: 0,
  drawdownHalt: 0,
  ordersPerDayMax: 0,
  isLongOnly: true,
  costBuffer: 1e9,
}

describe('an order that reduces is never refused', () => {
  it('in any mode, with any set of limits breached, in any role, up to all that is held', () => {
    let asked = 0
    for (const mode of modes)
      for (let set = 0; set < 1 << breaches.length; set += 1)
        for (const held of [10, -10])
          for (const role of ['entry', 'exit', 'stop', 'target'] as const)
            for (const lots of [1, 10]) {
              const book = bookOf(tight, [held, 0])
              breaches.forEach((breach, bit) => {
                if ((set >> bit) % 2 === 1) breach(book)
              })
              book.mode = mode
              const isReduceOnly = role !== 'entry'
              const type = role === 'stop' ? 'stop' : role === 'target' ? 'limit' : 'market'
              const over = { role, isReduceOnly, type, price: price(7) } as const
              const verdict = checkOrder(order(held > 0 ? -lots : lots, over), book)
              if (!verdict.ok) throw new Error(`${mode} ${set} ${role}: ${verdict.limit}`)
              asked += 1
            }
    expect(asked).toBe(modes.length * 128 * 2 * 4 * 2)
  })

  it('while one that is larger than what is left of the position does not reduce', () => {
    const exit = { role: 'exit', isReduceOnly: true } as const
    const book = bookOf({}, [10, 0])
    expect(said(order(-11, exit), book)).toBe('reduce-only 11/10')
    book.reserve(order(-4, exit))
    expect(said(order(-7, exit), book)).toBe('reduce-only 7/6')
    expect(said(order(-6, exit), book)).toBe('ok')
    expect(said(order(1, exit), book)).toBe('reduce-only 1/0')
    expect(said(order(-1, exit), bookOf())).toBe('reduce-only 1/0')
  })

  it('and a stop beside a full exit still reduces', () => {
    const book = bookOf({}, [10, 0])
    book.reserve(order(-10, { role: 'exit', isReduceOnly: true }))
    const stop = { role: 'stop', type: 'stop', price: price(7), isReduceOnly: true } as const
    expect(said(order(-10, stop), book)).toBe('ok')
    book.mode = 'pause'
    expect(said(order(-10, { ...stop, isReduceOnly: false }), book)).toBe('mode 0/0')
  })
})

describe('the book', () => {
  it('keeps the peak, the day and the mode through a restart', () => {
    const book = bookOf({ dailyLossMax: 0.05 })
    at(book, 2_000)
    at(book, 900)
    book.mode = 'reduce'
    book.reserve(order(3))
    const twin = new RiskBook(book.limits, book.lots)
    const [saved, rest] = JSON.parse(JSON.stringify([book.save(), book.saveRest()]))
    twin.load(saved, rest)
    expect([twin.save(), twin.saveRest()]).toEqual([book.save(), book.saveRest()])
    expect([twin.peak, twin.dayStart, twin.mode]).toEqual([book.peak, book.dayStart, 'reduce'])
    expect(twin.drawdown).toBeCloseTo(0.55, 12)
    expect(twin.dailyLoss).toBeCloseTo(0.1, 12)
    twin.mark(3, 800 * minorPerUnit, 0, 0)
    expect(twin.dayStart).toBe(book.dayStart)
  })

  it('goes on in pause when a saved mode is unknown', () => {
    const book = bookOf()
    book.load({ ...(book.save() as Record<string, never>), mode: 'reckless' })
    expect(book.mode).toBe('pause')
  })

  it('knows which of two modes is safer', () => {
    modes.forEach((from, i) => {
      modes.forEach((to, j) => expect(isSafer(from, to)).toBe(j > i))
    })
  })
})
