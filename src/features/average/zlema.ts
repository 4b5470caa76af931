import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Zero lag exponential moving average: the average of the close plus what it gained over the lag
 * of the average, (`period` - 1) / 2 bars rounded down. Seeded with the mean of the first window.
 *
 * @param period - Window, in bars. Whole, >= 3.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers and Way 2010. Golden numbers: TA-Lib 0.8.2 ZLEMA.
 */
export function zlema(period = 20): IndicatorSpec<'zlema'> {
  requireWhole('period', period, 3)
  const lag = Math.floor((period - 1) / 2)
  return defineIndicator({
    key: `zlema(${period})`,
    lines: [{ name: 'zlema', unit: inPrice, warmup: period + lag }],
    stream: () => new Zlema(period, lag),
  })
}

class Zlema extends CellStream {
  readonly #past: Delay
  readonly #mean: Exponential

  constructor(period: number, lag: number) {
    const past = new Delay(lag)
    const mean = new Exponential(period)
    super(1, [past, mean])
    this.#past = past
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.readings[0] = this.#mean.push(2 * value - this.#past.push(value))
  }
}
