// @module-tag long

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type DeltaTable,
  DeltaReplay,
  loadDeltas,
  loadOrderDeltas,
  loadQuoteTicks,
  loadTradeTicks,
  OrderByOrderBook,
  orderDeltaKinds,
  type QuoteTickTable,
} from '../../src/market/index.ts'

/** Recordings that are too large for the repository: without them there is nothing to rebuild. */
const ticks = '../shared/data/ticks'

/** What became of the updates of a file, and of the book beside the recorded best bid and ask. */
type Rebuilt = {
  updates: number
  old: number
  gaps: number
  crossed: number
  /** Updates during which a quote was recorded, and how many of their books show the last one. */
  checked: number
  agree: number
  /**
   * The recording lacks a level: a quote made inside the update shows it, no update ever sets it,
   * and the next one removes it although the book never had it.
   */
  untold: number
  other: number
  /** All updates between the first quote and the last: the book beside the newest quote then. */
  everyChecked: number
  everyAgree: number
}

function rebuild(deltas: DeltaTable, quotes: QuoteTickTable): Rebuilt {
  const replay = new DeltaReplay(deltas)
  const found: Rebuilt = {
    updates: 0,
    old: 0,
    gaps: 0,
    crossed: 0,
    checked: 0,
    agree: 0,
    untold: 0,
    other: 0,
    everyChecked: 0,
    everyAgree: 0,
  }
  let quote = -1
  for (let step = replay.step(); step !== undefined; step = replay.step()) {
    if (step === 'old') found.old += 1
    if (step !== 'next') continue
    const { book, row } = replay
    found.updates += 1
    if (book.isCrossed) found.crossed += 1
    while ((quotes.columns.update[quote + 1] ?? Number.POSITIVE_INFINITY) <= book.lastUpdate)
      quote += 1
    if (quote < 0) continue
    const wrong = [true, false].filter((isBid) => !shows(replay, quotes, quote, isBid))
    if (quote + 1 < quotes.length) {
      found.everyChecked += 1
      if (wrong.length === 0) found.everyAgree += 1
    }
    const made = quotes.columns.update[quote] as number
    if (made < (deltas.columns.first[row] as number)) continue
    found.checked += 1
    if (wrong.length === 0) found.agree += 1
    else if (wrong.every((isBid) => isUntold(deltas, quotes, row, quote, isBid))) found.untold += 1
    else found.other += 1
  }
  found.gaps = replay.gaps
  return found
}

/** Whether the book's best level of a side is that of the quote, in price and size. */
function shows({ book }: DeltaReplay, { columns }: QuoteTickTable, quote: number, isBid: boolean) {
  const [ticks, lots] = isBid
    ? [columns.bidTicks[quote], columns.bidLots[quote]]
    : [columns.askTicks[quote], columns.askLots[quote]]
  return book.bestTicks(isBid) === ticks && book.bestLots(isBid) === lots
}

/** Whether the update at `row` is silent on the level the quote shows, and the next ends it. */
function isUntold(
  { columns, length }: DeltaTable,
  quotes: QuoteTickTable,
  row: number,
  quote: number,
  isBid: boolean,
): boolean {
  const price = (isBid ? quotes.columns.bidTicks : quotes.columns.askTicks)[quote]
  const isIt = (at: number): boolean =>
    columns.isBid[at] === (isBid ? 1 : 0) && columns.ticks[at] === price
  let at = row
  for (; columns.last[at] === columns.last[row]; at += 1) if (isIt(at)) return false
  const next = columns.last[at]
  for (; at < length && columns.last[at] === next; at += 1)
    if (isIt(at)) return columns.lots[at] === 0
  return false
}

const clean = { gaps: 0, crossed: 0, other: 0 }

describe.skipIf(!existsSync(ticks))('a book rebuilt from recorded deltas', () => {
  it.each([
    [
      'binance_spot_btcusdt_20240809',
      { updates: 6_493, old: 2, checked: 5_737, agree: 5_735, untold: 2 },
      { everyChecked: 6_492, everyAgree: 6_490 },
    ],
    [
      'binance_usdm_btcusdt_20230405',
      { updates: 16_110, old: 0, checked: 9_698, agree: 9_698, untold: 0 },
      { everyChecked: 16_108, everyAgree: 16_108 },
    ],
    [
      'binance_coinm_ethusd_20240809',
      { updates: 39_133, old: 22, checked: 11_272, agree: 11_272, untold: 0 },
      { everyChecked: 39_122, everyAgree: 39_122 },
    ],
  ])('%s shows the recorded best bid and ask', async (name, known, every) => {
    const deltas = await loadDeltas(`${ticks}/${name}.l2.csv.gz`)
    const spec = { tick: deltas.tick, lot: deltas.lot }
    const quotes = await loadQuoteTicks(`${ticks}/${name}.bbo.csv.gz`, { spec })
    expect(rebuild(deltas, quotes)).toEqual({ ...clean, ...known, ...every })
  })
})

describe.skipIf(!existsSync(ticks))('recorded trades', () => {
  it.each([
    ['binance_spot_btcusdt_20240809', 19_904, '0.01', '0.00001'],
    ['binance_usdm_btcusdt_20230405', 12_935, '0.1', '0.001'],
    ['binance_coinm_ethusd_20240809', 3_595, '0.01', '1'],
    ['binance_xrpeth', 12_477, '0.00000001', '1'],
    ['kraken_ethxbt', 13_814, '0.00001', '0.00000001'],
  ])('of %s are read on the grid found in them', async (name, length, tick, lot) => {
    const dated = { binance_xrpeth: 'trades_2019-10', kraken_ethxbt: 'trades_2020-02' }[name]
    const file = dated === undefined ? `${name}.trades` : `${name}_${dated}`
    const trades = await loadTradeTicks(`${ticks}/${file}.csv.gz`)
    expect(trades).toMatchObject({ length, tick, lot, declined: 0 })
  })
})

describe.skipIf(!existsSync(ticks))('an order-by-order book rebuilt from its recording', () => {
  it('knows every order that is deleted and ends with the orders that are left', async () => {
    const { columns, length } = await loadOrderDeltas(`${ticks}/bitfinex_tbtcusd_l3.csv.gz`)
    const book = new OrderByOrderBook()
    let unknown = 0
    let crossed = 0
    for (let row = 0; row < length; row += 1) {
      const order = columns.order[row] as number
      if (orderDeltaKinds[columns.kind[row] as number] === 'delete')
        unknown += book.delete(order) ? 0 : 1
      else {
        const [at, lots] = [columns.ticks[row] as number, columns.lots[row] as number]
        book.set(order, columns.isBid[row] === 1, at, lots)
      }
      if (book.isCrossed) crossed += 1
    }
    expect({ length, unknown, crossed, left: book.size }).toEqual({
      length: 100_048,
      unknown: 0,
      crossed: 21,
      left: 38,
    })
  })
})
