import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { type BreakerMoved, secondUs } from '../../domain/index.ts'
import type { BookRecord, QuoteRecord, TickRecord } from '../../market/index.ts'
import { breakerDefaults as rules } from './breaker-rules.ts'
import { Breakers } from './breakers.ts'
import { MarketConditions } from './market-conditions.ts'

const start = 1_700_000_000 * secondUs
const pauseUs = 40_000

/** A market about 10,000 ticks with a spread of four, heard by its conditions. */
class Market {
  readonly moves: BreakerMoved[] = []
  readonly breakers: Breakers
  readonly conditions: MarketConditions
  ts = start
  #update = 0
  readonly #random: Random

  constructor(seed: number, sources = 1) {
    this.#random = Random.fromSeed(seed)
    const onMove = (event: BreakerMoved): void => void this.moves.push(event)
    this.breakers = new Breakers({ instruments: 1, agents: 0, rules, actor: 'venue', onMove })
    const { breakers, ts } = this
    const needs = { breakers, rules, instrument: 0, tick: 0.5, sources, ts }
    this.conditions = new MarketConditions(needs)
    const levels = [1, 2, 3, 4].flatMap((i) => [
      [true, 10_000 - 2 * i, 50],
      [false, 10_000 + 2 * i, 50],
    ])
    this.book('snapshot', levels as [boolean, number, number][])
  }

  /** Nothing wrong for so long: quotes, changes deeper in the book, takers of either side. */
  quiet(us: number): void {
    for (const end = this.ts + us; this.ts < end; ) {
      const random = this.#random
      this.pass(pauseUs / 2 + random.below(pauseUs))
      const isBid = random.below(2) === 0
      const deep = 9 + random.below(3)
      this.book('delta', [[isBid, 10_000 + (isBid ? -deep : deep), 10 + random.below(50)]])
      this.quote({ bidTicks: 9_998 - random.below(2) })
      if (random.below(3) === 0) this.trade(random.below(2) === 0 ? 1 : -1)
    }
  }

  /** Time passes, and somebody looks every tenth of a second. */
  pass(us: number): void {
    const end = this.ts + us
    while (this.ts < end) {
      this.ts = Math.min(end, this.ts + secondUs / 10)
      this.breakers.tick(this.ts)
      this.conditions.at(this.ts)
    }
  }

  book(kind: BookRecord['kind'], levels: readonly (readonly [boolean, number, number])[]): void {
    this.#update += 1
    this.hear({
      kind,
      ...this.stamps(),
      first: this.#update,
      last: this.#update,
      previous: Number.NaN,
      isBid: levels.map(([isBid]) => isBid),
      ticks: levels.map(([, ticks]) => ticks),
      lots: levels.map(([, , lots]) => lots),
    })
  }

  quote(changed: Partial<QuoteRecord>): void {
    const usual = { update: 0, bidTicks: 9_998, bidLots: 50, askTicks: 10_002, askLots: 50 }
    this.hear({ kind: 'quote', ...this.stamps(), ...usual, ...changed })
  }

  trade(side: 1 | -1, lots = 1 + this.#random.below(9)): void {
    const ticks = side === 1 ? 10_002 : 9_998
    this.hear({ kind: 'trade', ...this.stamps(), trade: Number.NaN, side, ticks, lots })
  }

  hear(record: TickRecord): void {
    this.conditions.onRecord(record, this.ts)
  }

