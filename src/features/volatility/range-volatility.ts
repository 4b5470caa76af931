import { requirePositive, requireWhole } from '../../quant/index.ts'
import { RollingDeviation, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/** What the volatility of a bar is estimated from. */
export type RangeEstimator =
  | 'close-to-close'
  | 'parkinson'
  | 'garman-klass'
  | 'rogers-satchell'
  | 'yang-zhang'

/**
 * Volatility of log returns from the bars of the window, over `perYear` bars. A fraction: 0.5 is
 * 50 % a year when `perYear` is the bars of a year, and per bar when it is 1.
 *
 * - `close-to-close`: sample deviation of log returns. The only one with no use for highs and lows.
 * - `parkinson`: from the ranges; five times as efficient; no drift, no gaps.
 * - `garman-klass`: ranges and bodies; seven times; no drift, no gaps.
 * - `rogers-satchell`: right under any drift; no gaps.
 * - `yang-zhang`: gaps from close to open, and any drift; up to fourteen times. Sample variances of
 *   gaps and of bodies, weighted with k = 0.34 / (1.34 + (n + 1) / (n - 1)).
 *
 * A bar with a price that is not above 0 counts as one that did not move.
 *
 * @param period - Window: returns for `close-to-close` and `yang-zhang`, bars for others. Whole,
 *   >= 2.
 * @param perYear - What to scale to, in bars. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Parkinson 1980; Garman and Klass 1980; Rogers and Satchell 1991; Yang and Zhang 2000.
 *   Golden numbers: TTR 0.24.3 volatility, "close", "parkinson", "garman.klass",
 *   "rogers.satchell", "yang.zhang".
 */
export function rangeVolatility(
  estimator: RangeEstimator,
  period = 10,
  perYear = 1,
): IndicatorSpec<'volatility'> {
  requireWhole('period', period, 2)
  requirePositive('perYear', perYear)
  const needsBefore = estimator === 'close-to-close' || estimator === 'yang-zhang'
  return defineIndicator({
    key: `rangeVolatility(${estimator},${period},${perYear})`,
    lines: [
      {
        name: 'volatility',
        unit: plain,
        warmup: needsBefore ? period + 1 : period,
        range: [0, Number.MAX_VALUE],
      },
    ],
    stream: () => make(estimator, period, perYear),
  })
}

function make(estimator: RangeEstimator, period: number, perYear: number): CellStream {
  if (estimator === 'close-to-close') return new CloseToClose(period, perYear)
  if (estimator === 'yang-zhang') return new YangZhang(period, perYear)
  return new MeanOfBars(estimator, period, perYear)
}

class CloseToClose extends CellStream {
  readonly #returns: RollingDeviation
  readonly #perYear: number

  constructor(period: number, perYear: number) {
    const returns = new RollingDeviation(period)
    super(1, [returns], 2)
    this.#returns = returns
    this.#perYear = perYear
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const before = own[0] as number
    own[0] = close[row] as number
    if (own[1] === 0) own[1] = 1
    else if (this.#returns.push(logRatio(close[row] as number, before)))
      this.readings[0] = Math.sqrt(this.#returns.variance(1) * this.#perYear)
  }
}

/** The mean over the window of what each bar alone says. */
class MeanOfBars extends CellStream {
  readonly #estimator: 'parkinson' | 'garman-klass' | 'rogers-satchell'
  readonly #sum: RollingSum
  readonly #scale: number

  constructor(
    estimator: 'parkinson' | 'garman-klass' | 'rogers-satchell',
    period: number,
    perYear: number,
  ) {
    const sum = new RollingSum(period)
    super(1, [sum])
    this.#estimator = estimator
    this.#sum = sum
    this.#scale = perYear / period
  }

  protected override step(columns: BarArrays, row: number): void {
    const sum = this.#sum.push(this.#ofBar(columns, row))
    this.readings[0] = Math.sqrt(Math.max(0, sum) * this.#scale)
  }

  #ofBar({ open, high, low, close }: BarArrays, row: number): number {
    if (this.#estimator === 'rogers-satchell')
      return rogersSatchell(
        open[row] as number,
        high[row] as number,
        low[row] as number,
        close[row] as number,
      )
    const range = logRatio(high[row] as number, low[row] as number)
    if (this.#estimator === 'parkinson') return (range * range) / (4 * Math.LN2)
    const body = logRatio(close[row] as number, open[row] as number)
    return 0.5 * range * range - (2 * Math.LN2 - 1) * body * body
  }
}

class YangZhang extends CellStream {
  readonly #gaps: RollingDeviation
  readonly #bodies: RollingDeviation
  readonly #sum: RollingSum
  readonly #period: number
  readonly #perYear: number
  readonly #k: number

  constructor(period: number, perYear: number) {
    const gaps = new RollingDeviation(period)
    const bodies = new RollingDeviation(period)
    const sum = new RollingSum(period)
    super(1, [gaps, bodies, sum], 2)
    this.#gaps = gaps
    this.#bodies = bodies
    this.#sum = sum
    this.#period = period
    this.#perYear = perYear
    this.#k = 0.34 / (1.34 + (period + 1) / (period - 1))
  }

  protected override step({ open, high, low, close }: BarArrays, row: number): void {
    const { own } = this
    const first = open[row] as number
    const last = close[row] as number
    const before = own[0] as number
    const isFirst = own[1] === 0
    own[0] = last
    own[1] = 1
    const bar = rogersSatchell(first, high[row] as number, low[row] as number, last)
    // Bodies and bars are taken in from the first, so that all windows end at the same bar.
    this.#bodies.push(logRatio(last, first))
    const sum = this.#sum.push(bar)
    if (isFirst || !this.#gaps.push(logRatio(first, before))) return
    const k = this.#k
    const spread = this.#gaps.variance(1) + k * this.#bodies.variance(1)
    const variance = spread + (1 - k) * (Math.max(0, sum) / this.#period)
    this.readings[0] = Math.sqrt(variance * this.#perYear)
  }
}

function rogersSatchell(open: number, high: number, low: number, close: number): number {
  const up = logRatio(high, close) * logRatio(high, open)
  return up + logRatio(low, close) * logRatio(low, open)
}

function logRatio(above: number, below: number): number {
  return above > 0 && below > 0 ? Math.log(above / below) : 0
}
