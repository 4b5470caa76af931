import { FlatBook } from './flat-book.ts'
import type { L2Events, L2Plan } from './l2-market.ts'

const none = 0
const sent = 1
const resting = 2
const canceling = 3
const blockRows = 4_096

/** One order of the quoter, in fields: on its way in, in its queue, on its way out. */
class FlatQuote {
  state = none
  ticks = 0
  /** Whether the exchange has it, and the lots ahead of it there. */
  isIn = false
  ahead = 0
  /** When the command under way arrives; infinity when none is. Unit: us. */
  arrives = Number.POSITIVE_INFINITY
  /** When the answer, or the fill, is heard. */
  heard = Number.POSITIVE_INFINITY
  heardState = none
  filledTs = 0
}

/**
 * The quoter's run in one loop, as one would write it for this strategy alone: one order a side in
 * fields, books as arrays over the prices of the file. Same fills, or the bench has no figure.
 */
export class FlatL2 {
  readonly fills: string[] = []
  readonly #events: L2Events
  readonly #plan: L2Plan
  /** The exchange's book, and the one that was heard. */
  readonly #there: FlatBook
  readonly #here: FlatBook
  readonly #bid = new FlatQuote()
  readonly #ask = new FlatQuote()
  #position = 0
  #row = 0
  #heardRow = 0
  /** Earliest arrival of a command. */
  #arrives = Number.POSITIVE_INFINITY

  constructor(events: L2Events, plan: L2Plan, there: FlatBook, here: FlatBook) {
    this.#events = events
    this.#plan = plan
    this.#there = there
    this.#here = here
  }

  run(): void {
    const { firstTs, everyUs, steps, feedUs } = this.#plan
    for (let step = 0; step < steps; step += 1) {
      const ts = firstTs + step * everyUs
      while (this.#arrives < ts) {
        this.#playTo(this.#arrives)
        this.#arrive(this.#bid, true)
        this.#arrive(this.#ask, false)
        this.#arrives = Math.min(this.#bid.arrives, this.#ask.arrives)
      }
      this.#playTo(ts)
      this.#hearTo(ts - feedUs)
      this.#hear(this.#bid, true, ts)
      this.#hear(this.#ask, false, ts)
      this.#quote(this.#bid, this.#here.bid, this.#position < this.#plan.positionMax, ts)
      this.#quote(this.#ask, this.#here.ask, this.#position > -this.#plan.positionMax, ts)
      this.#arrives = Math.min(this.#bid.arrives, this.#ask.arrives)
    }
  }

  #playTo(ts: number): void {
    while (this.#play(ts)) {}
  }

  /** At most a block of the exchange's events. @returns Whether there may be more. */
  #play(until: number): boolean {
    const { ts, isPrint, isBuy, ticks, lots, length } = this.#events
    const end = Math.min(this.#row + blockRows, length)
    let row = this.#row
    for (; row < end && (ts[row] as number) <= until; row += 1) {
      const at = ticks[row] as number
      const size = lots[row] as number
      if (isPrint[row] === 1) this.#print(isBuy[row] === 1, at, size, ts[row] as number)
      else if (isBuy[row] === 1) this.#bidChanged(at, size, ts[row] as number)
      else this.#askChanged(at, size, ts[row] as number)
    }
    this.#row = row
    return row === end && row < length
  }

  #print(isBuy: boolean, at: number, lots: number, ts: number): void {
    const quote = isBuy ? this.#ask : this.#bid
    if (!quote.isIn) return
    if (quote.ticks === at) {
      quote.ahead -= lots
      if (quote.ahead < 0) this.#fill(quote, ts)
    } else if (isBuy ? quote.ticks < at : quote.ticks > at) this.#fill(quote, ts)
  }

  #bidChanged(at: number, lots: number, ts: number): void {
    this.#there.setBid(at, lots)
    const { isIn, ticks, ahead } = this.#bid
    if (isIn && ticks === at && lots < ahead) this.#bid.ahead = lots
    if (lots > 0 && this.#ask.isIn && this.#ask.ticks <= at) this.#fill(this.#ask, ts)
  }

  #askChanged(at: number, lots: number, ts: number): void {
    this.#there.setAsk(at, lots)
    const { isIn, ticks, ahead } = this.#ask
    if (isIn && ticks === at && lots < ahead) this.#ask.ahead = lots
    if (lots > 0 && this.#bid.isIn && this.#bid.ticks >= at) this.#fill(this.#bid, ts)
  }

  #fill(quote: FlatQuote, ts: number): void {
    quote.isIn = false
    quote.filledTs = ts
    quote.heard = ts + this.#plan.replyUs
  }

  #arrive(quote: FlatQuote, isBid: boolean): void {
    if (quote.arrives !== this.#arrives) return
    const ts = quote.arrives
    quote.arrives = Number.POSITIVE_INFINITY
    if (quote.state === sent) {
      const there = this.#there
      const best = isBid ? there.ask : there.bid
      const isTaker = best >= 0 && (isBid ? quote.ticks >= best : quote.ticks <= best)
      quote.isIn = !isTaker
      quote.ahead = isBid ? there.bidAt(quote.ticks) : there.askAt(quote.ticks)
      quote.heardState = isTaker ? none : resting
    } else {
      quote.heardState = none
      // A fill on its way is heard first and says the same.
      if (!quote.isIn) return
      quote.isIn = false
    }
    quote.heard = ts + this.#plan.replyUs
  }

  #hearTo(until: number): void {
    while (this.#listen(until)) {}
  }

  #listen(until: number): boolean {
    const { ts, isPrint, isBuy, ticks, lots, length } = this.#events
    const end = Math.min(this.#heardRow + blockRows, length)
    let row = this.#heardRow
    for (; row < end && (ts[row] as number) <= until; row += 1) {
      if (isPrint[row] === 1) continue
      if (isBuy[row] === 1) this.#here.setBid(ticks[row] as number, lots[row] as number)
      else this.#here.setAsk(ticks[row] as number, lots[row] as number)
    }
    this.#heardRow = row
    return row === end && row < length
  }

  #hear(quote: FlatQuote, isBid: boolean, ts: number): void {
    if (quote.heard > ts) return
    quote.heard = Number.POSITIVE_INFINITY
    quote.state = quote.heardState
    if (quote.filledTs === 0) return
    this.fills.push(`${quote.filledTs},${isBid ? 'buy' : 'sell'},${quote.ticks}`)
    this.#position += isBid ? 1 : -1
    quote.filledTs = 0
    quote.state = none
  }

  #quote(quote: FlatQuote, ticks: number, isWanted: boolean, ts: number): void {
    if (quote.state === none && isWanted) {
      quote.state = sent
      quote.ticks = ticks
      quote.arrives = ts + this.#plan.orderUs
    } else if (quote.state === resting && (quote.ticks !== ticks || !isWanted)) {
      quote.state = canceling
      quote.arrives = ts + this.#plan.orderUs
    }
  }
}
