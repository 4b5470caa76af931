import { secondUs } from '../../../domain/index.ts'
import { type Finding, Hysteresis, unjudged } from './finding.ts'
import { RunningMedian } from './running-median.ts'

/** Ten minutes, a sample a second: what is wide for five of them is usual then. */
const samplesKept = 600
const samplesMin = 30
/** It is over at this part of the limit. */
const calmShare = 2 / 3
export type SpreadOptions = {
  /** Spread, in multiples of its running median. */
  readonly multiple: number
  /** And at least this: a market of one tick is not in trouble at four. Unit: bps. */
  readonly minBps: number
}

/** A spread of several times its running median. */
export class SpreadCondition {
  readonly #options: SpreadOptions
  readonly #usual = new RunningMedian(samplesKept)
  readonly #hysteresis = new Hysteresis()
  #second = -1

  constructor(options: SpreadOptions) {
    this.#options = options
  }

  /**
   * Best prices in any one unit, neither of them missing, and the ask above the bid.
   *
   * @returns was and max in bps of the price between them.
   */
  onQuote(bid: number, ask: number, ts: number): Finding {
    const { multiple, minBps } = this.#options
    const was = (20_000 * (ask - bid)) / (ask + bid)
    const { count, value } = this.#usual
    const second = Math.floor(ts / secondUs)
    if (second !== this.#second) this.#usual.push(was)
    this.#second = second
    if (count < samplesMin) return unjudged(was, minBps)
    const max = Math.max(minBps, multiple * value)
    return this.#hysteresis.judge(was, max, max * calmShare)
  }
}
