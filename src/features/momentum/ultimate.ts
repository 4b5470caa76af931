import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Delay, RollingPositive } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Ultimate oscillator: how much of the true range of three windows was buying, weighted 4 2 1, the
 * shortest counting most. A window without a range counts as half.
 *
 * @param short - Window, bars. Whole, >= 1.
 * @param middle - Window, bars. Whole, above `short`.
 * @param long - Window, bars. Whole, above `middle`.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Williams 1985. Golden numbers: TA-Lib 0.8.2 ULTOSC.
 */
export function ultimate(short = 7, middle = 14, long = 28): IndicatorSpec<'ultimate'> {
  requireWhole('short', short, 1)
  requireWhole('middle', middle, 1)
  requireWhole('long', long, 1)
  if (middle <= short)
    throw new ArgumentError(`middle must be above short, ${short}, was ${middle}`)
  if (long <= middle) throw new ArgumentError(`long must be above middle, ${middle}, was ${long}`)
  return defineIndicator({
    key: `ultimate(${short},${middle},${long})`,
    lines: [{ name: 'ultimate', unit: plain, warmup: long + 1, range: [0, 100] }],
    stream: () => new Ultimate([short, middle, long]),
  })
}

class Ultimate extends CellStream {
  readonly #before: Delay
  readonly #bought: readonly RollingPositive[]
  readonly #ranged: readonly RollingPositive[]

  constructor(periods: readonly number[]) {
    const before = new Delay(1)
    const bought = periods.map((period) => new RollingPositive(period))
    const ranged = periods.map((period) => new RollingPositive(period))
    super(1, [before, ...bought, ...ranged])
    this.#before = before
    this.#bought = bought
    this.#ranged = ranged
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const value = close[row] as number
    const before = this.#before.push(value)
    // NaN on the first bar, which none of the sums take in.
    const bottom = Math.min(low[row] as number, before)
    const range = Math.max(high[row] as number, before) - bottom
    let score = 0
    for (let i = 0; i < 3; i += 1) {
      const bought = (this.#bought[i] as RollingPositive).push(value - bottom)
      const ranged = (this.#ranged[i] as RollingPositive).push(range)
      score = 2 * score + (ranged === 0 ? 0.5 : bought / ranged)
    }
    this.readings[0] = bounded((100 * score) / 7, 0, 100)
  }
}
