import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from '../percent-change.ts'

/**
 * TRIX: change of a triple exponential average over one bar, percent, and its own average as the
 * signal. Every average is seeded with the mean of its own first window, as TA-Lib does;
 * Stock.Indicators seeds the three at once and differs for some ten windows.
 *
 * @param period - Window of each of the three averages, bars. Whole, >= 1.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Hutson 1983. Golden numbers: TA-Lib 0.8.2 TRIX and EMA of it, TTR 0.24.3
 *   TRIX.
 */
export function trix(period = 15, signal = 9): IndicatorSpec<'trix' | 'signal'> {
  requireWhole('period', period, 1)
  requireWhole('signal', signal, 1)
  const warmup = 3 * period - 1
  return defineIndicator({
    key: `trix(${period},${signal})`,
    lines: [
      { name: 'trix', unit: plain, warmup },
      { name: 'signal', unit: plain, warmup: warmup + signal - 1 },
    ],
    stream: () => new Trix(period, signal),
  })
}

class Trix extends CellStream {
  readonly #first: Exponential
  readonly #second: Exponential
  readonly #third: Exponential
  readonly #before: Delay
  readonly #signal: Exponential

  constructor(period: number, signal: number) {
    const chain = [
      new Exponential(period),
      new Exponential(period),
      new Exponential(period),
    ] as const
    const before = new Delay(1)
    const last = new Exponential(signal)
    super(2, [...chain, before, last])
    this.#first = chain[0]
    this.#second = chain[1]
    this.#third = chain[2]
    this.#before = before
    this.#signal = last
  }

  protected override step({ close }: BarArrays, row: number): void {
    const mean = this.#third.push(this.#second.push(this.#first.push(close[row] as number)))
    const line = percentChange(mean, this.#before.push(mean))
    this.readings[0] = line
    this.readings[1] = this.#signal.push(line)
  }
}
