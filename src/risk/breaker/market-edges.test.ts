import { describe, expect, it } from 'vitest'
import { type BreakerMoved, secondUs } from '../../domain/index.ts'
import type { BookRecord, QuoteRecord } from '../../market/index.ts'
import { type BreakerRules, breakerDefaults } from './breaker-rules.ts'
import { Breakers } from './breakers.ts'
import type { Cause } from './cause.ts'
import { MarketConditions } from './market-conditions.ts'

const start = 1_700_000_000 * secondUs

/** A level of a book: whether it bids, its price and its size. */
type Level = readonly [isBid: boolean, ticks: number, lots: number]
const both: readonly Level[] = [
  [true, 10_000, 5],
  [false, 10_002, 5],
]

/** A market of which only what is told is heard. */
class Told {
  readonly moves: BreakerMoved[] = []
  readonly conditions: MarketConditions
  readonly said: string[] = []
  ts = start
  #update = 0

  constructor(over: Partial<BreakerRules> = {}, sources = 1) {
    const rules = { ...breakerDefaults, ...over }
    const onMove = (event: BreakerMoved): void => void this.moves.push(event)
    const breakers = new Breakers({ instruments: 1, agents: 0, rules, actor: 'venue', onMove })
    const needs = { breakers, rules, instrument: 0, tick: 0.5, sources, ts: start }
    this.conditions = new MarketConditions(needs)
  }

  level(cause: Cause): string | undefined {
    return this.conditions.findings.get(cause)?.level
  }

  /** The age of what was heard last, as it is judged now. */
  age(): string | undefined {
    this.conditions.at(this.ts)
    return this.level('quote-age')
  }

  book(kind: BookRecord['kind'], levels: readonly Level[], skipped = 0): void {
    this.#update += 1 + skipped
    const numbers = { first: this.#update, last: this.#update, previous: Number.NaN }
    const [isBid, ticks, lots] = [
      levels.map((level) => level[0]),
      levels.map((level) => level[1]),
      levels.map((level) => level[2]),
    ]
    const stamps = { tsEvent: this.ts, tsInit: this.ts }
    this.conditions.onRecord({ kind, ...stamps, ...numbers, isBid, ticks, lots }, this.ts)
    this.said.push(this.level('manipulation') ?? '')
  }

  quote(over: Partial<QuoteRecord> = {}): void {
    const sides = { bidTicks: 10_000, bidLots: 5, askTicks: 10_002, askLots: 5, update: 0 }
    const stamps = { tsEvent: this.ts, tsInit: this.ts }
    this.conditions.onRecord({ kind: 'quote', ...stamps, ...sides, ...over }, this.ts)
  }

  trade(side: 1 | -1, ticks: number, lots: number): void {
    const of = { tsEvent: this.ts, tsInit: this.ts, trade: Number.NaN, side, ticks, lots }
    this.conditions.onRecord({ kind: 'trade', ...of }, this.ts)
    this.said.push(this.level('manipulation') ?? '')
  }
}

describe('a market is heard', () => {
  it.each(['quotes', 'changes of its book'])('by its %s alone', (kind) => {
    const market = new Told()
    market.book('snapshot', both)
    for (let second = 0; second < 20; second += 1) {
      market.ts += secondUs
      if (kind === 'quotes') market.quote()
      else market.book('delta', [[true, 9_000 + second, 1]])
      expect(market.age()).toBe('well')
    }
  })

  it('again after a loss with a snapshot, and not by changes of a book that is not known', () => {
    const market = new Told()
    market.book('snapshot', both)
    market.conditions.onLoss(market.ts)
    market.book('delta', [[true, 9_000, 1]])
    expect(market.age()).toBe('trouble')
    market.book('snapshot', both)
    expect(market.age()).toBe('well')
  })

  it('no more after a hole in the numbers of its book, or a level that no book can hold', () => {
    for (const [skipped, lots, price] of [
      [1, 5, undefined],
      [0, -5, 'trouble'],
    ] as const) {
      const market = new Told()
      market.book('snapshot', [])
      market.book('delta', [[true, 9_000, lots]], skipped)
      expect([market.age(), market.level('no-price')]).toEqual(['trouble', price])
      market.book('delta', [[true, 9_000, 1]])
      expect(market.age()).toBe('trouble')
    }
  })
})

describe('the best prices', () => {
  it('are none on a side of which the last level has gone', () => {
    for (const [isBid, ticks] of both) {
      const market = new Told()
      market.book('snapshot', both)
      expect(market.level('book')).toBe('well')
      market.book('delta', [[isBid, ticks, 0]])
      expect(market.conditions.findings.get('book')).toMatchObject({ level: 'trouble', was: 0 })
    }
  })

  it('of a crossed quote say nothing of a spread', () => {
    const market = new Told()
    market.quote({ bidTicks: 10_003 })
    expect(market.conditions.findings.has('spread')).toBe(false)
    market.quote()
    expect(market.level('spread')).toBe('unjudged')
  })

  it('stand beside those of others for as long as a quote may be old', () => {
    const market = new Told({}, 3)
    for (const source of [1, 2]) market.conditions.onSource(source, 5_100, start)
    market.ts = start + breakerDefaults.quoteAgeMaxMs * 1_000
    market.quote()
    expect(market.level('price')).toBe('trouble')
    market.ts += 1
    market.quote()
    expect(market.level('price')).toBe('unjudged')
  })
})

describe('a market that is manipulated', () => {
  /** Once a second somebody takes what they had just put there. */
  function wash(market: Told, isBid: boolean, seconds: number): void {
    const ticks = isBid ? 10_000 : 10_002
    for (let second = 0; second < seconds; second += 1) {
      market.ts += secondUs
      market.book('delta', [[isBid, ticks, 12]])
      market.ts += 1_000
      market.trade(isBid ? -1 : 1, ticks, 7)
      market.book('delta', [[isBid, ticks, 5]])
    }
  }

  it.each([
    ['bids', true],
    ['asks', false],
  ])('is found on the side of its %s', (_, isBid) => {
    const market = new Told()
    market.book('snapshot', both)
    wash(market, isBid, 40)
    expect(new Set(market.said)).toEqual(new Set(['well', 'caution']))
    expect(market.conditions.findings.get('manipulation')?.max).toBe(0.8)
    expect(market.moves[0]).toMatchObject({ cause: 'manipulation', state: 'half-open' })
  })

  it('is one to stay out of after some alerts within a minute', () => {
    const market = new Told({ manipulationAlerts: 2 })
    market.book('snapshot', both)
    wash(market, true, 60)
    expect(new Set(market.said)).toEqual(new Set(['well', 'caution', 'trouble']))
  })

  it('is not known any more after a snapshot', () => {
    const market = new Told()
    for (let times = 0; times < 4; times += 1) {
      market.book('snapshot', both)
      wash(market, false, 15)
    }
    expect(new Set(market.said)).toEqual(new Set(['well']))
  })
})
