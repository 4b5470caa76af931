import { quantile } from '../../../quant/index.ts'
import { type Finding, Hysteresis, unjudged } from './finding.ts'

export type SourcePriceOptions = {
  /** Distance from the median, in multiples of the median absolute deviation. */
  readonly multiple: number
  /** And at least this, as a share of the price. */
  readonly min: number
  /** A price of a source that is older does not count. Unit: us. */
  readonly ageMaxUs: number
}

/** With fewer, nobody knows who is wrong. */
const sourcesMin = 3

/** Our venue's price beside the median of several sources, itself among them. */
export class SourcePriceCondition {
  readonly #options: SourcePriceOptions
  readonly #prices: Float64Array
  readonly #ts: Float64Array
  readonly #hysteresis = new Hysteresis()

  /** @param sources - How many; the first is the venue that is traded on. */
  constructor(options: SourcePriceOptions, sources: number) {
    this.#options = options
    this.#prices = new Float64Array(sources).fill(Number.NaN)
    this.#ts = new Float64Array(sources).fill(Number.NEGATIVE_INFINITY)
  }

  /** @param price - In a unit that all sources share; NaN when the source shows none. */
  onPrice(source: number, price: number, ts: number): void {
    this.#prices[source] = price
    this.#ts[source] = ts
  }

  /** As of now; was and max as shares of the median. */
  at(ts: number): Finding {
    const own = this.#priceAt(0, ts)
    const fresh = this.#fresh(ts)
    const { multiple, min } = this.#options
    if (Number.isNaN(own) || fresh.length < sourcesMin) return unjudged(0, min)
    const median = medianOf(fresh)
    const deviation = medianOf(fresh.map((price) => Math.abs(price - median)))
    const max = Math.max(min, (multiple * deviation) / median)
    return this.#hysteresis.judge(Math.abs(own - median) / median, max, max / 2)
  }

  #fresh(ts: number): Float64Array {
    return this.#prices.map((_, source) => this.#priceAt(source, ts)).filter((price) => price > 0)
  }

  #priceAt(source: number, ts: number): number {
    const isFresh = ts - (this.#ts[source] as number) <= this.#options.ageMaxUs
    return isFresh ? (this.#prices[source] as number) : Number.NaN
  }
}

function medianOf(values: Float64Array): number {
  return quantile(values, 0.5) ?? Number.NaN
}
