import type { Json } from '../../../base/index.ts'
import type { Finding } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type BarJumpOptions = {
  /** Jump, in multiples of the median absolute one. */
  readonly multiple: number
  /** And at least this, as a share of the price. */
  readonly min: number
}

const barsKept = 240
const barsMin = 30
/** While there are fewer. */
const firstMin = 0.2

/** A jump that is never one too many; what it was stands nowhere. */
const quiet: Finding = { level: 'well', was: 0, max: 0 }

/**
 * A bar that closes further from the one before than bars do: a spike, or a crash. What is usual is
 * figured only where a jump is large enough to ask: every bar comes by here.
 */
export class BarJumpCondition {
  readonly #options: BarJumpOptions
  readonly #recent = new Float64Array(barsKept)
  /** Where the next one goes, and how many there are. */
  #at = 0
  #seen = 0
  #close = 0

  constructor(options: BarJumpOptions) {
    this.#options = options
  }

  /** @param close - In any unit, above 0. */
  onBar(close: number): Finding {
    const before = this.#close
    this.#close = close
    if (before === 0) return quiet
    const was = Math.abs(close / before - 1)
    const finding = was <= this.#options.min ? quiet : this.#judge(was)
    if (was < Number.POSITIVE_INFINITY) this.#remember(was)
    return finding
  }

  #remember(was: number): void {
    this.#recent[this.#at] = was
    this.#at += 1
    if (this.#at === barsKept) this.#at = 0
    if (this.#seen < barsKept) this.#seen += 1
  }

  #judge(was: number): Finding {
    const { multiple, min } = this.#options
    const usual = new RunningMedian(barsKept)
    for (let k = 0; k < this.#seen; k += 1) usual.push(this.#recent[k] as number)
    const isKnown = usual.count >= barsMin
    const max = Math.max(min, isKnown ? multiple * usual.value : firstMin)
    return { level: was <= max ? 'well' : 'trouble', was, max }
  }

  save(): Json {
    return { recent: [...this.#recent], at: this.#at, seen: this.#seen, close: this.#close }
  }

  load(saved: Json): void {
    const { recent, at, seen, close } = saved as {
      readonly recent: readonly number[]
      readonly at: number
      readonly seen: number
      readonly close: number
    }
    this.#recent.set(recent)
    this.#at = at
    this.#seen = seen
    this.#close = close
  }
}
