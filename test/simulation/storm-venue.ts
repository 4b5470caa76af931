import { Random } from '../../src/base/index.ts'
import { minuteUs } from '../../src/domain/index.ts'
import type { CcxtClient, TickExchange } from '../../src/venue/index.ts'
import type { StormClock } from './storm-clock.ts'

export type StormFault = 'none' | 'cut' | 'mute'
type Level = readonly [price: number, amount: number]
type ToldBook = {
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  readonly nonce: number
}
type ToldTrade = Readonly<
  Record<'id' | 'side', string> & Record<'timestamp' | 'price' | 'amount', number>
>

type Waiter<T> = { readonly resolve: (value: T) => void; readonly reject: (error: Error) => void }

/** Trades that are told again when somebody comes back. */
const retold = 50
const middle = 10_000
const answerUs = 10_000_000

/** A venue with one market behind a line that is cut, or goes dumb, when it is told to. */
export class StormVenue implements TickExchange, Pick<CcxtClient, 'name' | 'bars'> {
  readonly id = 'storm'
  readonly name = 'Storm'
  readonly has = {}
  readonly orderbooks = {}
  readonly #clock: StormClock
  readonly #random: Random
  readonly #sides = { bids: new Map<number, number>(), asks: new Map<number, number>() }
  #nonce = 1
  #trades = 0
  readonly #newest: ToldTrade[] = []
  #fault: StormFault = 'none'
  #isUp = false
  #isBookDue = false
  #dueTrades: ToldTrade[] = []
  #books: Waiter<ToldBook>[] = []
  #tapes: Waiter<readonly ToldTrade[]>[] = []
  /** What is told wrong once: a number that stands still, a price that is none. */
  #lie: 'number' | 'price' | undefined
  /** When it lied last. Unit: us. */
  liedTs = 0
  /** Times somebody came anew. */
  connections = 0

  constructor(clock: StormClock, seed: number) {
    this.#clock = clock
    this.#random = Random.stream(seed, 'storm-venue')
    for (let i = 1; i <= 10; i += 1) {
      this.#sides.bids.set(middle - i, 100)
      this.#sides.asks.set(middle + i, 100)
    }
  }

  /** Calls that wait for something to happen. */
  get waiting(): number {
    return this.#books.length + this.#tapes.length
  }

  get trades(): number {
    return this.#trades
  }

  client(): never {
    throw new Error('no socket is made here')
  }

  async watchOrderBook(): Promise<ToldBook> {
    this.#connect()
    return new Promise((resolve, reject) => {
      this.#books.push({ resolve, reject })
      this.#tell()
    })
  }

  async watchTrades(): Promise<readonly ToldTrade[]> {
    this.#connect()
    return new Promise((resolve, reject) => {
      this.#tapes.push({ resolve, reject })
      this.#tell()
    })
  }

  async watchBidsAsks(): Promise<Readonly<Record<string, unknown>>> {
    return {}
  }

  async close(): Promise<void> {
    this.#hangUp('closed')
  }

  /** Minutes as bars, the running one among them. */
  async bars(_: string, intervalUs: number, since: number): Promise<unknown> {
    const fault = this.#fault
    if (fault === 'cut') throw new Error('refused')
    if (fault === 'mute') {
      await new Promise<void>((resolve) => void this.#clock.after(answerUs, resolve))
      throw new Error('timed out')
    }
    if (this.#random.below(200) === 0) return this.#random.below(2) === 0 ? {} : [[1], null]
    const rows: unknown[] = []
    const end = this.#clock.now()
    const start = Math.max(since, end - 700 * intervalUs)
    for (let at = Math.ceil(start / intervalUs) * intervalUs; at < end; at += intervalUs)
      rows.push([at / 1_000, ...barOf(at + intervalUs)])
    // The venue's answers overlap as they like.
    return [...rows.slice(0, 3), ...rows]
  }

  /** Something happens on the market. */
  change(): void {
    const isBid = this.#random.below(2) === 0
    const side = isBid ? this.#sides.bids : this.#sides.asks
    const at = middle + (isBid ? -1 : 1) * (1 + this.#random.below(20))
    const lots = this.#random.below(4) * 50
    if (lots === 0) side.delete(at)
    else side.set(at, lots)
    this.#nonce += 1
    this.#isBookDue = true
    if (this.#random.below(3) === 0) this.#trade(isBid)
    const lie = this.#random.below(2_000)
    this.#lie = lie === 0 ? 'number' : lie === 1 ? 'price' : undefined
    this.#tell()
  }

  set fault(fault: StormFault) {
    this.#fault = fault
    if (fault === 'cut') this.#hangUp('connection reset')
    this.#tell()
  }

  /** Lots at a price of the market itself. Both in steps. */
  lotsAt(isBid: boolean, ticks: number): number {
    return (isBid ? this.#sides.bids : this.#sides.asks).get(ticks) ?? 0
  }

  size(isBid: boolean): number {
    return (isBid ? this.#sides.bids : this.#sides.asks).size
  }

  #trade(isBid: boolean): void {
    this.#trades += 1
    const side = isBid ? 'sell' : 'buy'
    const timestamp = this.#clock.now() / 1_000
    const trade = { id: `${this.#trades}`, side, timestamp, price: middle / 100, amount: 1 }
    this.#newest.push(trade)
    if (this.#newest.length > retold) this.#newest.shift()
    if (this.#isUp) this.#dueTrades.push(trade)
  }

  #connect(): void {
    if (this.#fault === 'cut') throw new Error('refused')
    if (this.#isUp) return
    this.#isUp = true
    this.connections += 1
    this.#isBookDue = true
    this.#dueTrades = [...this.#newest]
  }

  #hangUp(why: string): void {
    this.#isUp = false
    this.#dueTrades = []
    const waiting = [...this.#books, ...this.#tapes]
    this.#books = []
    this.#tapes = []
    for (const { reject } of waiting) reject(new Error(why))
  }

  #tell(): void {
    if (!this.#isUp || this.#fault !== 'none') return
    if (this.#isBookDue && this.#books.length > 0) {
      const book = this.#book()
      this.#isBookDue = false
      for (const { resolve } of this.#books.splice(0)) resolve(book)
    }
    if (this.#dueTrades.length > 0 && this.#tapes.length > 0) {
      const trades = this.#dueTrades.splice(0)
      for (const { resolve } of this.#tapes.splice(0)) resolve(trades)
    }
  }

  #book(): ToldBook {
    const levels = (side: ReadonlyMap<number, number>): Level[] =>
      [...side].map(([ticks, lots]) => [ticks / 100, lots / 100])
    const bids = levels(this.#sides.bids)
    if (this.#lie === 'price') bids.push([Number.NaN, 1])
    const nonce = this.#lie === 'number' ? this.#nonce - 2 : this.#nonce
    if (this.#lie !== undefined) this.liedTs = this.#clock.now()
    this.#lie = undefined
    return { bids, asks: levels(this.#sides.asks), nonce }
  }
}

/** The bar that closes at `ts`, as the venue's numbers. */
export function barOf(ts: number): readonly number[] {
  const at = 100 + ((ts / minuteUs) % 50)
  return [at, at + 2, at - 1, at + 1, 5]
}
