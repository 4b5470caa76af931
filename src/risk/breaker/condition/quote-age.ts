import { minuteUs } from '../../../domain/index.ts'
import { type Finding } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type QuoteAgeOptions = {
  /** Largest age in a lively market. Unit: ms. */
  readonly ageMs: number
  /** Largest age in a slow one. Unit: ms. */
  readonly ageMaxMs: number
}

const gapsKept = 256
/** A market is lively when its usual pause is this part of the age allowed. */
const pausesOfAge = 20
/** Delays are held against the least of so many minutes. */
const minutesKept = 10

/**
 * The age of the last quote. How old one may be goes by how lively the market is: twenty times its
 * median pause, between two bounds. Where the venue stamps its quotes, one that was long on its way
 * is as old as it is: delays are counted from the least of the last minutes, for two clocks differ.
 */
export class QuoteAgeCondition {
  readonly #ageUs: number
  readonly #ageMaxUs: number
  readonly #pauses = new RunningMedian(gapsKept)
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
    this.#heardTs = ts
    this.#quoteTs = ts
  }

  /** @param tsEvent - When the venue says it was; NaN when it does not. */
  onQuote(tsEvent: number, ts: number): void {
    if (this.#pauses.count > 0 || this.#heardTs < ts) this.#pauses.push(ts - this.#heardTs)
    this.#heardTs = ts
    this.#isLost = false
    const delay = ts - tsEvent
    if (Number.isNaN(delay)) this.#quoteTs = Math.max(this.#quoteTs, ts)
    else this.#quoteTs = Math.max(this.#quoteTs, ts - (delay - this.#leastDelay(delay, ts)))
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
    if (!(this.#pauses.count >= pausesOfAge)) return this.#ageMaxUs
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
