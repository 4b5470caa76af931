import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { type Disk, nodeDisk, SimulatedDisk } from '../../kernel/index.ts'
import { OrderBook } from '../book/order-book.ts'
import { DeltaReplay } from '../ticks/delta-replay.ts'
import { loadTape } from '../ticks/load-tape.ts'
import { MarketRecorder } from './market-recorder.ts'
import { readSegment } from './segment-frames.ts'
import type { BookRecord, TickRecord } from './tick-record.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-record-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00000001')
const btc = defined(made.ok ? made.value : undefined, 'btc')
const startTs = 1_700_000_000_000_000

/** A stranger's market: a book that changes, trades and quotes, with faults now and then. */
class MadeUpMarket {
  readonly book = new OrderBook()
  readonly #random: Random
  #ts = startTs
  #update = 10
  #trade = 100
  #isHole = false

  constructor(seed: number) {
    this.#random = Random.fromSeed(seed)
  }

  /** The next thing that is heard. @param stepUs - Longest time between two. */
  next(stepUs: number): TickRecord {
    const random = this.#random
    this.#ts += random.below(stepUs)
    const stamps = { tsEvent: this.#ts - random.below(50_000), tsInit: this.#ts }
    const draw = random.next()
    if (this.book.isStale || draw < 0.01) return this.#snapshot(stamps)
    if (draw < 0.02) this.#isHole = true
    if (draw < 0.03)
      return { kind: 'gap', ...stamps, stream: 'book', reason: 'checksum', missing: 0 }
    if (draw < 0.2) {
      this.#trade += draw > 0.19 ? 3 : 1
      const side = draw < 0.1 ? 1 : -1
      const lots = 1 + random.below(1_000_000)
      return { kind: 'trade', ...stamps, trade: this.#trade, side, ticks: 30_000, lots }
    }
    if (draw < 0.4) {
      const [bidTicks, askTicks] = [30_000 - random.below(5), 30_001 + random.below(5)]
      return { kind: 'quote', ...stamps, update: 0, bidTicks, bidLots: 5, askTicks, askLots: 6 }
    }
    return this.#delta(stamps)
  }

  #snapshot(stamps: { readonly tsEvent: number; readonly tsInit: number }): BookRecord {
    const levels = Array.from({ length: 10 }, (_, i) => i)
    this.#update += 1
    const numbers = { first: this.#update, last: this.#update, previous: Number.NaN }
    return {
      kind: 'snapshot',
      ...stamps,
      ...numbers,
      isBid: levels.map((i) => i % 2 === 0),
      ticks: levels.map((i) => (i % 2 === 0 ? 30_000 - i : 30_000 + i)),
      lots: levels.map(() => 1 + this.#random.below(1_000_000)),
    }
  }

  #delta(stamps: { readonly tsEvent: number; readonly tsInit: number }): BookRecord {
    const first = this.#update + (this.#isHole ? 4 : 1)
    this.#isHole = false
    this.#update = first + this.#random.below(3)
    const isBid = [this.#random.below(2) === 0, this.#random.below(2) === 0]
    return {
      kind: 'delta',
      ...stamps,
      first,
      last: this.#update,
      previous: Number.NaN,
      isBid,
      ticks: isBid.map(
        (each) => (each ? 30_000 : 30_001) + this.#random.below(20) * (each ? -1 : 1),
      ),
      lots: isBid.map(() => this.#random.below(3) * 500),
    }
  }
}

/** The best three levels of each side, and whether they count. */
function picture(book: OrderBook): readonly unknown[] {
  const sides = [true, false].map((isBid) => {
    const [ticks, lots] = [new Float64Array(30), new Float64Array(30)]
    book.depth(isBid, ticks, lots)
    return [...ticks, ...lots]
  })
  return book.isStale ? ['stale'] : sides.flat()
}

function opened(disk: Disk, folder: string, more: object = {}): MarketRecorder {
  const keepBytes = 1 << 30
  return new MarketRecorder({
    disk,
    folder,
    instruments: [btc],
    keepBytes,
    areTradesNumbered: true,
    ...more,
  })
}

const filesOf = (disk: Disk, folder: string, ending: string): readonly string[] =>
  disk
    .list(`${folder}/${btc.id}/ticks`)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${btc.id}/ticks/${name}`)

const recordsIn = (disk: SimulatedDisk, folder: string): readonly TickRecord[] =>
  filesOf(disk, folder, '.ticks').flatMap((path) => readSegment(disk.bytes(path))?.records ?? [])

/** The two best levels of each side, in ticks and lots. */
function best(of: MarketRecorder | MadeUpMarket): readonly number[] {
  return [true, false].flatMap((isBid) => {
    const [ticks, lots] = [new Float64Array(2), new Float64Array(2)]
    const count =
      of instanceof MarketRecorder
        ? of.depth(0, isBid, ticks, lots)
        : of.book.depth(isBid, ticks, lots)
    return [...ticks.subarray(0, count), ...lots.subarray(0, count)]
  })
}

describe('a recording read back', () => {
  it('shows the book that was seen live at every update, through gaps and over hours', async () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const folder = `${temporary}/live-${seed}`
      const recorder = opened(nodeDisk, folder, { clockOffsetUs: 1_250 })
      const market = new MadeUpMarket(seed)
      const seen: { readonly ts: number; readonly shows: readonly unknown[] }[] = []
      for (let i = 0; i < 3_000; i += 1) {
        const record = market.next(10_000_000)
        recorder.take(0, record)
        if (record.kind === 'gap') market.book.distrust()
        if (record.kind === 'snapshot') market.book.snapshot(record.last)
        const isLive =
          record.kind === 'snapshot' ||
          (record.kind === 'delta' && market.book.update(record.first, record.last) === 'next')
        if (isLive)
          for (const [k, ticks] of record.ticks.entries())
            market.book.set(record.isBid[k] === true, ticks, record.lots[k] ?? 0)
        seen.push({ ts: record.tsInit, shows: picture(market.book) })
        if (i % 50 === 0) recorder.drain()
        if (i % 50 === 0) expect(best(recorder)).toEqual(market.book.isStale ? [] : best(market))
      }
      recorder.close()
      const files = filesOf(nodeDisk, folder, '.ticks')
      expect(files.length).toBeGreaterThan(2)
      const tape = await loadTape(files, {})
      expect(tape.clockOffsetUs).toBe(1_250)
      const replay = new DeltaReplay(defined(tape.deltas, 'deltas'))
      for (const [i, { ts, shows }] of seen.entries()) {
        replay.playUntil(ts)
        if (seen[i + 1]?.ts !== ts) expect(picture(replay.book)).toEqual(shows)
      }
      // A later hour by itself begins with the whole book.
      const [, second] = files
      const alone = new DeltaReplay(
        defined((await loadTape([defined(second, 'file')], {})).deltas, 'deltas'),
      )
      expect(alone.step()).toBe('snapshot')
    }
  })

  it('has trades once and marks the ones that are missing', () => {
    const disk = new SimulatedDisk()
    const recorder = opened(disk, 'catalog')
    const trade = (number: number): TickRecord => ({
      kind: 'trade',
      tsEvent: startTs,
      tsInit: startTs + number,
      trade: number,
      side: 1,
      ticks: 10,
      lots: 1,
    })
    for (const number of [5, 6, 6, 5, 9, 10]) recorder.take(0, trade(number))
    recorder.close()
    const told = recordsIn(disk, 'catalog').map((record) =>
      record.kind === 'trade'
        ? record.trade
        : record.kind === 'gap'
          ? `${record.stream} ${record.reason} ${record.missing}`
          : record.kind,
    )
    expect(told).toEqual(['all start 0', 5, 6, 'trades sequence 2', 9, 10])
    expect(recorder.status).toMatchObject({ records: 6, gaps: 2, passedOver: 2, lost: 0, files: 1 })
  })
})

describe('the room it takes', () => {
  it('stays below what was allowed, the oldest file first to go, the open one never', () => {
    const disk = new SimulatedDisk()
    const keepBytes = 40_000
    const recorder = opened(disk, 'catalog', { keepBytes })
    const market = new MadeUpMarket(3)
    let before: readonly string[] = []
    for (let i = 0; i < 20_000; i += 1) {
      const record = market.next(2_000_000)
      recorder.take(0, record)
      if (record.kind === 'snapshot') market.book.snapshot(record.last)
      if (i % 20 !== 0) continue
      recorder.drain()
      const files = filesOf(disk, 'catalog', '.ticks')
      const bytes = files.reduce((total, path) => total + disk.bytes(path).length, 0)
      expect(bytes).toBeLessThanOrEqual(keepBytes)
      const gone = before.filter((path) => !files.includes(path))
      expect(gone).toEqual(before.slice(0, gone.length))
      before = files
    }
    recorder.close()
    expect(recorder.status.removed).toBeGreaterThan(3)
    expect(filesOf(disk, 'catalog', '.ticks')).toHaveLength(recorder.status.files)
  })
})

describe('a disk that does not keep up', () => {
  it('loses what the queue has no room for, marks it, and goes on with the book as it is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), fc.integer({ min: 2, max: 6 }), (seed, full) => {
        const disk = new SimulatedDisk()
        const recorder = opened(disk, 'catalog', { queueMax: 50 })
        const market = new MadeUpMarket(seed)
        const live = new OrderBook()
        disk.fillAfter(full)
        for (let i = 0; i < 300; i += 1) {
          const record = market.next(1_000)
          recorder.take(0, record)
          if (record.kind === 'snapshot') market.book.snapshot(record.last)
          if (record.kind === 'gap') live.distrust()
          if (record.kind === 'snapshot') live.snapshot(record.last)
          const counts =
            record.kind === 'snapshot' ||
            (record.kind === 'delta' && live.update(record.first, record.last) === 'next')
          if (counts)
            for (const [k, ticks] of record.ticks.entries())
              live.set(record.isBid[k] === true, ticks, record.lots[k] ?? 0)
          if (i % 20 === 19) recorder.drain()
        }
        expect(recorder.status.diskFault).toMatch(/no space/)
        disk.makeRoom()
        recorder.drain()
        recorder.close()
        const records = recordsIn(disk, 'catalog')
        const { lost } = recorder.status
        const overflow = records.find(
          (record) => record.kind === 'gap' && record.reason === 'overflow',
        )
        expect(lost).toBeGreaterThan(0)
        expect(overflow).toMatchObject({ missing: lost, stream: 'all' })
        const last = records.at(-1)
        expect(last?.kind === 'snapshot').toBe(!live.isStale)
        expect(last?.kind === 'snapshot' ? last.last : -1).toBe(live.lastUpdate)
      }),
      { seed: 5, numRuns: 40 },
    )
  })

  it('begins another file when a sync failed, and marks it', () => {
    const disk = new SimulatedDisk()
    const recorder = opened(disk, 'catalog')
    const market = new MadeUpMarket(11)
    for (let i = 0; i < 100; i += 1) {
      const record = market.next(1_000)
      recorder.take(0, record)
      if (record.kind === 'snapshot') market.book.snapshot(record.last)
      if (i === 50) disk.failSync(1)
      if (i % 10 === 0) recorder.drain()
    }
    recorder.close()
    expect(filesOf(disk, 'catalog', '.json')).toHaveLength(2)
    const reasons = recordsIn(disk, 'catalog').map((record) =>
      record.kind === 'gap' ? record.reason : '',
    )
    expect(reasons).toContain('disk')
  })
})
