import fc from 'fast-check'
import {
  hourUs,
  micros,
  minorPerUnit,
  orderId,
  type OrderIntent,
  price,
  quantity,
  type Side,
} from '../../src/domain/index.ts'
import { type Limits, MarketRisk, RiskBook, wideLimits } from '../../src/risk/index.ts'

/** One instrument of a book, in plain numbers. A lot is worth `worth` units at `ticks`. */
export type Line = {
  readonly held: number
  readonly buys: number
  readonly sells: number
  readonly worth: number
  readonly ticks: number
  readonly stop: number
  readonly planned: number
}

/** A book in plain numbers, from which a layer's verdict can be figured by hand. */
export type Plain = {
  readonly lines: readonly Line[]
  readonly equity: number
  readonly cash: number
  readonly assets: readonly number[]
  readonly venues: readonly number[]
}

const flat: Line = { held: 0, buys: 0, sells: 0, worth: 1, ticks: 1_000, stop: 0, planned: 0 }

/** Two instruments apart from each other, of which a lot is worth 1; 1,000 of equity and cash. */
export const plain: Plain = {
  lines: [flat, flat],
  equity: 1_000,
  cash: 1_000,
  assets: [0, 1],
  venues: [0, 0],
}

/** Four instruments apart from each other, of which nothing is held. */
export const four: Plain = {
  ...plain,
  lines: [flat, flat, flat, flat],
  assets: [0, 1, 2, 3],
  venues: [0, 0, 0, 0],
}

/** `plain` with other lines, from the first on, and anything else. */
export function plainOf(lines: readonly Partial<Line>[], over: Partial<Plain> = {}): Plain {
  const of = { ...plain, ...over }
  return { ...of, lines: of.lines.map((line, i) => ({ ...line, ...lines[i] })) }
}

/** Every limit so wide that only those given are met. */
export function limitsOf(over: Partial<Limits>): Limits {
  const wide = { positionMax: 1e9, grossMax: 1e9, leverageMax: 1e9, orderNotionalMin: 0 }
  return { ...wideLimits, ...wide, isLongOnly: false, costBuffer: 0, ...over }
}

/** The book that stands as `of` says. */
export function bookOf(of: Plain, over: Partial<Limits> = {}, market?: MarketRisk): RiskBook {
  const held = Float64Array.from(of.lines, (line) => line.held)
  const place = { assets: of.assets, venues: of.venues }
  const book = new RiskBook(limitsOf(over), held, place, market)
  of.lines.forEach((line, i) => {
    book.lotValue[i] = line.worth * minorPerUnit
    book.ticks[i] = line.ticks
    book.stops[i] = line.stop
    book.planned[i] = line.planned
  })
  book.mark(1, of.equity * minorPerUnit, of.cash * minorPerUnit, 0)
  of.lines.forEach(({ buys, sells, ticks }, i) => {
    if (buys > 0) book.reserve(orderOf(i, buys, { arrival: price(ticks) }))
    if (sells > 0) book.reserve(orderOf(i, -sells, { arrival: price(ticks) }))
  })
  return book
}

/** A market order that enters. @param lots - Signed. */
export function orderOf(i: number, lots: number, over: Partial<OrderIntent> = {}): OrderIntent {
  return {
    orderId: orderId(1),
    instrument: i,
    side: lots > 0 ? 'buy' : 'sell',
    type: 'market',
    role: 'entry',
    quantity: quantity(Math.abs(lots)),
    price: price(0),
    arrival: price(1_000),
    isReduceOnly: false,
    ts: micros(1),
    ...over,
  }
}

/** Signed lots on the larger side once everything in flight has filled. */
export function mostLots({ held, buys, sells }: Line): number {
  return Math.abs(held + buys) >= Math.abs(held - sells) ? held + buys : held - sells
}

/** Signed lots after all of one side in flight, and `lots` more. */
export function afterLots({ held, buys, sells }: Line, lots: number): number {
  return lots > 0 ? held + buys + lots : held - sells + lots
}

/** What a lot loses until a stop, in units; all of it without one. */
export function lossOf({ worth, ticks }: Line, side: Side, stop: number): number {
  if (stop === 0) return worth
  return (worth * Math.max(0, side === 'buy' ? ticks - stop : stop - ticks)) / ticks
}

const lots = fc.integer({ min: 0, max: 400 })
const level = fc.oneof(fc.constant(0), fc.integer({ min: 500, max: 1_500 }))
const line: fc.Arbitrary<Line> = fc.record({
  held: fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 400 })),
  buys: fc.oneof(fc.constant(0), lots),
  sells: fc.oneof(fc.constant(0), lots),
  worth: fc.integer({ min: 1, max: 5 }),
  ticks: fc.integer({ min: 900, max: 1_100 }),
  stop: level,
  planned: level,
})

/** Books of four instruments, of three assets at two venues. */
export const drawnPlain: fc.Arbitrary<Plain> = fc.record({
  lines: fc.array(line, { minLength: 4, maxLength: 4 }),
  equity: fc.integer({ min: 100, max: 5_000 }),
  cash: fc.integer({ min: 0, max: 5_000 }),
  assets: fc.constant([0, 1, 0, 3]),
  venues: fc.constant([0, 0, 1, 1]),
})

/** An instrument of them, and signed lots of an order in it. */
export const drawnOrder: fc.Arbitrary<readonly [number, number]> = fc.tuple(
  fc.integer({ min: 0, max: 3 }),
  fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: -600, max: -1 })),
)

/** Whether two numbers are too near each other to say which is larger. */
export function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b))
}

/** Four instruments whose volatilities and correlations are known. */
export function knownMarket(): MarketRisk {
  const market = new MarketRisk(4, { gridUs: hourUs })
  let level = 100_000
  for (let hour = 1; hour <= 200; hour += 1) {
    level = Math.round(level * (1 + 0.01 * Math.sin(hour * hour)))
    for (let i = 0; i < 4; i += 1) {
      const own = Math.round(2_000 * Math.sin(hour * (i + 3) * 1.7))
      market.onClose(i, hour * hourUs, i === 3 ? 2e10 / level + own : level + own)
    }
  }
  return market
}
