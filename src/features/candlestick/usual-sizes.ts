import { type Cell, RollingSum } from '../cell/index.ts'

/** A bar as far as its sizes go. */
type Sizes = Readonly<Record<'high' | 'low' | 'body' | 'upperShadow' | 'lowerShadow', number>>

const long = 10
const short = 5

const body = 0
const shadow = 1
const range = 2
const rangeLately = 3

/**
 * How large bars were of late, which says whether the next one is long or short: means over as many
 * bars as TA-Lib looks at by default. They are no numbers until so many bars were seen.
 */
export class UsualSizes {
  readonly cells: readonly Cell[]
  readonly #means: Float64Array = new Float64Array(4)
  readonly #bodies: RollingSum = new RollingSum(long)
  readonly #shadows: RollingSum = new RollingSum(long)
  readonly #ranges: RollingSum = new RollingSum(long)
  readonly #rangesLately: RollingSum = new RollingSum(short)

  constructor() {
    const sums = [this.#bodies, this.#shadows, this.#ranges, this.#rangesLately]
    this.cells = [{ state: this.#means }, ...sums]
  }

  /** Takes in a bar: the means are of the bars up to it from here on. */
  push(bar: Sizes): void {
    const means = this.#means
    const length = bar.high - bar.low
    means[body] = this.#bodies.push(bar.body) / long
    // Half of what both shadows measure together is one shadow.
    means[shadow] = this.#shadows.push(bar.upperShadow + bar.lowerShadow) / long / 2
    means[range] = this.#ranges.push(length) / long
    means[rangeLately] = this.#rangesLately.push(length) / short
  }

  /** Of bodies, 10 bars. */
  get body(): number {
    return this.#means[body] as number
  }
  /** Of one shadow, 10 bars. */
  get shadow(): number {
    return this.#means[shadow] as number
  }
  /** From low to high, 10 bars. */
  get range(): number {
    return this.#means[range] as number
  }
  /** From low to high, 5 bars. */
  get rangeLately(): number {
    return this.#means[rangeLately] as number
  }
}
