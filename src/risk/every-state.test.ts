// @module-tag long

import { expect, it } from 'vitest'
import {
  hourUs,
  micros,
  minorPerUnit,
  modes,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../domain/index.ts'
import { refusalOf } from './check-order.ts'
import { type Limits, wideLimits } from './limits.ts'
import { MarketRisk } from './model/index.ts'
import { RiskBook } from './risk-book.ts'

type Loose = { -readonly [K in keyof Limits]: Limits[K] }

/** A desk with room for everything: one instrument flat, two held. */
const limits: Loose = {
  ...wideLimits,
  ...{ positionMax: 1, grossMax: 1, orderNotionalMin: 0, costBuffer: 0, collarMax: 1 },
  ...{ varMax: 0.99, shortfallMax: 0.99, stressMax: 0.99, tradesPerDayMax: 10, lossesInRowMax: 3 },
}
const market = new MarketRisk(3, { gridUs: hourUs })
for (let hour = 1; hour <= 100; hour += 1)
  for (let i = 0; i < 3; i += 1) market.onClose(i, hour * hourUs, 1_000 + ((hour * (i + 7)) % 13))
const held = [0, 100, 10]
const book = new RiskBook(limits, Float64Array.from(held), undefined, market)
book.lotValue.fill(minorPerUnit)
book.ticks.fill(1_000)
book.mark(1, 1_000 * minorPerUnit, 890 * minorPerUnit, 110 * minorPerUnit)

function order(instrument: number, side: 'buy' | 'sell', over: Partial<OrderIntent>): OrderIntent {
  return {
    orderId: orderId(1),
    instrument,
    side,
    type: 'market',
    role: 'entry',
    quantity: quantity(10),
    price: price(0),
    arrival: price(1_000),
    isReduceOnly: false,
    ts: micros(1),
    ...over,
  }
}

const adding = order(0, 'buy', {})
const exit = order(2, 'sell', { role: 'exit', isReduceOnly: true })
const stop = order(2, 'sell', { role: 'stop', type: 'stop', price: price(900), isReduceOnly: true })

/** Sets one limit, and puts it back. */
function limit<K extends keyof Loose>(name: K, breached: Loose[K]): Breach {
  const sound = limits[name]
  return [name, (isOn) => void (limits[name] = isOn ? breached : sound)]
}

function array(name: string, values: () => Float64Array, breached: number): Breach {
  return [name, (isOn) => void (values()[0] = isOn ? breached : 1)]
}

type Breach = readonly [name: string, set: (isOn: boolean) => void]

/** Everything that can say no to an order that adds, each by itself. */
const breaches: readonly Breach[] = [
  ['unresolved', (isOn) => void (book.unresolved = isOn ? 1 : 0)],
  ['account', (isOn) => void (book.awaitsAccount = isOn)],
  array('breaker', () => book.breaker, 0),
  array('standing', () => book.standing, 0),
  ['collar', (isOn) => void (book.ticks[0] = isOn ? 1 : 1_000)],
  ['drawdown', (isOn) => void (book.peak = isOn ? 1e15 : book.equity)],
  ['daily loss', (isOn) => void (book.dayStart = isOn ? 1e15 : book.equity)],
  ['orders of the day', (isOn) => void (book.ordersToday = isOn ? 1e9 : 0)],
  ['trades of the day', (isOn) => void (book.tradesToday = isOn ? 10 : 0)],
  ['losses in a row', (isOn) => void (book.lossesInRow = isOn ? 3 : 0)],
  ['stress test', (isOn) => void (book.stressLoss = isOn ? Number.NaN : 0)],
  ['cash', (isOn) => void (book.cash = isOn ? 0 : 890 * minorPerUnit)],
  limit('orderNotionalMax', 9),
  limit('orderNotionalMin', 11),
  limit('positionMax', 0.009),
  limit('grossMax', 0.119),
  limit('leverageMax', 0.119),
  limit('heatMax', 0.119),
  limit('tradeLossMax', 0.009),
  limit('correlationMax', -2),
  limit('concentrationMax', 0.009),
  limit('varMax', 1e-6),
  limit('shortfallMax', 1e-6),
]

it('each of them says no by itself, and without any the order passes', () => {
  expect(refusalOf(adding, book)).toBeUndefined()
  const silent: string[] = []
  for (const [name, set] of breaches) {
    set(true)
    if (refusalOf(adding, book) === undefined) silent.push(name)
    set(false)
    if (refusalOf(adding, book) !== undefined) silent.push(`${name}, put back`)
  }
  expect(silent).toEqual([])
})

it('in every mode and every set of breached limits nothing that adds passes, and what reduces does', () => {
  let asked = 0
  for (const mode of modes) {
    book.mode = mode
    breaches.forEach(([, set]) => set(false))
    // One limit more or less from each set to the next, so that all of them are gone through.
    for (let count = 0; count < 1 << breaches.length; count += 1) {
      const gray = count ^ (count >> 1)
      const isSound = gray === 0 && mode === 'normal'
      if ((refusalOf(adding, book) === undefined) !== isSound)
        throw new Error(`${mode}, set ${gray}: an order that adds risk`)
      if (refusalOf(exit, book) !== undefined || refusalOf(stop, book) !== undefined)
        throw new Error(`${mode}, set ${gray}: an order that reduces was refused`)
      asked += 1
      const bit = 31 - Math.clz32((count + 1) & -(count + 1))
      const next = (count + 1) ^ ((count + 1) >> 1)
      breaches[bit]?.[1]((next >> bit) % 2 === 1)
    }
  }
  expect(asked).toBe(modes.length * (1 << breaches.length))
}, 300_000)