  stamps(): { readonly tsEvent: number; readonly tsInit: number } {
    return { tsEvent: this.ts - 20_000 - this.#random.below(10_000), tsInit: this.ts }
  }

  get opened(): readonly string[] {
    return this.moves.filter(({ state }) => state === 'open').map(({ cause }) => cause)
  }
}

const gap = { kind: 'gap', stream: 'book', missing: 0 } as const

/** Each of these is wrong, and opens the breaker of that name. */
const faults: readonly (readonly [string, string, (market: Market) => void])[] = [
  ['quotes that stop', 'quote-age', (market) => market.pass(6 * secondUs)],
  [
    'a venue that is silent for a second',
    'quote-age',
    (market) => market.pass(rules.quoteAgeMaxMs * 1_000),
  ],
  [
    'quotes that come late',
    'quote-age',
    (market) => {
      for (let late = 0; late < 50; late += 1) {
        market.pass(pauseUs)
        market.quote({ tsEvent: market.ts - 6 * secondUs })
      }
    },
  ],
  [
    'quotes that repeat an old stamp',
    'quote-age',
    (market) => {
      const tsEvent = market.ts
      for (let frozen = 0; frozen < 60; frozen += 1) {
        market.pass(100_000)
        market.quote({ tsEvent })
      }
    },
  ],
  [
    'a stream that broke',
    'quote-age',
    (market) => market.hear({ ...gap, ...market.stamps(), reason: 'reconnect' }),
  ],
  [
    'a hole in the numbers of a book',
    'quote-age',
    (market) => {
      const numbers = { first: 1e6, last: 1e6, previous: Number.NaN }
      const levels = { isBid: [true], ticks: [9_990], lots: [1] }
      market.hear({ kind: 'delta', ...market.stamps(), ...numbers, ...levels })
    },
  ],
  [
    'a level no book can hold',
    'no-price',
    (market) => market.hear({ ...gap, ...market.stamps(), reason: 'malformed' }),
  ],
  ['a negative price', 'no-price', (market) => market.quote({ bidTicks: -5, askTicks: -1 })],
  ['a price of nothing', 'no-price', (market) => market.quote({ bidTicks: 0 })],
  ['a price out of all bounds', 'no-price', (market) => market.quote({ askTicks: 1e19 })],
  ['a crossed quote', 'book', (market) => market.quote({ bidTicks: 10_003 })],
  ['a locked quote', 'book', (market) => market.quote({ bidTicks: 10_002 })],
  ['swapped sides', 'book', (market) => market.quote({ bidTicks: 10_002, askTicks: 9_998 })],
  ['a price that is no number', 'book', (market) => market.quote({ bidTicks: Number.NaN })],
  ['a quote of nothing', 'book', (market) => market.quote({ askLots: 0 })],
  ['a crossed book', 'book', (market) => market.book('delta', [[true, 10_004, 5]])],
  ['a locked book', 'book', (market) => market.book('delta', [[true, 10_002, 5]])],
  ['an empty book', 'book', (market) => market.book('snapshot', [])],
  ['a book without bids', 'book', (market) => market.book('snapshot', [[false, 10_002, 5]])],
  [
    'a spread of more than three times the usual',
    'spread',
    (market) => market.quote({ bidTicks: 9_992, askTicks: 10_008 }),
  ],
  [
    'takers of one side only',
    'vpin',
    (market) => {
      for (let taker = 0; taker < 12_000; taker += 1) {
        market.ts += 1_000
        market.trade(1)
        if (taker % 20 === 0) market.quote({})
      }
    },
  ],
]

describe('MarketConditions', () => {
  it.each([1, 5])('%i times say nothing of a quiet market', (seeds) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const market = new Market(seed)
      market.quiet(60 * seeds * secondUs)
      expect(market.moves).toEqual([])
      expect(market.breakers.share(0)).toBe(1)
    }
  })

  const often = [1, 10].flatMap((seeds) => faults.map((fault) => [seeds, ...fault] as const))

  it.each(often)('%i times find %s', (seeds, _, cause, plant) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const market = new Market(seed)
      market.quiet((seed === 10 ? 200 : 60) * secondUs)
      if (cause === 'vpin') for (let n = 0; n < 5_000; n += 1) market.trade(n % 2 === 0 ? 1 : -1)
      plant(market)
      expect(market.opened).toContain(cause)
      expect(market.breakers.share(0)).toBe(0)
      if (cause === 'vpin') break
    }
  })

  it('are over a while after the market is well again, in steps', () => {
    const market = new Market(1)
    market.quiet(60 * secondUs)
    market.quote({ bidTicks: 10_003 })
    market.quiet(60 * secondUs)
    expect(market.breakers.share(0)).toBe(1)
    expect(market.moves.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed'])
    expect(market.moves[0]).toMatchObject({ actor: 'venue', scope: 'instrument', was: 1, max: -1 })
  })

  it('find our price beside two others', () => {
    const market = new Market(1, 3)
    market.quiet(10 * secondUs)
    const others = (price: number): void => {
      for (const source of [1, 2]) market.conditions.onSource(source, price + source, market.ts)
    }
    expect(market.conditions.findings.get('price')?.level).toBe('unjudged')
    others(5_000)
    expect(market.conditions.findings.get('price')?.level).toBe('well')
    expect(market.opened).toEqual([])
    others(5_100)
    expect(market.opened).toEqual(['price'])
  })

  it('halve before they halt as flow becomes toxic', () => {
    const market = new Market(1)
    market.quiet(60 * secondUs)
    for (let n = 0; n < 5_000; n += 1) market.trade(n % 2 === 0 ? 1 : -1)
    for (let n = 0; n < 2_000; n += 1) market.trade(1)
    expect(market.moves.map(({ cause, state }) => `${cause} ${state}`)).toContain('vpin half-open')
    expect(market.breakers.share(0)).toBe(rules.vpinShare)
    expect(market.breakers.widening(0)).toBe(rules.wideningFactor)
  })
})
