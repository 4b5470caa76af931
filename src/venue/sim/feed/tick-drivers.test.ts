import { describe, expect, it } from 'vitest'
import { instrument, micros, parseInstrumentId } from '../../../domain/index.ts'
import type { DeltaTable } from '../../../market/index.ts'
import type { MarketEvent } from '../exchange/exchange-event.ts'
import { FlatFees } from '../exchange/fees.ts'
import { openRules } from '../exchange/listing.ts'
import { type OrderRequest, plainRequest } from '../exchange/order-request.ts'
import { SimulatedExchange } from '../exchange/simulated-exchange.ts'
import { BookDriver } from './book-driver.ts'
import { fidelityText } from './fidelity.ts'
import { playUntil } from './market-feed.ts'
import { MergedFeed } from './merged-feed.ts'
import { OrderDriver } from './order-driver.ts'
import type { PrintColumns } from './print-tape.ts'
import { QuoteDriver } from './quote-driver.ts'
import { TradeDriver } from './trade-driver.ts'

function scene() {
  const id = parseInstrumentId('BTC-USD.SIM')
  const made = id.ok ? instrument(id.value, '0.1', '0.001') : id
  if (!made.ok) throw new Error(made.error)
  const listing = { instrument: made.value, rules: openRules, perpetual: undefined }
  const trades: Extract<MarketEvent, { kind: 'trade' }>[] = []
  const exchange = new SimulatedExchange({
    listings: [listing, listing],
    fees: new FlatFees(0, 0),
    sink: { onExchangeEvent: (event) => void (event.kind === 'trade' && trades.push(event)) },
    startTs: micros(0),
  })
  const account = exchange.openAccount()
  exchange.deposit(account, 'USD', 10n ** 16n, micros(0))
  exchange.deposit(account, 'BTC', 10n ** 13n, micros(0))
  const send = (ts: number, request: Partial<OrderRequest>): void => {
    const answer = exchange.submit(account, { ...plainRequest, ...request }, micros(ts))
    if (!answer.ok) throw new Error(answer.error.message)
  }
  const fills = () =>
    exchange.fills(account).map(({ ts, side, price, lots }) => [ts, side, price, lots])
  return { exchange, trades, send, fills }
}

/** Columns of rows. */
function columns<Name extends string>(
  names: readonly Name[],
  rows: readonly (readonly number[])[],
): Readonly<Record<Name, Float64Array>> {
  const entries = names.map((name, i) => [name, Float64Array.from(rows, (row) => row[i] as number)])
  return Object.fromEntries(entries) as Record<Name, Float64Array>
}

const prints = (
  ...rows: readonly (readonly [ts: number, side: 1 | -1, ticks: number, lots: number])[]
): PrintColumns => columns(['tsInit', 'side', 'ticks', 'lots'], rows)

describe('a market of prints', () => {
  const options = { instrument: 0, seed: 1, depthLots: 1_000 }

  it('prints at the best price of the side that was crossed', () => {
    const { exchange } = scene()
    const driver = new TradeDriver({
      ...options,
      target: exchange,
      prints: prints([10, 1, 100, 5], [20, -1, 97, 5], [30, 1, 103, 5]),
    })
    const best = () => [exchange.best(0, 'buy')?.price, exchange.best(0, 'sell')?.price]
    playUntil(driver, 10)
    expect(best()).toEqual([98, 100])
    playUntil(driver, 20)
    expect(best()).toEqual([97, 99])
    playUntil(driver, 30)
    expect(best()).toEqual([101, 103])
    expect(driver.nextTs).toBe(Number.POSITIVE_INFINITY)
  })

  it('fills a resting order that a print went beyond, and fires stops', () => {
    const { exchange, send, fills } = scene()
    const driver = new TradeDriver({
      ...options,
      target: exchange,
      prints: prints([10, 1, 100, 5], [20, -1, 90, 500]),
    })
    playUntil(driver, 10)
    send(11, { price: 95, lots: 3 })
    send(11, { side: 'sell', type: 'stop', trigger: 92, lots: 2 })
    playUntil(driver, 20)
    expect(fills()).toEqual([
      [20, 'buy', 95, 3],
      [20, 'sell', 90, 2],
    ])
  })
})

