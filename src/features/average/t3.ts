import { requireBetween, requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const chained = 6

/**
 * Tillson's T3: the generalised double average applied three times, which takes six averages in a
 * chain. Each is seeded with the mean of its own first window, as TA-Lib does.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @param volume - How much lag is taken out: 0 is three plain averages, 1 is three double ones.
 * @throws ArgumentError when one is out of range.
 * @see Tillson 1998. Golden numbers: TA-Lib 0.8.2 T3.
 */
export function t3(period = 5, volume = 0.7): IndicatorSpec<'t3'> {
  requireWhole('period', period, 1)
  requireBetween('volume', volume, 0, 1)
  return defineIndicator({
    key: `t3(${period},${volume})`,
    lines: [{ name: 't3', unit: inPrice, warmup: chained * (period - 1) + 1 }],
    stream: () => new T3(period, volume),
  })
}

class T3 extends CellStream {
  readonly #chain: readonly Exponential[]
  /** Of each average; the first two are only passed through. */
  readonly #weights: Float64Array

  constructor(period: number, volume: number) {
    const chain = Array.from({ length: chained }, () => new Exponential(period))
    super(1, chain)
    this.#chain = chain
    const square = volume * volume
    const cube = square * volume
    this.#weights = Float64Array.of(
      0,
      0,
      1 + 3 * volume + 3 * square + cube,
      -3 * (volume + 2 * square + cube),
      3 * (square + cube),
      -cube,
    )
  }

  protected override step({ close }: BarArrays, row: number): void {
    let mean = close[row] as number
    let sum = 0
    for (let i = 0; i < chained; i += 1) {
      mean = (this.#chain[i] as Exponential).push(mean)
      sum += mean * (this.#weights[i] as number)
    }
    this.readings[0] = sum
  }
}
