// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BookReport, watchBook } from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { CuttableLine } from './cuttable-line.ts'
import { serveMarket, writeDollarMarket } from './served-market.ts'

const folder = mkdtempSync(`${tmpdir()}/consolidated-`)
const opened: { close(): Promise<void> }[] = []
let kraken: CuttableLine
let binance: CuttableLine

beforeAll(async () => {
  const file = writeDollarMarket(folder)
  const served = [await serveMarket('kraken', file), await serveMarket('binance', file)] as const
  kraken = await CuttableLine.open(served[0].port)
  binance = await CuttableLine.open(served[1].port)
  opened.push(...served, kraken, binance)
})

afterAll(async () => {
  for (const each of opened.toReversed()) await each.close()
  rmSync(folder, { recursive: true })
})

/** A book that is watched, until `stop`. */
function watched(notes: string[] = []) {
  const stop = new AbortController()
  const reports: BookReport[] = []
  const ended = watchBook({
    pair: 'BTC/USD',
    venues: ['kraken', 'binance'],
    urls: [`kraken=${kraken.url}`, `binance=${binance.url}`],
    depth: 5,
    ageMaxSeconds: 5,
    seconds: 60,
    isWatched: true,
    clock: liveClock,
    stop: stop.signal,
    onNote: (line) => notes.push(line),
    onReport: (report) => reports.push(report),
  })
  /** The first report from now on of which this is true. */
  const reportWhere = async (isMeant: (report: BookReport) => boolean): Promise<BookReport> => {
    const from = reports.length
    for (let turn = 0; turn < 300; turn += 1) {
      const found = reports.slice(from).find(isMeant)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`never seen; last ${JSON.stringify(reports.at(-1))}; ${notes.join(' ')}`)
  }
  return { stop, ended, reportWhere }
}

const kinds = ({ venues }: BookReport): string => venues.map(({ kind }) => kind).join()
const venuesOf = ({ bids, asks }: Pick<BookReport, 'bids' | 'asks'>): readonly string[] =>
  [...new Set([...bids, ...asks].map(({ venue }) => venue))].sort()

it('has both venues, and falls back, marked, when one of them is lost', async () => {
  const book = watched()
  const both = await book.reportWhere((report) => kinds(report) === 'live,live')
  expect(venuesOf(await book.reportWhere((report) => venuesOf(report).length === 2))).toEqual([
    'binance',
    'kraken',
  ])
  expect(both.stale).toEqual({ bids: [], asks: [] })
  expect(both.bids).toHaveLength(5)
  expect(both.bids.every(({ ageUs }) => ageUs >= 0 && ageUs <= 5_000_000)).toBe(true)

  // Its stream is lost, and it still answers.
  kraken.cutStreams()
  const polled = await book.reportWhere((report) => kinds(report) === 'polled,live')
  expect(polled.venues[0]).toMatchObject({ venue: 'kraken', doubt: 'reconnect' })

  // It is gone.
  kraken.cut()
  const stale = await book.reportWhere((report) => kinds(report) === 'stale,live')
  expect(stale.venues[0]).toMatchObject({ venue: 'kraken', doubt: 'reconnect' })
  expect(venuesOf(stale)).toEqual(['binance'])
  expect(venuesOf(stale.stale)).toEqual(['kraken'])

  kraken.mend()
  await book.reportWhere((report) => kinds(report) === 'live,live')
  book.stop.abort()
  expect((await book.ended).venues.map(({ venue }) => venue)).toEqual(['kraken', 'binance'])
}, 60_000)

it('does not wait for a venue that is not there, and takes it in when it comes', async () => {
  binance.cut()
  const notes: string[] = []
  const book = watched(notes)
  const one = await book.reportWhere((report) => kinds(report) === 'live,absent')
  expect(one.venues[1]).toMatchObject({ venue: 'binance', doubt: 'unreachable', ageUs: null })
  expect(defined(notes[0], 'a note')).toContain('binance does not answer')
  binance.mend()
  await book.reportWhere((report) => kinds(report) === 'live,live')
  book.stop.abort()
  await book.ended
}, 60_000)
