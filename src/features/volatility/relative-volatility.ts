import { requireWhole } from '../../quant/index.ts'
import { RelativeStrength, RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Relative volatility index: the strength index of deviations. The deviation of the closes counts
 * as up on bars that closed higher and as down on bars that closed lower; both are averaged as
 * Wilder does. A market that never moved reads 50.
 *
 * @param deviation - Window of the population deviation, bars. Whole, >= 2.
 * @param period - Window of the averages, bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Dorsey 1993. Golden numbers: written out in numpy 2.4.6 and pandas 3.1.1.
 */
export function relativeVolatility(deviation = 10, period = 14): IndicatorSpec<'index'> {
  requireWhole('deviation', deviation, 2)
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `relativeVolatility(${deviation},${period})`,
    lines: [{ name: 'index', unit: plain, warmup: deviation + period - 1, range: [0, 100] }],
    stream: () => new RelativeVolatility(deviation, period),
  })
}

class RelativeVolatility extends CellStream {
  readonly #window: RollingDeviation
  readonly #strength: RelativeStrength

  constructor(deviation: number, period: number) {
    const window = new RollingDeviation(deviation)
    const strength = new RelativeStrength(period)
    super(1, [window, strength], 1)
    this.#window = window
    this.#strength = strength
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const side = Math.sign(value - (own[0] as number))
    own[0] = value
    if (!this.#window.push(value)) return
    this.readings[0] = this.#strength.push(side * Math.sqrt(this.#window.variance(0)))
  }
}
