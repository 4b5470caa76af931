import { OrderBook as PeerBook, Side as PeerSide } from 'nodejs-order-book'
import { Random } from '../src/base/index.ts'
import { MatchingBook, type MatchSink, riskAverse } from '../src/venue/sim/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { measurePairs, rates } from './measure.ts'

const limit = 0
const market = 1
const cancel = 2

/** What traders ask of a book, one request a row. `target` is the row of the order to cancel. */
type Requests = {
  readonly length: number
  readonly kind: Int32Array
  readonly isBuy: Int32Array
  readonly ticks: Int32Array
  readonly lots: Int32Array
  readonly target: Int32Array
}

/**
 * Limit, market and cancel requests through the matching book, beside the same of an npm package.
 */
export function bookMatch(size: BenchSize): BenchRow {
  const name = 'book.match'
  const requests = randomRequests(size === 'full' ? 300_000 : 3_000)
  const names = Array.from({ length: requests.length }, (_, row) => `order-${row}`)
  const ours = playOurs(requests)
  const theirs = playTheirs(requests, names)
  const book = levelsOf(ours.book)
  const [asks, bids] = theirs.depth()
  if (JSON.stringify(book) !== JSON.stringify([byPrice(asks), byPrice(bids).reverse()]))
    return failedRow(name, 'requests/s', 'the books are not equal at the end')
  const measured = measurePairs(
    size,
    15,
    () => void playOurs(requests),
    () => void playTheirs(requests, names),
  )
  const [sells, buys] = [book[0]?.length, book[1]?.length]
  return {
    name,
    unit: 'requests/s',
    peer: 'nodejs-order-book 10.1.1, equal books at the end',
    hash: workHash(JSON.stringify(book)),
    goal: 'ratio >= 50',
    note:
      `${requests.length} requests from seed 1, ${ours.trades} trades, ` +
      `${sells} and ${buys} levels left`,
    ...rates(measured, requests.length),
  }
}

/** Six in ten rest or cross near a price that wanders, one takes at the market, three cancel. */
function randomRequests(length: number): Requests {
  const random = Random.stream(1, 'bench/match')
  const column = (): Int32Array => new Int32Array(length)
  const [kind, isBuy, ticks, lots, target] = [column(), column(), column(), column(), column()]
  let middle = 10_000
  for (let row = 0; row < length; row += 1) {
    const chance = random.next()
    if (random.below(20) === 0) middle += random.below(3) - 1
    kind[row] = row === 0 || chance < 0.6 ? limit : chance < 0.7 ? market : cancel
    isBuy[row] = random.below(2)
    const away = random.below(40) - 4
    ticks[row] = isBuy[row] === 1 ? middle - away : middle + away
    lots[row] = 1 + random.below(100)
    target[row] = Math.max(0, row - 1 - random.below(200))
  }
  return { length, kind, isBuy, ticks, lots, target }
}

type Played = { readonly book: MatchingBook; readonly trades: number }

function playOurs(requests: Requests): Played {
  const sink = new TradeCount()
  const book = new MatchingBook(sink, riskAverse)
  const block = 4_096
  for (let from = 0; from < requests.length; from += block)
    playBlock(book, requests, from, Math.min(from + block, requests.length))
  return { book, trades: sink.trades }
}

class TradeCount implements MatchSink {
  trades = 0

  onMatch(): void {
    this.trades += 1
  }

  onSelfTrade(): void {}

  onDepthGone(): void {}
}

/** Every request is an account of its own: nobody meets himself. */
function playBlock(book: MatchingBook, requests: Requests, from: number, to: number): void {
  const { kind, isBuy, ticks, lots, target } = requests
  for (let row = from; row < to; row += 1) {
    const number = row + 1
    const buys = isBuy[row] === 1
    const size = lots[row] as number
    if (kind[row] === limit) {
      const at = ticks[row] as number
      const left = book.take(number, number, buys, at, size, 0)
      if (left > 0) book.rest(number, number, buys, at, left)
    } else if (kind[row] === market) book.take(number, number, buys, buys ? priceMax : 0, size, 0)
    else {
      const gone = (target[row] as number) + 1
      if (book.lotsOf(gone) > 0) book.cancel(gone)
    }
  }
}

const priceMax = 2_147_483_647

function playTheirs(requests: Requests, names: readonly string[]): PeerBook {
  const { kind, isBuy, ticks, lots, target } = requests
  const book = new PeerBook()
  for (let row = 0; row < requests.length; row += 1) {
    const side = isBuy[row] === 1 ? PeerSide.BUY : PeerSide.SELL
    const size = lots[row] as number
    if (kind[row] === limit)
      book.limit({ id: names[row] as string, side, size, price: ticks[row] as number })
    else if (kind[row] === market) book.market({ side, size })
    else book.cancel(names[target[row] as number] as string)
  }
  return book
}

type Levels = readonly (readonly [price: number, lots: number])[]

/** Asks and bids, best first. */
function levelsOf(book: MatchingBook): readonly Levels[] {
  return [false, true].map((isBid) => {
    const levels: [number, number][] = []
    for (let at = book.bestTicks(isBid); at >= 0; at = book.nextTicks(isBid, at))
      levels.push([at, book.shownAt(isBid, at)])
    return levels
  })
}

function byPrice(levels: Levels): [number, number][] {
  return levels.map(([price, lots]): [number, number] => [price, lots]).sort(([a], [b]) => a - b)
}
