import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Elder ray: how far the high is above the average of the close (bull power), and the low (bear
 * power, usually below 0). The average is seeded with the mean of the first window.
 *
 * @param period - Window of the average, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Elder 1993. Golden numbers: TA-Lib 0.8.2 ERI, Stock.Indicators GetElderRay.
 */
export function elderRay(period = 13): IndicatorSpec<'bull' | 'bear'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `elderRay(${period})`,
    lines: [
      { name: 'bull', unit: inPrice, warmup: period },
      { name: 'bear', unit: inPrice, warmup: period },
    ],
    stream: () => new ElderRay(period),
  })
}

class ElderRay extends CellStream {
  readonly #mean: Exponential

  constructor(period: number) {
    const mean = new Exponential(period)
    super(2, [mean])
    this.#mean = mean
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const mean = this.#mean.push(close[row] as number)
    this.readings[0] = (high[row] as number) - mean
    this.readings[1] = (low[row] as number) - mean
  }
}
