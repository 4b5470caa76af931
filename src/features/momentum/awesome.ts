import { requireWhole } from '../../quant/index.ts'
import { RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'

/**
 * Awesome oscillator: the fast mean of the middle of the bar less the slow one, and the same as a
 * percentage of the middle of the bar, which is 0 where that is 0.
 *
 * @param fast - Window of the fast mean, bars. Whole, >= 1.
 * @param slow - Window of the slow mean, bars. Whole, above `fast`.
 * @throws ArgumentError when one is out of range.
 * @see Williams 1998. Golden numbers: TA-Lib 0.8.2 AO, Stock.Indicators GetAwesome.
 */
export function awesome(fast = 5, slow = 34): IndicatorSpec<'awesome' | 'normalized'> {
  requireFastAndSlow(fast, slow)
  return defineIndicator({
    key: `awesome(${fast},${slow})`,
    lines: [
      { name: 'awesome', unit: inPrice, warmup: slow },
      { name: 'normalized', unit: plain, warmup: slow },
    ],
    stream: () => new Awesome(fast, slow),
  })
}

/**
 * Accelerator oscillator: the awesome oscillator less its own mean.
 *
 * @param fast - Window of the fast mean, bars. Whole, >= 1.
 * @param slow - Window of the slow mean, bars. Whole, above `fast`.
 * @param signal - Window of the mean taken off, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Williams 1998. Golden numbers: TA-Lib 0.8.2 AC.
 */
export function accelerator(fast = 5, slow = 34, signal = 5): IndicatorSpec<'accelerator'> {
  requireFastAndSlow(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `accelerator(${fast},${slow},${signal})`,
    lines: [{ name: 'accelerator', unit: inPrice, warmup: slow + signal - 1 }],
    stream: () => new Accelerator(fast, slow, signal),
  })
}

class Awesome extends CellStream {
  readonly #fast: RollingMean
  readonly #slow: RollingMean

  constructor(fast: number, slow: number) {
    const cells = [new RollingMean(fast), new RollingMean(slow)] as const
    super(2, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    const gap = this.#fast.push(middle) - this.#slow.push(middle)
    if (Number.isNaN(gap)) return
    this.readings[0] = gap
    this.readings[1] = middle === 0 ? 0 : (100 * gap) / middle
  }
}

class Accelerator extends CellStream {
  readonly #fast: RollingMean
  readonly #slow: RollingMean
  readonly #signal: RollingMean

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new RollingMean(fast), new RollingMean(slow), new RollingMean(signal)] as const
    super(1, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#signal = cells[2]
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    const gap = this.#fast.push(middle) - this.#slow.push(middle)
    this.readings[0] = gap - this.#signal.push(gap)
  }
}
