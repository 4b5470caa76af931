import { minuteUs, secondUs } from '../../../domain/index.ts'
import { type Finding } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type QuoteAgeOptions = {
  /** Largest age in a lively market. Unit: ms. */
  readonly ageMs: number
  /** Largest age in a slow one. Unit: ms. */
  readonly ageMaxMs: number
}

/** The longest pause of each slice says how lively a market is: quotes come in bursts. */
const sliceUs = 5 * secondUs
/** Five minutes. */
const slicesKept = 60
const slicesMin = 4
/** Usual longest pauses that a quote may be old. */
const pausesOfAge = 3
/** Delays are held against the least of so many minutes. */
const minutesKept = 10

/**
 * The age of the last quote. How old one may be goes by how lively the market is: three times the
 * longest pause of a usual five seconds, between two bounds. Where the venue stamps its quotes, one
 * that was long on its way is as old as it is: delays are counted from the least of the last
 * minutes, for two clocks differ.
 */
export class QuoteAgeCondition {
  readonly #ageUs: number
  readonly #ageMaxUs: number
  readonly #pauses = new RunningMedian(slicesKept)
  #slice: number
  #longestUs = 0
  /** Least delay of each of the last minutes, and which minute it is of. */
  readonly #delays = new Float64Array(minutesKept).fill(Number.POSITIVE_INFINITY)
  readonly #minutes = new Float64Array(minutesKept).fill(-1)
  #heardTs: number
  #quoteTs: number
  #isLost = false

  /** @param ts - When somebody began to listen: before the slow bound nothing is missed. */
  constructor({ ageMs, ageMaxMs }: QuoteAgeOptions, ts: number) {
    this.#ageUs = ageMs * 1_000
    this.#ageMaxUs = Math.max(ageMs, ageMaxMs) * 1_000
    this.#slice = Math.floor(ts / sliceUs)
    this.#heardTs = ts
    this.#quoteTs = ts
  }

  /** @param tsEvent - When the venue says it was; NaN when it does not. */
  onQuote(tsEvent: number, ts: number): void {
    this.#pause(ts)
    this.#isLost = false
    const delay = ts - tsEvent
    if (Number.isNaN(delay)) this.#quoteTs = Math.max(this.#quoteTs, ts)
    else this.#quoteTs = Math.max(this.#quoteTs, ts - (delay - this.#leastDelay(delay, ts)))
  }

  #pause(ts: number): void {
    const slice = Math.floor(ts / sliceUs)
    if (slice !== this.#slice) {
      this.#pauses.push(this.#longestUs)
      this.#longestUs = 0
    }
    this.#slice = slice
    this.#longestUs = Math.max(this.#longestUs, ts - this.#heardTs)
    this.#heardTs = ts
  }

  /** The stream broke: nothing counts until the next quote. */
  onLoss(): void {
    this.#isLost = true
  }

  /** As of now; was and max in ms. */
  at(ts: number): Finding {
    const age = this.#isLost ? Number.POSITIVE_INFINITY : ts - this.#quoteTs
    const max = this.#allowedUs()
    return { level: age <= max ? 'well' : 'trouble', was: age / 1_000, max: max / 1_000 }
  }

  #allowedUs(): number {
    const usual = this.#pauses.value * pausesOfAge
    // Nothing is known of a market that was just begun to be listened to.
    if (!(this.#pauses.count >= slicesMin)) return this.#ageMaxUs
    return Math.min(this.#ageMaxUs, Math.max(this.#ageUs, usual))
  }

  #leastDelay(delay: number, ts: number): number {
    const minute = Math.floor(ts / minuteUs)
    const at = minute % minutesKept
    if (this.#minutes[at] !== minute) this.#delays[at] = Number.POSITIVE_INFINITY
    this.#minutes[at] = minute
    this.#delays[at] = Math.min(this.#delays[at] as number, delay)
    let least = delay
    for (let i = 0; i < minutesKept; i += 1)
      if (minute - (this.#minutes[i] as number) < minutesKept)
        least = Math.min(least, this.#delays[i] as number)
    return least
  }
}
