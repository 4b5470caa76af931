import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defined, type Json } from '../../base/index.ts'
import {
  type DeskEvent,
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  orderId,
  type OrderRole,
  price,
  quantity,
  type Side,
} from '../../domain/index.ts'
import { Ledger } from '../ledger.ts'
import { TruthBook } from './truth-book.ts'
import { truthJson } from './truth-json.ts'

function made(id: string, tick: string, lot: string): Instrument {
  const result = instrument(id as InstrumentId, tick, lot)
  return defined(result.ok ? result.value : undefined, id)
}

const btc = made('BTC-USD.SIM', '1', '0.01')
const eth = made('ETH-USD.SIM', '0.1', '0.001')
const dollars = 100_000_000n
const cash = 10_000n * dollars

function bookOf(instruments: readonly Instrument[] = [btc]): TruthBook {
  return new TruthBook({ instruments, intervalsUs: instruments.map(() => hourUs), cash })
}

const at = (hour: number): ReturnType<typeof micros> =>
  micros(1_700_000_000_000_000 + hour * hourUs)

function bar(hour: number, close: number, i = 0, phase: 'live' | 'warm' = 'live'): DeskEvent {
  const [open, high, low] = [close, close, close]
  return {
    ...{ kind: 'bar-closed', instrument: i, ts: at(hour), volume: 1, phase },
    open,
    high,
    low,
    close,
  }
}

type Deal = {
  readonly id: number
  readonly side: Side
  readonly ticks: number
  readonly lots: number
  readonly fee?: bigint
  readonly hour?: number
  readonly i?: number
  readonly role?: OrderRole
  readonly arrival?: number
}

function deal(of: Deal): readonly DeskEvent[] {
  const { id, side, ticks, lots, fee = 0n, hour = id, i = 0, role = 'entry', arrival = ticks } = of
  return [
    {
      kind: 'submit',
      order: {
        orderId: orderId(id),
        ...{ instrument: i, side, type: 'market', role },
        quantity: quantity(lots),
        price: price(0),
        arrival: price(arrival),
        isReduceOnly: role !== 'entry',
        ts: at(hour),
      },
    },
    {
      ...{ kind: 'order-filled', orderId: orderId(id), fill: 1, liquidity: 'taker', trade: '' },
      ...{ tsEvent: at(hour), tsInit: at(hour) },
      ...{ price: price(ticks), quantity: quantity(lots), fee },
    },
  ]
}

function told(book: TruthBook, events: readonly (DeskEvent | readonly DeskEvent[])[]): TruthBook {
  for (const event of events.flat()) book.onEvent(event)
  return book
}

it('tells a win, a loss and what both cost, to the last unit', () => {
  const truth = told(bookOf(), [
    bar(0, 100),
    deal({ id: 1, side: 'buy', ticks: 100, lots: 100, fee: 7n }),
    bar(1, 120),
    deal({ id: 2, side: 'sell', ticks: 120, lots: 100, fee: 8n, role: 'target', arrival: 121 }),
    deal({ id: 3, side: 'sell', ticks: 120, lots: 50, fee: 3n }),
    bar(5, 130),
    deal({ id: 6, side: 'buy', ticks: 130, lots: 50, fee: 4n, role: 'stop' }),
    bar(6, 130),
  ]).truth()
  expect(truth.net).toBe(20n * dollars - 5n * dollars - 22n)
  expect(truth.equity).toBe(cash + truth.net)
  expect(truth.trades).toMatchObject({
    ...{ trades: 2, wins: 1, losses: 1, losingRunMax: 1, losingRunNow: 1 },
    ...{ won: 20n * dollars - 15n, lost: -5n * dollars - 7n, fees: 22n, grossWon: 20n * dollars },
    ...{ winHeldUs: hourUs, lossHeldUs: 3 * hourUs, expectancy: (15n * dollars - 22n) / 2n },
  })
  expect(truth.costs).toMatchObject({ fills: 4, turnover: 345n * dollars, fees: 22n })
  expect(truth.costs.slippage).toBe(1n * dollars)
  expect(truth.byExit.map(([name, of]) => [name, of.net])).toEqual([
    ['stop', -5n * dollars - 7n],
    ['target', 20n * dollars - 15n],
  ])
  expect(truth.bySide.map(([name, of]) => [name, of.trades])).toEqual([
    ['long', 1],
    ['short', 1],
  ])
})

it('ends one trade and begins the next where a fill crosses zero, its fee shared by size', () => {
  const book = told(bookOf(), [
    bar(0, 100),
    deal({ id: 1, side: 'buy', ticks: 100, lots: 100, fee: 10n }),
    bar(1, 110),
    deal({ id: 2, side: 'sell', ticks: 110, lots: 300, fee: 31n }),
    bar(2, 110),
    deal({ id: 3, side: 'buy', ticks: 105, lots: 200, fee: 1n }),
    bar(3, 105),
  ])
  expect(book.trades).toMatchObject([
    { side: 'long', gross: 10n * dollars, fees: 20n, entered: 100n * dollars },
    { side: 'short', gross: 10n * dollars, fees: 22n, entered: 220n * dollars },
  ])
})