describe('a market of quotes', () => {
  const quotes = columns(
    ['tsInit', 'bidTicks', 'bidLots', 'askTicks', 'askLots'],
    [
      [10, 99, 5, 101, 7],
      [20, 99, 6, 100, 2],
      [30, 95, 4, 96, 3],
      [40, 0, 0, 97, 3],
    ],
  )

  it('shows the quote and nothing beyond it', () => {
    const { exchange } = scene()
    const driver = new QuoteDriver({ quotes, target: exchange, instrument: 0, prints: undefined })
    const shown = () => [exchange.depth(0, 'buy', 5), exchange.depth(0, 'sell', 5)]
    playUntil(driver, 10)
    expect(shown()).toEqual([[{ price: 99, lots: 5 }], [{ price: 101, lots: 7 }]])
    playUntil(driver, 30)
    expect(shown()).toEqual([[{ price: 95, lots: 4 }], [{ price: 96, lots: 3 }]])
    playUntil(driver, 40)
    expect(shown()).toEqual([[], [{ price: 97, lots: 3 }]])
  })

  it.each<[string, Partial<OrderRequest>, readonly (readonly [number, string, number, number])[]]>([
    ['fires stops', { side: 'sell', type: 'stop', trigger: 96 }, [[30, 'sell', 95, 3]]],
    ['fills no order that was only touched', { price: 95 }, []],
    ['fills an order that was crossed', { price: 96 }, [[30, 'buy', 96, 3]]],
  ])('by the quote alone %s', (_, request, expected) => {
    const { exchange, send, fills } = scene()
    const driver = new QuoteDriver({ quotes, target: exchange, instrument: 0, prints: undefined })
    playUntil(driver, 20)
    send(21, { ...request, lots: 3 })
    playUntil(driver, 40)
    expect(fills()).toEqual(expected)
    expect(exchange.lastPrice(0)).toBe(97)
  })

  it('plays prints before the quote of the same instant', () => {
    const { exchange, trades, send, fills } = scene()
    const driver = new QuoteDriver({
      quotes,
      target: exchange,
      instrument: 0,
      prints: prints([20, 1, 101, 8], [25, -1, 99, 2]),
    })
    playUntil(driver, 10)
    send(11, { side: 'sell', price: 101, lots: 3 })
    playUntil(driver, 50)
    // Seven stood before it, eight were taken.
    expect(fills()).toEqual([[20, 'sell', 101, 1]])
    expect(trades.map(({ ts, lots }) => [ts, lots])).toEqual([
      [20, 1],
      [20, 7],
      [25, 2],
    ])
  })
})

describe('a market of book levels', () => {
  type Level = readonly [
    ts: number,
    isSnapshot: number,
    first: number,
    last: number,
    isBid: number,
    ticks: number,
    lots: number,
  ]

  function table(rows: readonly Level[]): DeltaTable {
    const named = columns(['tsInit', 'isSnapshot', 'first', 'last', 'isBid', 'ticks', 'lots'], rows)
    const unknown = new Float64Array(rows.length).fill(Number.NaN)
    return {
      columns: { ...named, tsEvent: unknown, previous: unknown },
      length: rows.length,
      tick: '0.1',
      lot: '0.001',
      declined: 0,
      firstDeclined: undefined,
      cutStamps: 0,
    }
  }

  const deltas = table([
    [10, 0, 8, 9, 1, 90, 77],
    [15, 0, 10, 12, 1, 98, 4],
    [20, 1, 10, 10, 1, 99, 5],
    [20, 1, 10, 10, 0, 101, 6],
    [30, 0, 13, 13, 1, 99, 0],
    [30, 0, 13, 13, 0, 101, 9],
    [40, 1, 20, 20, 0, 100, 3],
  ])

  it('holds what came before the snapshot until it is there, and leaves out what is older', () => {
    const { exchange } = scene()
    const driver = new BookDriver({ deltas, target: exchange, instrument: 0, prints: undefined })
    const shown = () => [exchange.depth(0, 'buy', 5), exchange.depth(0, 'sell', 5)]
    expect(driver.nextTs).toBe(20)
    playUntil(driver, 20)
    expect(shown()).toEqual([
      [
        { price: 99, lots: 5 },
        { price: 98, lots: 4 },
      ],
      [{ price: 101, lots: 6 }],
    ])
    playUntil(driver, 30)
    expect(shown()).toEqual([[{ price: 98, lots: 4 }], [{ price: 101, lots: 9 }]])
    playUntil(driver, 40)
    expect(shown()).toEqual([[], [{ price: 100, lots: 3 }]])
    expect(driver.nextTs).toBe(Number.POSITIVE_INFINITY)
  })

  it('plays prints before the levels of the same instant, so that a queue moves once', () => {
    const { exchange, send, fills } = scene()
    const driver = new BookDriver({
      deltas,
      target: exchange,
      instrument: 0,
      prints: prints([30, -1, 99, 5], [31, -1, 99, 2]),
    })
    playUntil(driver, 20)
    send(21, { price: 99, lots: 4 })
    playUntil(driver, 30)
    expect(fills()).toEqual([])
    playUntil(driver, 31)
    expect(fills()).toEqual([[31, 'buy', 99, 2]])
  })
})

