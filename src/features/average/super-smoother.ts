import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const before = 1
const last = 2
const lastButOne = 3

/**
 * Ehlers' super smoother: a Butterworth filter of two poles that takes out every wave shorter than
 * `period` and lags little. It starts as though the market had always stood at the first close.
 *
 * @param period - Shortest wave let through, in bars. Whole, >= 2.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers, Cycle Analytics for Traders, 2013, equation 3-3. Golden numbers: the equation in
 *   numpy 2.4.6 and scipy 1.17.1 lfilter.
 */
export function superSmoother(period = 10): IndicatorSpec<'superSmoother'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `superSmoother(${period})`,
    lines: [{ name: 'superSmoother', unit: inPrice, warmup: period }],
    stream: () => new SuperSmoother(period),
  })
}

class SuperSmoother extends CellStream {
  readonly #period: number
  readonly #first: number
  readonly #second: number

  constructor(period: number) {
    super(1, [], 4)
    this.#period = period
    const angle = (Math.SQRT2 * Math.PI) / period
    const decay = Math.exp(-angle)
    this.#first = 2 * decay * Math.cos(angle)
    this.#second = -decay * decay
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    if (own[bars] === 0) {
      own[before] = value
      own[last] = value
      own[lastButOne] = value
    }
    const first = this.#first
    const second = this.#second
    const next =
      ((1 - first - second) * (value + (own[before] as number))) / 2 +
      first * (own[last] as number) +
      second * (own[lastButOne] as number)
    own[lastButOne] = own[last] as number
    own[last] = next
    own[before] = value
    if ((own[bars] as number) < this.#period) own[bars] = (own[bars] as number) + 1
    if (own[bars] === this.#period) this.readings[0] = next
  }
}