it('knows the deepest fall once all bars of a time are in: half of a hedge is no loss', () => {
  const truth = told(bookOf([btc, eth]), [
    bar(0, 100, 0),
    bar(0, 1_000, 1),
    deal({ id: 1, side: 'buy', ticks: 100, lots: 1_000, hour: 0 }),
    deal({ id: 2, side: 'sell', ticks: 1_000, lots: 10_000, hour: 0, i: 1 }),
    bar(1, 50, 0),
    bar(1, 500, 1),
    bar(2, 90, 0),
    bar(2, 1_000, 1),
    bar(3, 100, 0),
    bar(3, 1_000, 1),
  ]).truth()
  // At hour 1 the one has lost 500 and the other has won 500; at hour 2, 100 are lost of 10,000.
  expect(truth.drawdownMax).toBeCloseTo(0.01, 12)
  expect([truth.drawdownNow, truth.openPositions, truth.heldShare]).toEqual([0, 2, 0.75])
})

it('counts scans against those that should have been, and leaves warm bars out', () => {
  const truth = told(bookOf(), [
    bar(0, 100, 0, 'warm'),
    ...[1, 2, 3, 8, 9].map((hour) => bar(hour, 100)),
  ]).truth()
  expect(truth.scans).toEqual({ received: 5, expected: 9, lastTs: at(9) })
})

it('tells which signals were acted on and which limits said no', () => {
  const wish = (hour: number, exposure: number): DeskEvent => ({
    ...{ kind: 'decision-made', ts: at(hour), instrument: 0, exposure, confidence: 0.5 },
    ...{ dissent: 0, stop: Number.NaN, target: Number.NaN, voices: [] },
  })
  const refusal = {
    kind: 'intent-refused',
    ts: at(1),
    instrument: 0,
    limit: 'daily-loss',
    was: 2,
    max: 1,
  }
  const { signals } = told(bookOf(), [
    bar(0, 100),
    wish(0, 0.5),
    refusal as DeskEvent,
    bar(1, 100),
    wish(1, 0.5),
    deal({ id: 1, side: 'buy', ticks: 100, lots: 10 }),
    bar(2, 100),
    deal({ id: 2, side: 'sell', ticks: 100, lots: 10, role: 'stop' }),
    bar(3, 100),
  ]).truth()
  expect(signals).toMatchObject({ signals: 2, entries: 2, acts: 1, refusals: { 'daily-loss': 1 } })
  expect([signals.refused, signals.signalsSinceAct, signals.silentScans]).toEqual([1, 0, 1])
})

it('tags a trade with what stood when it began', () => {
  let regime = 'calm, up'
  const book = new TruthBook(
    { instruments: [btc], intervalsUs: [hourUs], cash },
    { regime: () => regime, version: (ts) => (ts < at(2) ? 'v1' : 'v2') },
  )
  told(book, [bar(0, 100), deal({ id: 1, side: 'buy', ticks: 100, lots: 10 })])
  regime = 'wild'
  told(book, [bar(3, 100), deal({ id: 3, side: 'sell', ticks: 101, lots: 10, role: 'exit' })])
  const { byRegime, byVersion, version } = book.truth()
  expect(byRegime.map(([name]) => name)).toEqual(['calm', 'up'])
  expect([byVersion[0]?.[0], version]).toEqual(['v1', 'v2'])
})

it('says null and never an infinity where nothing divides (profit factor ∞ in JSON)', () => {
  const one = told(bookOf(), [
    bar(0, 100),
    deal({ id: 1, side: 'buy', ticks: 100, lots: 100 }),
    deal({ id: 2, side: 'sell', ticks: 120, lots: 100, role: 'exit' }),
    bar(1, 120),
  ])
  const json: Readonly<Record<string, Json>> = truthJson(one.truth())
  expect([json['profitFactor'], json['lossHeldSeconds'], json['actRate']]).toEqual([
    null,
    null,
    null,
  ])
  for (const book of [one, bookOf()]) {
    const text = JSON.stringify(truthJson(book.truth()), (_, value: unknown) => {
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
      return value
    })
    expect(text).not.toMatch(/NaN|Infinity/)
  }
  expect(Object.keys(json).length).toBeGreaterThan(40)
})

const step = fc.record({
  ...{ isBuy: fc.boolean(), ticks: fc.integer({ min: 1, max: 500 }) },
  ...{ lots: fc.integer({ min: 1, max: 40 }), fee: fc.bigInt({ min: -50n, max: 500n }) },
})

it('loses no unit between trades, what is open and the ledger', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const book = bookOf()
      const twin = new Ledger([btc])
      twin.deposit(cash)
      steps.forEach(({ isBuy, ticks, lots, fee }, n) => {
        const side = isBuy ? 'buy' : 'sell'
        told(book, [bar(n, ticks), deal({ id: n + 1, side, ticks, lots, fee })])
        twin.fill(0, side, ticks, lots, fee)
      })
      told(book, [bar(steps.length, 77)])
      const truth = book.truth()
      expect(truth.equity).toBe(twin.equity([77]))
      expect(truth.net).toBe(truth.equity - truth.deposits)
      const open = book.unfinished
      expect(truth.trades.gross + open.gross).toBe(twin.positions.realised(0))
      expect(truth.trades.fees + open.fees).toBe(twin.positions.fees(0))
      expect(truth.trades.net).toBe(truth.trades.won + truth.trades.lost)
      for (const by of [truth.byInstrument, truth.bySide, truth.byExit, truth.byRegime])
        expect(by.reduce((sum, [, of]) => sum + of.net, 0n)).toBe(truth.trades.net)
    }),
  )
})
