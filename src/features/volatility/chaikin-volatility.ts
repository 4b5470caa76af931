import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Chaikin's volatility: by how many per cent the average range of the bars has grown over `change`
 * bars. From a range of nothing it reads 0.
 *
 * @param period - Window of the average, bars. Whole, >= 1.
 * @param change - Bars back. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: TTR 0.24.3 chaikinVolatility.
 */
export function chaikinVolatility(period = 10, change = 10): IndicatorSpec<'volatility'> {
  requireWhole('period', period, 1)
  requireWhole('change', change, 1)
  return defineIndicator({
    key: `chaikinVolatility(${period},${change})`,
    lines: [{ name: 'volatility', unit: plain, warmup: period + change }],
    stream: () => new ChaikinVolatility(period, change),
  })
}

class ChaikinVolatility extends CellStream {
  readonly #mean: Exponential
  readonly #past: Delay

  constructor(period: number, change: number) {
    const mean = new Exponential(period)
    const past = new Delay(change)
    super(1, [mean, past])
    this.#mean = mean
    this.#past = past
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const mean = this.#mean.push((high[row] as number) - (low[row] as number))
    const past = this.#past.push(mean)
    this.readings[0] = past === 0 ? 0 : (100 * (mean - past)) / past
  }
}
