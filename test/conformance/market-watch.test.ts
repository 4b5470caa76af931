// @module-tag long

import { afterAll, beforeAll, expect, it } from 'vitest'
import { MarketWatch, type WatchedDesk } from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { type BreakerMoved, type InstrumentId, instrument } from '../../src/domain/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { breakerDefaults } from '../../src/risk/index.ts'
import { BinanceVenue } from './binance-scene.ts'
import { CuttableLine } from './cuttable-line.ts'
import { KrakenVenue } from './kraken-venue.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00001')
const btc = defined(made.ok ? made.value : undefined, 'instrument')
/** Short enough to see a breaker close again. */
const rules = { ...breakerDefaults, quickRestSeconds: 1, quickProbeSeconds: 1 }
const middle = 300_000

let venue: KrakenVenue
let line: CuttableLine
let market: NodeJS.Timeout | undefined
let spread = 2

/** Something changes deep in the book every few milliseconds. */
function stir(): void {
  let turn = 0
  market = setInterval(() => {
    turn += 1
    venue.scene.act((exchange, ts) =>
      exchange.onDepth(0, turn % 2 === 0, middle + (turn % 2 === 0 ? -9 : 9), 1_000 + turn, ts),
    )
  }, 20)
}

/** The whole book anew, so many ticks wide. */
function show(ticks: number, sides: readonly boolean[] = [true, false]): void {
  spread = ticks
  venue.scene.act((exchange, ts) => {
    exchange.clearDepth(0, ts)
    for (const isBid of sides)
      for (let i = 0; i < 12; i += 1) {
        const away = Math.ceil(spread / 2) + i
        exchange.onDepth(0, isBid, middle + (isBid ? -away : away), 10_000 + i, ts)
      }
  })
}

beforeAll(async () => {
  venue = await KrakenVenue.open()
  line = await CuttableLine.open(Number(new URL(venue.streamUrl).port))
  show(2)
})

afterAll(async () => {
  clearInterval(market)
  await line.close()
  await venue.close()
})

type Watched = {
  readonly watch: MarketWatch
  readonly moves: BreakerMoved[]
  readonly notes: string[]
}

function watched(more: Partial<WatchedDesk> = {}): Watched {
  const moves: BreakerMoved[] = []
  const notes: string[] = []
  const desk: WatchedDesk = {
    market: 'kraken',
    instruments: [btc],
    url: line.url,
    sources: [],
    rules,
    standing: [],
    clock: liveClock,
    onMove: (event) => void moves.push(event),
    onNote: (note) => void notes.push(note),
    ...more,
  }
  return { watch: new MarketWatch(desk, 'kraken'), moves, notes }
}

async function until(isTrue: () => boolean, seconds = 20): Promise<void> {
  for (let turn = 0; turn < seconds * 20 && !isTrue(); turn += 1) await pause(50)
  expect(isTrue()).toBe(true)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const said = (moves: readonly BreakerMoved[]): readonly string[] =>
  moves.map(({ cause, state }) => `${cause} ${state}`)

it('says nothing of a quiet market, and finds what is planted there', async () => {
  stir()
  const { watch, moves, notes } = watched()
  await until(() => notes.length > 0)
  await pause(32_000)
  expect(moves).toEqual([])
  expect(notes).toEqual(['watching BTC-USD.KRAKEN'])

  show(200)
  await until(() => said(moves).includes('spread open'))
  show(2)
  await until(() => said(moves).includes('spread closed'))

  show(2, [true])
  await until(() => said(moves).includes('book open'))
  show(2)
  await until(() => said(moves).includes('book closed'))

  clearInterval(market)
  await until(() => said(moves).includes('quote-age open'))
  stir()
  await until(() => said(moves).includes('quote-age closed'))

  const sides = [...Array(400).keys()].map((n) => n % 2 === 0)
  for (const isBuy of [...sides, ...Array(4_400).fill(true)])
    venue.scene.act((exchange, ts) => exchange.onTrade(0, isBuy, middle + (isBuy ? 1 : -1), 10, ts))
  await until(() => said(moves).includes('vpin open'))
  await watch.stop()
}, 90_000)

it('takes a line that is cut for old quotes, and is well again when it is mended', async () => {
  const { watch, moves, notes } = watched()
  await until(() => notes.length > 0)
  line.cut()
  await until(() => said(moves).includes('quote-age open'))
  line.mend()
  await until(() => said(moves).includes('quote-age closed'), 40)
  await watch.stop()
}, 60_000)

it('takes a venue that it cannot reach for old quotes', async () => {
  line.cut()
  const { watch, moves, notes } = watched()
  await until(() => said(moves).includes('quote-age open'))
  expect(notes[0]).toMatch(/^quotes are not heard, so there is no new risk: .*does not answer/)
  line.mend()
  await until(() => said(moves).includes('quote-age closed'), 40)
  await watch.stop()
}, 60_000)

it('takes over what an earlier watch left, and closes it when all is well', async () => {
  const left = { kind: 'breaker-moved', scope: 'instrument', subject: 0, was: 9, max: 1 } as const
  const ts = liveClock.now()
  const event = { ...left, ts, state: 'open', cause: 'spread', actor: 'venue' } as const
  const { watch, moves } = watched({ standing: [event, { ...event, actor: 'desk' }] })
  await until(() => said(moves).includes('spread closed'))
  expect(said(moves)).toEqual(['spread half-open', 'spread closed'])
  await watch.stop()
}, 30_000)

it('opens for the whole venue when calls to it fail one after another', async () => {
  const { watch, moves } = watched()
  for (let call = 0; call < 20; call += 1) watch.onCall(call % 2 === 0)
  expect(moves).toEqual([])
  for (let call = 0; call < 6; call += 1) watch.onCall(true)
  expect(moves).toEqual([
    expect.objectContaining({ scope: 'venue', cause: 'errors', state: 'open', was: 6, max: 5 }),
  ])
  await watch.stop()
})

it('finds a spike that two other venues do not have', async () => {
  const others = await Promise.all([KrakenVenue.open(), BinanceVenue.open({})])
  const [near, far] = others
  const keep = setInterval(() => {
    for (const each of [near, venue])
      each.scene.act((exchange, ts) => exchange.onDepth(0, true, middle - 9, 1 + (ts % 977), ts))
  }, 50)
  const url = near.streamUrl.replace('ws', 'http').replace('/v2', '')
  const { watch, moves, notes } = watched({
    sources: [
      { venue: 'kraken', url },
      { venue: 'kraken', url },
      { venue: 'binance', url: far.url },
    ],
  })
  await pause(4_000)
  expect(said(moves)).not.toContain('price open')
  venue.scene.quote(0, middle + 6_000)
  await until(() => said(moves).includes('price open'))
  expect(notes.join()).toContain('BTC/USD is not compared with binance')
  show(2)
  clearInterval(keep)
  await watch.stop()
  for (const each of others) await each.close()
}, 60_000)
