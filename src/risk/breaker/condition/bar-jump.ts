import type { Json } from '../../../base/index.ts'
import { type Finding, unjudged } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type BarJumpOptions = {
  /** Jump, in multiples of the median absolute one. */
  readonly multiple: number
  /** And at least this, as a share of the price. */
  readonly min: number
}

const barsKept = 240
const barsMin = 30

/** A bar that closes further from the one before than bars do: a spike, or a crash. */
export class BarJumpCondition {
  readonly #options: BarJumpOptions
  readonly #usual = new RunningMedian(barsKept)
  #close = 0

  constructor(options: BarJumpOptions) {
    this.#options = options
  }

  /** @param close - In any unit, above 0. */
  onBar(close: number): Finding {
    const { multiple, min } = this.#options
    const was = this.#close > 0 ? Math.abs(close / this.#close - 1) : 0
    const { count, value } = this.#usual
    const isFirst = this.#close === 0
    this.#close = close
    if (isFirst) return unjudged(was, min)
    this.#usual.push(was)
    const max = count < barsMin ? Math.max(min, 0.2) : Math.max(min, multiple * value)
    return { level: was <= max ? 'well' : 'trouble', was, max }
  }

  save(): Json {
    return { usual: this.#usual.save(), close: this.#close }
  }

  load(saved: Json): void {
    const { usual, close } = saved as { readonly usual: Json; readonly close: number }
    this.#usual.load(usual)
    this.#close = close
  }
}
