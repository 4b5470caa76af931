import { requireWhole } from '../../quant/index.ts'
import { RollingLine } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Least-squares line through the closes of the window: its end at this bar (`line`), where it will
 * be at the next (`forecast`), its `slope` per bar, its start (`intercept`), the share of the
 * spread it explains (`rSquared`, 0 where there is no spread), and its channel: the standard error
 * of the closes around it (`error`, divisor period - 2; 0 for a window of two). The error looks at
 * the whole window on every bar.
 *
 * @param period - Window, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: TA-Lib 0.8.2 LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT, TSF;
 *   Stock.Indicators GetSlope.
 */
export function linearRegression(
  period = 14,
): IndicatorSpec<'line' | 'slope' | 'intercept' | 'forecast' | 'rSquared' | 'error'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `linearRegression(${period})`,
    lines: [
      { name: 'line', unit: inPrice, warmup: period },
      { name: 'slope', unit: inPrice, warmup: period },
      { name: 'intercept', unit: inPrice, warmup: period },
      { name: 'forecast', unit: inPrice, warmup: period },
      { name: 'rSquared', unit: plain, warmup: period, range: [0, 1] },
      { name: 'error', unit: inPrice, warmup: period },
    ],
    stream: () => new LinearRegression(period),
  })
}

class LinearRegression extends CellStream {
  readonly #line: RollingLine
  readonly #period: number

  constructor(period: number) {
    const line = new RollingLine(period)
    super(6, [line])
    this.#line = line
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { readings } = this
    const line = this.#line
    if (!line.push(close[row] as number)) return
    const { slope, end, total, explained } = line
    readings[0] = end
    readings[1] = slope
    readings[2] = end - slope * (this.#period - 1)
    readings[3] = end + slope
    readings[4] = total > 0 ? Math.min(1, explained / total) : 0
    const rest = Math.max(0, total - explained)
    readings[5] = this.#period > 2 ? Math.sqrt(rest / (this.#period - 2)) : 0
  }
}
