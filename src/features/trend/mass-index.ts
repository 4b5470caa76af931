import { requireWhole } from '../../quant/index.ts'
import { Exponential, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Mass index: whether ranges widen. The average range over its own average, summed. A market
 * without ranges counts 1 a bar.
 *
 * @param average - Window of both averages, bars. Whole, >= 1.
 * @param period - Bars summed. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Dorsey 1992. Golden numbers: written out in pandas 3.1.1 over TA-Lib 0.8.2 EMA.
 */
export function massIndex(average = 9, period = 25): IndicatorSpec<'massIndex'> {
  requireWhole('average', average, 1)
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `massIndex(${average},${period})`,
    lines: [{ name: 'massIndex', unit: plain, warmup: 2 * average + period - 2 }],
    stream: () => new MassIndex(average, period),
  })
}

class MassIndex extends CellStream {
  readonly #single: Exponential
  readonly #double: Exponential
  readonly #sum: RollingSum

  constructor(average: number, period: number) {
    const single = new Exponential(average)
    const double = new Exponential(average)
    const sum = new RollingSum(period)
    super(1, [single, double, sum])
    this.#single = single
    this.#double = double
    this.#sum = sum
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const single = this.#single.push((high[row] as number) - (low[row] as number))
    const double = this.#double.push(single)
    this.readings[0] = this.#sum.push(double === 0 ? 1 : single / double)
  }
}
