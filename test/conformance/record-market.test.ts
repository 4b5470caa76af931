// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, expect, it } from 'vitest'
import { type DataRecordReport, recordData } from '../../src/app/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { DeltaReplay, loadTape, type OrderBook, type TickTape } from '../../src/market/index.ts'
import type { SimulatedExchange } from '../../src/venue/sim/index.ts'
import type { FaultPlan } from '../../src/venue/index.ts'
import { BinanceVenue, middle as binanceMiddle } from './binance-scene.ts'
import { KrakenVenue } from './kraken-venue.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

/** A market of nine levels a side, all of which Kraken's checksum covers. */
type Scene = {
  act<T>(what: (exchange: SimulatedExchange, ts: ReturnType<typeof liveClock.now>) => T): T
}

const shown = 9

/** A market that changes every few milliseconds, and everything its exchange ever showed. */
class WatchedMarket {
  readonly books = new Set<string>()
  readonly trades: (readonly [ticks: number, lots: number, side: number])[] = []
  readonly #scene: Scene
  readonly #middle: number
  readonly #random = Random.fromSeed(1)
  readonly #timer: NodeJS.Timeout

  constructor(scene: Scene, middle: number) {
    this.#scene = scene
    this.#middle = middle
    scene.act((exchange, ts) => {
      exchange.clearDepth(0, ts)
      for (let i = 1; i <= shown; i += 1)
        for (const isBid of [true, false]) this.#level(exchange, ts, isBid, i, 10_000 + i)
    })
    this.#note()
    this.#timer = setInterval(() => this.#change(), 8)
  }

  /** The book as it is now. */
  get book(): string {
    return this.#scene.act((exchange) =>
      pictureOf((isBid) =>
        exchange
          .depth(0, isBid ? 'buy' : 'sell', 30)
          .map(({ price, lots }) => [price, lots] as const),
      ),
    )
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #change(): void {
    const random = this.#random
    const isBid = random.below(2) === 0
    const level = 1 + random.below(shown)
    this.#scene.act((exchange, ts) =>
      this.#level(exchange, ts, isBid, level, random.below(4) * 700),
    )
    this.#note()
    if (random.below(4) !== 0) return
    const price = isBid ? this.#middle + 1 : this.#middle - 1
    const lots = 1_000 + this.trades.length
    this.#scene.act((exchange, ts) => exchange.onTrade(0, isBid, price, lots, ts))
    this.trades.push([price, lots, isBid ? 1 : -1])
    this.#note()
  }

  #level(
    exchange: SimulatedExchange,
    ts: ReturnType<typeof liveClock.now>,
    isBid: boolean,
    level: number,
    lots: number,
  ): void {
    exchange.onDepth(0, isBid, this.#middle + (isBid ? -level : level), lots, ts)
  }

  #note(): void {
    this.books.add(this.book)
  }
}

function pictureOf(side: (isBid: boolean) => readonly (readonly number[])[]): string {
  return [true, false].map((isBid) => side(isBid).flat().join()).join('|')
}

function pictureOfBook(book: OrderBook): string {
  return pictureOf((isBid) => {
    const [ticks, lots] = [new Float64Array(30), new Float64Array(30)]
    const count = book.depth(isBid, ticks, lots)
    return Array.from({ length: count }, (_, i) => [ticks[i] ?? 0, lots[i] ?? 0])
  })
}

type Recorded = { readonly report: DataRecordReport; readonly tape: TickTape }

/** Records until so many gaps were told of and a while after, or at most twenty seconds. */
async function recorded(
  venue: string,
  url: string,
  instrument: string,
  gapsMin: number,
): Promise<Recorded> {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-recorded-`)
  opened.push({ close: () => rmSync(folder, { recursive: true }) })
  const stop = new AbortController()
  let gaps = 0
  const report = await recordData({
    catalogFolder: folder,
    venue,
    instruments: [instrument],
    duration: '20s',
    keep: '50MB',
    url,
    clock: liveClock,
    disk: nodeDisk,
    stop: stop.signal,
    onNote: () => {
      gaps += 1
      if (gaps === gapsMin) liveClock.after(1_700_000, () => stop.abort())
    },
    onStatus: () => {
      if (gapsMin === 0) liveClock.after(2_500_000, () => stop.abort())
    },
  })
  const path = `${folder}/${report.instruments[0]}/ticks`
  const files = nodeDisk.list(path).filter((name) => name.endsWith('.ticks'))
  return {
    report,
    tape: await loadTape(
      files.map((name) => `${path}/${name}`),
      {},
    ),
  }
}

/** Every book of a recording that counts. */
function booksOf(tape: TickTape): readonly string[] {
  const replay = new DeltaReplay(defined(tape.deltas, 'deltas'))
  const books: string[] = []
  while (replay.step() !== undefined)
    if (!replay.book.isStale) books.push(pictureOfBook(replay.book))
  return books
}

async function krakenMarket(faults?: Partial<FaultPlan>) {
  const venue = await KrakenVenue.open(undefined, faults)
  opened.push(venue)
  const market = new WatchedMarket(venue.scene, 300_000)
  opened.push(market)
  const url = venue.streamUrl.replace('ws', 'http').replace('/v2', '')
  return { market, url }
}

it('has every book and every trade the exchange told', async () => {
  const { market, url } = await krakenMarket()
  const { report, tape } = await recorded('kraken', url, 'BTC/USD', 0)
  expect(report).toMatchObject({ gaps: 1, lost: 0, passedOver: 0, files: 1 })
  const books = booksOf(tape)
  expect(books.length).toBeGreaterThan(100)
  expect(books.filter((book) => !market.books.has(book))).toEqual([])
  const { ticks, lots, side } = defined(tape.trades, 'trades').columns
  const heard = Array.from(lots, (each, i) => [ticks[i], each, side[i]])
  const first = (lots[0] ?? 0) - 1_000
  expect(heard.length).toBeGreaterThan(20)
  expect(heard).toEqual(market.trades.slice(first, first + heard.length))
  expect(tape.quotes?.length).toBeGreaterThan(0)
}, 20_000)

it('marks books that do not fit their checksum, and shows none of them', async () => {
  const faults = { checksumBreakShare: 0.01, gapShare: 0.002, gapMessages: 2 }
  const { market, url } = await krakenMarket(faults)
  const { report, tape } = await recorded('kraken', url, 'BTC/USD', 5)
  expect(report.gaps).toBeGreaterThan(2)
  const books = booksOf(tape)
  expect(books.length).toBeGreaterThan(20)
  expect(books.filter((book) => !market.books.has(book))).toEqual([])
  expect(new DeltaReplay(defined(tape.deltas, 'deltas')).step()).toBe('snapshot')
}, 30_000)

it('begins the book of Binance anew where its numbers have a hole', async () => {
  const venue = await BinanceVenue.open({ faults: { gapShare: 0.2, gapMessages: 3 } })
  opened.push(venue)
  const market = new WatchedMarket(venue.scene, binanceMiddle)
  opened.push(market)
  const { report, tape } = await recorded('binance', venue.url, 'BTC/USDT', 1)
  expect(report.gaps).toBeGreaterThan(1)
  const books = booksOf(tape)
  expect(books.length).toBeGreaterThan(5)
  expect(books.filter((book) => !market.books.has(book))).toEqual([])
}, 30_000)
