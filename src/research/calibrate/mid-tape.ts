import { dayUs } from '../../domain/index.ts'
import {
  DeltaReplay,
  type DeltaTable,
  type QuoteTickTable,
  type TickTape,
} from '../../market/index.ts'

/** How far apart returns are measured: finer ones count the bounce between bid and ask. */
const returnUs = 10_000_000
/** News of a trade's own effect may be heard before news of the trade, by no more than this. */
const leadUs = 20_000

/**
 * The middle of the best prices over time, by the venue's stamps where all quotes have one, else by
 * when they were heard. NaN where nobody knew it. Unit: ticks.
 */
export class MidTape {
  readonly #ts: readonly number[]
  readonly #mid: readonly number[]
  readonly #isByEvent: boolean
  /** The row looked at last: time mostly goes on. */
  #row = 0

  private constructor(ts: readonly number[], mid: readonly number[], isByEvent: boolean) {
    this.#ts = ts
    this.#mid = mid
    this.#isByEvent = isByEvent
  }

  /** From quotes, else from the book. */
  static of({ quotes, deltas }: TickTape): MidTape | undefined {
    if (quotes !== undefined) return MidTape.#ofQuotes(quotes)
    return deltas === undefined ? undefined : MidTape.#ofBook(deltas)
  }

  static #ofQuotes({ columns, length }: QuoteTickTable): MidTape {
    const { tsEvent, tsInit, bidTicks, askTicks } = columns
    const isByEvent = !tsEvent.subarray(0, length).some(Number.isNaN)
    const stamps = isByEvent ? tsEvent : tsInit
    let last = 0
    const ts = Array.from({ length }, (_, row) => {
      last = Math.max(last, stamps[row] as number)
      return last
    })
    const mid = Array.from(
      { length },
      (_, row) => ((bidTicks[row] as number) + (askTicks[row] as number)) / 2,
    )
    return new MidTape(ts, mid, isByEvent)
  }

  static #ofBook(deltas: DeltaTable): MidTape {
    const ts: number[] = []
    const mids: number[] = []
    const replay = new DeltaReplay(deltas)
    for (let at = replay.nextTs; replay.step() !== undefined; at = replay.nextTs) {
      const { book } = replay
      const [bid, ask] = [book.bestTicks(true), book.bestTicks(false)]
      const mid = book.isStale || bid < 0 || ask < 0 ? Number.NaN : (bid + ask) / 2
      if (mids.at(-1) === mid) continue
      ts.push(at)
      mids.push(mid)
    }
    return new MidTape(ts, mids, false)
  }

  /** The middle before a trade. @param tsEvent - The venue's stamp of it; `tsInit`: ours. */
  beforeTrade(tsEvent: number, tsInit: number): number {
    return this.#before(this.#isByEvent ? tsEvent : tsInit - leadUs)
  }

  /** Root of the sum of squared returns over ten seconds, scaled to a day. */
  volatilityPerDay(): number {
    const [first, last] = [this.#ts[0] ?? 0, this.#ts.at(-1) ?? 0]
    let sum = 0
    let count = 0
    let old = Number.NaN
    for (let ts = first + returnUs; ts <= last; ts += returnUs) {
      const mid = this.#before(ts)
      const step = Math.log(mid / old)
      if (Number.isFinite(step)) {
        sum += step * step
        count += 1
      }
      old = mid
    }
    return count === 0 ? 0 : Math.sqrt((sum / count) * (dayUs / returnUs))
  }

  /** The middle known before `ts`, strictly. */
  #before(ts: number): number {
    while (this.#row > 0 && (this.#ts[this.#row - 1] as number) >= ts) this.#row -= 1
    while (this.#row < this.#ts.length && (this.#ts[this.#row] as number) < ts) this.#row += 1
    return this.#row === 0 ? Number.NaN : (this.#mid[this.#row - 1] as number)
  }
}