describe('a market of single orders', () => {
  const names = ['sequence', 'kind', 'order', 'isBid', 'ticks', 'lots'] as const
  const options = { instrument: 0, startTs: micros(100), stepUs: 10 }

  it('knows the exact place of an order in its queue', () => {
    const { exchange, send, fills } = scene()
    const orders = columns(names, [
      [0, 2, 501, 1, 99, 5],
      [1, 1, 502, 0, 101, 5],
      [2, 1, 503, 1, 99, 7],
      [3, 3, 501, 1, 99, 5],
      [4, 0, 501, 1, 0, 5],
      [5, 3, 503, 1, 99, 4],
      [6, 1, 503, 1, 99, 3],
    ])
    const driver = new OrderDriver({ ...options, orders, target: exchange })
    playUntil(driver, 110)
    send(115, { price: 99, lots: 2 })
    playUntil(driver, 140)
    expect(exchange.depth(0, 'buy', 2)).toEqual([{ price: 99, lots: 9 }])
    expect(fills()).toEqual([])
    playUntil(driver, 160)
    // Ours came before the order that was executed, so it had met the taker first.
    expect(fills()).toEqual([[150, 'buy', 99, 2]])
    expect(exchange.depth(0, 'buy', 2)).toEqual([{ price: 99, lots: 3 }])
  })

  it('sends an order that grows or changes its price to the back, and one that shrinks not', () => {
    const { exchange, send, fills } = scene()
    const orders = columns(names, [
      [0, 1, 7, 1, 99, 5],
      [1, 1, 7, 1, 99, 4],
      [2, 3, 7, 1, 99, 4],
      [3, 1, 7, 1, 99, 6],
      [4, 3, 7, 1, 99, 1],
    ])
    const driver = new OrderDriver({ ...options, orders, target: exchange })
    playUntil(driver, 100)
    send(105, { price: 99, lots: 2 })
    playUntil(driver, 120)
    expect(fills()).toEqual([])
    playUntil(driver, 140)
    expect(fills()).toEqual([[140, 'buy', 99, 1]])
  })
})

it('is merged in order of time, as trustworthy as the least of its parts', () => {
  const { exchange, trades } = scene()
  const trading = { target: exchange, seed: 1, depthLots: 10 }
  const quotes = columns(
    ['tsInit', 'bidTicks', 'bidLots', 'askTicks', 'askLots'],
    [[12, 50, 1, 51, 1]],
  )
  const feed = new MergedFeed([
    new QuoteDriver({
      quotes,
      target: exchange,
      instrument: 0,
      prints: prints([15, 1, 51, 1], [30, 1, 51, 2]),
    }),
    new TradeDriver({
      ...trading,
      instrument: 1,
      prints: prints([10, 1, 70, 3], [15, 1, 70, 4], [40, 1, 70, 5]),
    }),
  ])
  expect(fidelityText[feed.fidelity]).toContain('Every print is real')
  playUntil(feed, 100)
  expect(trades.map(({ lots }) => lots)).toEqual([3, 1, 4, 2, 5])
})
