import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from '../percent-change.ts'

/**
 * Rate of change: how far the close is from that of `period` bars ago, percent, and its plain mean
 * as the signal. 0 where that close was 0.
 *
 * @param period - Bars to look back. Whole, >= 1.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: TA-Lib 0.8.2 ROC and SMA of it, Stock.Indicators GetRoc.
 */
export function roc(period = 12, signal = 9): IndicatorSpec<'roc' | 'signal'> {
  requireWhole('period', period, 1)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `roc(${period},${signal})`,
    lines: [
      { name: 'roc', unit: plain, warmup: period + 1 },
      { name: 'signal', unit: plain, warmup: period + signal },
    ],
    stream: () => new Roc(period, signal),
  })
}

/**
 * Rate of change ratio: the close as a multiple of that of `period` bars ago. 1 where that was 0.
 *
 * @param period - Bars to look back. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 ROCR.
 */
export function rocRatio(period = 12): IndicatorSpec<'rocRatio'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `rocRatio(${period})`,
    lines: [{ name: 'rocRatio', unit: plain, warmup: period + 1 }],
    stream: () => new Past(period, (value, past) => (past === 0 ? 1 : value / past)),
  })
}

/**
 * Momentum: how far the close is from that of `period` bars ago.
 *
 * @param period - Bars to look back. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 MOM, Stock.Indicators GetRoc.
 */
export function momentum(period = 10): IndicatorSpec<'momentum'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `momentum(${period})`,
    lines: [{ name: 'momentum', unit: inPrice, warmup: period + 1 }],
    stream: () => new Past(period, (value, past) => value - past),
  })
}

class Roc extends CellStream {
  readonly #past: Delay
  readonly #signal: RollingMean

  constructor(period: number, signal: number) {
    const past = new Delay(period)
    const mean = new RollingMean(signal)
    super(2, [past, mean])
    this.#past = past
    this.#signal = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const rate = percentChange(value, this.#past.push(value))
    this.readings[0] = rate
    this.readings[1] = this.#signal.push(rate)
  }
}

class Past extends CellStream {
  readonly #past: Delay
  readonly #compare: (value: number, past: number) => number

  constructor(period: number, compare: (value: number, past: number) => number) {
    const past = new Delay(period)
    super(1, [past])
    this.#past = past
    this.#compare = compare
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.readings[0] = this.#compare(value, this.#past.push(value))
  }
}
