import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Delay, RollingMean, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from '../percent-change.ts'

/** Windows of the four rates of change and of the means over them, bars. */
export type KstWindows = {
  readonly rates?: readonly number[]
  readonly means?: readonly number[]
  /** Window of the signal, a plain mean. */
  readonly signal?: number
}

/**
 * Pring's know sure thing: four smoothed rates of change, percent, weighted 1 2 3 4, the longest
 * counting most.
 *
 * @param windows - Four rates (10, 15, 20, 30), four means (10, 10, 10, 15) and the signal (9), in
 *   bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range, or there are not four.
 * @see Pring 1992. Golden numbers: ta 0.11.0 KSTIndicator.
 */
export function kst(windows: KstWindows = {}): IndicatorSpec<'kst' | 'signal'> {
  const { rates = [10, 15, 20, 30], means = [10, 10, 10, 15], signal = 9 } = windows
  requireFour('rates', rates)
  requireFour('means', means)
  requireWhole('signal', signal, 1)
  const warmup = Math.max(...rates.map((rate, i) => rate + (means[i] ?? 0)))
  return defineIndicator({
    key: `kst(${rates.join(',')};${means.join(',')};${signal})`,
    lines: [
      { name: 'kst', unit: plain, warmup },
      { name: 'signal', unit: plain, warmup: warmup + signal - 1 },
    ],
    stream: () => new Kst(rates, means, signal),
  })
}

function requireFour(name: string, windows: readonly number[]): void {
  if (windows.length !== 4)
    throw new ArgumentError(`${name} must have 4 values, had ${windows.length}`)
  windows.forEach((window, i) => requireWhole(`${name}[${i}]`, window, 1))
}

class Kst extends CellStream {
  readonly #pasts: readonly Delay[]
  readonly #sums: readonly RollingSum[]
  readonly #signal: RollingMean
  readonly #means: readonly number[]

  constructor(rates: readonly number[], means: readonly number[], signal: number) {
    const pasts = rates.map((rate) => new Delay(rate))
    const sums = means.map((mean) => new RollingSum(mean))
    const last = new RollingMean(signal)
    super(2, [...pasts, ...sums, last])
    this.#pasts = pasts
    this.#sums = sums
    this.#signal = last
    this.#means = means
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    let line = 0
    for (let i = 0; i < 4; i += 1) {
      const rate = percentChange(value, (this.#pasts[i] as Delay).push(value))
      line += ((i + 1) * (this.#sums[i] as RollingSum).push(rate)) / (this.#means[i] as number)
    }
    this.readings[0] = line
    this.readings[1] = this.#signal.push(line)
  }
}
