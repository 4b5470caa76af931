import type { Json } from '../../../base/index.ts'
import { type Finding } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type SlippageOptions = {
  /** Slippage of a fill, in multiples of what was expected. */
  readonly multiple: number
  /** What a fill is to slip at most usually, as the desk is set up. Unit: bps. */
  readonly expectedBps: number
  /** The price may move so far between an order and its fill where bars are the feed. Unit: bps. */
  readonly gapBps: number
  /** Fills, one after another, that must be so bad. */
  readonly fills: number
}

const fillsKept = 32
/** With fewer fills the setting alone says what is usual. */
const fillsMin = 8
/** Nobody fills better than this all the time. Unit: bps. */
const expectedMinBps = 1

/**
 * Fills much worse than expected. Expected is what the desk is set up with, or the median of the
 * last fills where that is more: a market that always costs more is no news.
 */
export class SlippageCondition {
  readonly #options: SlippageOptions
  readonly #usual = new RunningMedian(fillsKept)
  #bad = 0

  constructor(options: SlippageOptions) {
    this.#options = options
  }

  /** @param slippageBps - (fill - arrival) x side, in bps of the arrival; positive is a cost. */
  onFill(slippageBps: number): Finding {
    const { multiple, gapBps, fills, expectedBps } = this.#options
    const median = this.#usual.count < fillsMin ? 0 : this.#usual.value
    const max = multiple * Math.max(expectedBps, expectedMinBps, median) + gapBps
    this.#usual.push(Math.max(0, slippageBps))
    this.#bad = slippageBps <= max ? 0 : this.#bad + 1
    return { level: this.#bad >= fills ? 'trouble' : 'well', was: slippageBps, max }
  }

  save(): Json {
    return { usual: this.#usual.save(), bad: this.#bad }
  }

  load(saved: Json): void {
    const { usual, bad } = saved as { readonly usual: Json; readonly bad: number }
    this.#usual.load(usual)
    this.#bad = bad
  }
}
