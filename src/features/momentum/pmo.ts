import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from '../percent-change.ts'

/**
 * Price momentum oscillator of DecisionPoint: ten times the change over one bar, percent, smoothed
 * twice with weights of 2 / window; and an exponential average of it as the signal. Every average
 * is seeded with the mean of its first window.
 *
 * @param first - Window of the first smoothing, bars. Whole, >= 2.
 * @param second - Window of the second, bars. Whole, >= 2.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Swenlin. Golden numbers: Stock.Indicators GetPmo, the definition in numpy 2.4.6.
 */
export function pmo(first = 35, second = 20, signal = 10): IndicatorSpec<'pmo' | 'signal'> {
  requireWhole('first', first, 2)
  requireWhole('second', second, 2)
  requireWhole('signal', signal, 1)
  const warmup = first + second
  return defineIndicator({
    key: `pmo(${first},${second},${signal})`,
    lines: [
      { name: 'pmo', unit: plain, warmup },
      { name: 'signal', unit: plain, warmup: warmup + signal - 1 },
    ],
    stream: () => new Pmo(first, second, signal),
  })
}

class Pmo extends CellStream {
  readonly #before: Delay
  readonly #first: Exponential
  readonly #second: Exponential
  readonly #signal: Exponential

  constructor(first: number, second: number, signal: number) {
    const before = new Delay(1)
    const cells = [
      new Exponential(first, 2 / first),
      new Exponential(second, 2 / second),
      new Exponential(signal),
    ] as const
    super(2, [before, ...cells])
    this.#before = before
    this.#first = cells[0]
    this.#second = cells[1]
    this.#signal = cells[2]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const change = percentChange(value, this.#before.push(value))
    const line = this.#second.push(10 * this.#first.push(change))
    this.readings[0] = line
    this.readings[1] = this.#signal.push(line)
  }
}
