import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BarColumns,
  instrument,
  micros,
  minuteUs,
  parseInstrumentId,
} from '../../../domain/index.ts'
import type { MarketEvent } from '../exchange/exchange-event.ts'
import { FlatFees } from '../exchange/fees.ts'
import { openRules } from '../exchange/listing.ts'
import { type OrderRequest, plainRequest } from '../exchange/order-request.ts'
import { SimulatedExchange } from '../exchange/simulated-exchange.ts'
import { BarDriver } from './bar-driver.ts'
import { playUntil } from './market-feed.ts'

type Row = readonly [open: number, high: number, low: number, close: number, volume: number]

const startTs = micros(1_704_067_200_000_000)

function scene(rows: readonly Row[], gapUs = 0) {
  const id = parseInstrumentId('BTC-USD.SIM')
  const made = id.ok ? instrument(id.value, '0.1', '0.001') : id
  if (!made.ok) throw new Error(made.error)
  const bars = new BarColumns(rows.length)
  for (const [i, row] of rows.entries())
    bars.push(startTs + (i + 1) * minuteUs + (i > 0 ? gapUs : 0), ...row)
  const trades: Extract<MarketEvent, { kind: 'trade' }>[] = []
  const exchange = new SimulatedExchange({
    listings: [{ instrument: made.value, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(0, 0),
    sink: { onExchangeEvent: (event) => void (event.kind === 'trade' && trades.push(event)) },
    startTs,
  })
  const account = exchange.openAccount()
  exchange.deposit(account, 'USD', 10n ** 18n, startTs)
  exchange.deposit(account, 'BTC', 10n ** 15n, startTs)
  const options = { bars, intervalUs: minuteUs, target: exchange, instrument: 0 }
  const driver = new BarDriver({ ...options, accounts: [account], participationMax: 0.1 })
  return { exchange, account, driver, trades }
}

const closeOf = (bar: number) => micros(startTs + bar * minuteUs)

function order(request: Partial<OrderRequest>): OrderRequest {
  return { ...plainRequest, lots: 5, ...request }
}

function fillsOf({ exchange, account }: ReturnType<typeof scene>) {
  return exchange.fills(account).map(({ price, lots, side }) => [side, price, lots])
}

describe('a market of bars', () => {
  it('fills who decides at a close at the next open, a tick beside it', () => {
    const made = scene([
      [1_000, 1_010, 990, 1_005, 50_000],
      [1_020, 1_030, 1_015, 1_025, 50_000],
    ])
    playUntil(made.driver, closeOf(1))
    made.exchange.submit(made.account, order({ type: 'market' }), closeOf(1))
    expect(fillsOf(made)).toEqual([['buy', 1_021, 5]])
  })

  it('fills a limit the price went through, at its price, and not one it only touched', () => {
    for (const [limit, isFilled] of [
      [990, false],
      [991, true],
    ] as const) {
      const made = scene([[1_000, 1_010, 990, 1_005, 50_000]])
      made.exchange.submit(made.account, order({ price: limit }), startTs)
      playUntil(made.driver, closeOf(2))
      expect(fillsOf(made)).toEqual(isFilled ? [['buy', limit, 5]] : [])
    }
    for (const [limit, isFilled] of [
      [1_010, false],
      [1_009, true],
    ] as const) {
      const made = scene([[1_000, 1_010, 990, 1_005, 50_000]])
      made.exchange.submit(made.account, order({ side: 'sell', price: limit }), startTs)
      playUntil(made.driver, closeOf(2))
      expect(fillsOf(made)).toEqual(isFilled ? [['sell', limit, 5]] : [])
    }
  })

  it('fires the stop of a pair before its profit when a bar reaches both', () => {
    const made = scene([
      [1_000, 1_000, 1_000, 1_000, 50_000],
      [1_000, 1_060, 940, 1_050, 50_000],
    ])
    playUntil(made.driver, closeOf(1) - 1)
    const group = {
      kind: 'oco',
      orders: [
        order({ side: 'sell', type: 'stop', trigger: 950 }),
        order({ side: 'sell', price: 1_050 }),
      ],
    } as const
    made.exchange.submitGroup(made.account, group, micros(closeOf(1) - 1))
    playUntil(made.driver, closeOf(3))
    const [fill, ...more] = fillsOf(made)
    expect(more).toEqual([])
    expect(fill?.[1]).toBeLessThan(950)
    expect(fill?.[1]).toBeGreaterThanOrEqual(939)
  })

  it('fills a stop the open gapped over beside the open', () => {
    const made = scene([
      [1_000, 1_000, 1_000, 1_000, 50_000],
      [900, 920, 880, 910, 50_000],
    ])
    playUntil(made.driver, closeOf(1) - 1)
    const stop = order({ side: 'sell', type: 'stop', trigger: 950 })
    made.exchange.submit(made.account, stop, micros(closeOf(1) - 1))
    playUntil(made.driver, closeOf(1))
    expect(fillsOf(made)).toEqual([['sell', 899, 5]])
  })

  it('offers nothing in a gap, after the last bar and in a bar without volume', () => {
    const made = scene(
      [
        [1_000, 1_010, 990, 1_005, 50_000],
        [1_005, 1_005, 1_005, 1_005, 0],
      ],
      minuteUs,
    )
    const { exchange, account, driver } = made
    const shown = () => exchange.best(0, 'buy') ?? exchange.best(0, 'sell')
    playUntil(driver, closeOf(1) - 1)
    expect(shown()).toBeDefined()
    for (const ts of [closeOf(1), closeOf(2), closeOf(3)]) {
      playUntil(driver, ts)
      expect(shown()).toBeUndefined()
    }
    expect(driver.nextTs).toBe(Number.POSITIVE_INFINITY)
    exchange.submit(account, order({ type: 'market' }), closeOf(3))
    expect(fillsOf(made)).toEqual([])
  })

  it('prints the bar: its four prices and its volume', () => {
    const made = scene([[1_000, 1_010, 990, 1_005, 50_003]])
    playUntil(made.driver, closeOf(2))
    const prices = made.trades.map(({ price }) => price)
    expect([prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]).toEqual([
      1_000, 1_010, 990, 1_005,
    ])
    expect(made.trades.reduce((sum, { lots }) => sum + lots, 0)).toBe(50_003)
    expect(made.trades.every(({ ts }) => ts >= startTs && ts < closeOf(1))).toBe(true)
  })

  it('gives no more than its share of the volume on a side, and no limit better than its price', () => {
    const price = fc.integer({ min: 900, max: 1_100 })
    const row = fc
      .tuple(price, price, price, price, fc.integer({ min: 0, max: 3_000 }))
      .map(
        ([a, b, c, d, volume]): Row => [a, Math.max(a, b, c, d), Math.min(a, b, c, d), d, volume],
      )
    const sent = fc.record({
      bar: fc.integer({ min: 0, max: 5 }),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      type: fc.constantFrom('limit' as const, 'market' as const, 'stop' as const),
      at: price,
      lots: fc.integer({ min: 1, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 6 }), fc.array(sent), (rows, orders) => {
        const made = scene(rows)
        for (const bar of rows.keys()) {
          playUntil(made.driver, closeOf(bar) - 1)
          for (const { bar: when, side, type, at, lots } of orders)
            if (when === bar)
              made.exchange.submit(
                made.account,
                order({
                  side,
                  type,
                  lots,
                  price: type === 'limit' ? at : 0,
                  trigger: type === 'stop' ? at : 0,
                  selfTrade: 'cancel-resting',
                }),
                micros(closeOf(bar) - 1),
              )
        }
        playUntil(made.driver, closeOf(7))
        for (const [bar, [, high, low, , volume]] of rows.entries())
          for (const side of ['buy', 'sell'] as const) {
            const fills = made.exchange
              .fills(made.account)
              .filter(
                (fill) =>
                  fill.side === side && fill.ts >= closeOf(bar) && fill.ts < closeOf(bar + 1),
              )
            const lots = fills.reduce((sum, fill) => sum + fill.lots, 0)
            // Orders sent in the last microsecond of a bar meet what it still shows.
            expect(lots).toBeLessThanOrEqual(volume * 0.1)
            for (const fill of fills) {
              if (fill.liquidity === 'maker') {
                expect(side === 'buy' ? fill.price > low : fill.price < high).toBe(true)
                const { request } = made.exchange.order(made.account, { number: fill.order }) ?? {}
                expect(fill.price).toBe(request?.price)
              }
            }
          }
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
