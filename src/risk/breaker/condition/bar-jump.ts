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
  /** The last closes, one more than there are jumps between them; and where the next one goes. */
  readonly #closes = new Float64Array(barsKept + 1)
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
    const isQuiet = before === 0 || Math.abs(close - before) <= this.#options.min * before
    const finding = isQuiet ? quiet : this.#judge(Math.abs(close / before - 1))
    this.#closes[this.#at] = close
    this.#at = this.#at === barsKept ? 0 : this.#at + 1
    if (this.#seen <= barsKept) this.#seen += 1
    return finding
  }

  #judge(was: number): Finding {
    const { multiple, min } = this.#options
    const usual = new RunningMedian(barsKept)
    const size = this.#closes.length
    const first = this.#seen < size ? 0 : this.#at
    for (let k = 1; k < this.#seen; k += 1) {
      const [from, to] = [this.#closes[(first + k - 1) % size], this.#closes[(first + k) % size]]
      usual.push(Math.abs((to as number) / (from as number) - 1))
    }
    const isKnown = usual.count >= barsMin
    const max = Math.max(min, isKnown ? multiple * usual.value : firstMin)
    return { level: was <= max ? 'well' : 'trouble', was, max }
  }

  save(): Json {
    return {
      closes: [...this.#closes].map((close) => (Number.isFinite(close) ? close : null)),
      at: this.#at,
      seen: this.#seen,
      close: Number.isFinite(this.#close) ? this.#close : null,
    }
  }

  load(saved: Json): void {
    const { closes, at, seen, close } = saved as {
      readonly closes: readonly (number | null)[]
      readonly at: number
      readonly seen: number
      readonly close: number | null
    }
    this.#closes.set(closes.map((each) => each ?? Number.NaN))
    this.#at = at
    this.#seen = seen
    this.#close = close ?? Number.NaN
  }
}
