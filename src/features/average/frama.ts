import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Delay, RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const mean = 0
const dimension = 1

/**
 * Ehlers' fractal adaptive moving average of the middle of the bar: fast where the window is close
 * to a line (fractal dimension 1), slow where it fills the plane (2). It is the price itself while
 * the window fills; a half window without a range leaves the dimension as it was.
 *
 * @param period - Window, in bars. Whole, even, >= 4.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers, FRAMA, 2005. Golden numbers: the paper's definition in numpy 2.4.6.
 */
export function frama(period = 16): IndicatorSpec<'frama'> {
  requireWhole('period', period, 4)
  if (period % 2 !== 0) throw new ArgumentError(`period must be even, was ${period}`)
  return defineIndicator({
    key: `frama(${period})`,
    lines: [{ name: 'frama', unit: inPrice, warmup: period }],
    stream: () => new Frama(period),
  })
}

class Frama extends CellStream {
  readonly #half: RollingRange
  readonly #whole: RollingRange
  readonly #halfBefore: Delay

  constructor(period: number) {
    const half = new RollingRange(period / 2)
    const whole = new RollingRange(period)
    const halfBefore = new Delay(period / 2)
    super(1, [...half.cells, ...whole.cells, halfBefore], 2)
    this.#half = half
    this.#whole = whole
    this.#halfBefore = halfBefore
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own } = this
    const top = high[row] as number
    const bottom = low[row] as number
    const value = (top + bottom) / 2
    this.#half.push(top, bottom)
    const newer = this.#half.high - this.#half.low
    const older = this.#halfBefore.push(newer)
    if (!this.#whole.push(top, bottom)) {
      own[mean] = value
      return
    }
    const all = this.#whole.high - this.#whole.low
    if (newer > 0 && older > 0 && all > 0)
      own[dimension] = Math.log((2 * (newer + older)) / all) / Math.LN2
    const weight = Math.exp(-4.6 * ((own[dimension] as number) - 1))
    own[mean] =
      (own[mean] as number) + Math.min(1, Math.max(0.01, weight)) * (value - (own[mean] as number))
    this.readings[0] = own[mean]
  }
}
