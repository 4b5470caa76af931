import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
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
  requireWindows(fast, slow)
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
  requireWindows(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `accelerator(${fast},${slow},${signal})`,
    lines: [{ name: 'accelerator', unit: inPrice, warmup: slow + signal - 1 }],
    stream: () => new Accelerator(fast, slow, signal),
  })
}

function requireWindows(fast: number, slow: number): void {
  requireWhole('fast', fast, 1)
  requireWhole('slow', slow, 1)
  if (slow <= fast) throw new ArgumentError(`slow must be above fast, ${fast}, was ${slow}`)
}

class Awesome extends CellStream {
  readonly #fast: RollingSum
  readonly #slow: RollingSum
  readonly #periods: readonly [fast: number, slow: number]

  constructor(fast: number, slow: number) {
    const cells = [new RollingSum(fast), new RollingSum(slow)] as const
    super(2, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#periods = [fast, slow]
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    const periods = this.#periods
    const gap = this.#fast.push(middle) / periods[0] - this.#slow.push(middle) / periods[1]
    if (Number.isNaN(gap)) return
    this.readings[0] = gap
    this.readings[1] = middle === 0 ? 0 : (100 * gap) / middle
  }
}

class Accelerator extends CellStream {
  readonly #fast: RollingSum
  readonly #slow: RollingSum
  readonly #signal: RollingSum
  readonly #periods: readonly [fast: number, slow: number, signal: number]

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new RollingSum(fast), new RollingSum(slow), new RollingSum(signal)] as const
    super(1, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#signal = cells[2]
    this.#periods = [fast, slow, signal]
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    const periods = this.#periods
    const gap = this.#fast.push(middle) / periods[0] - this.#slow.push(middle) / periods[1]
    this.readings[0] = gap - this.#signal.push(gap) / periods[2]
  }
}
