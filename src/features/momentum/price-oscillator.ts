import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from './percent-change.ts'

/**
 * Percentage price oscillator: the fast average as a percentage above the slow one, its own average
 * as the signal, and the histogram between the two. Seeded as `macd` is; 0 where the slow average
 * is 0.
 *
 * @param fast - Window of the fast average, bars. Whole, >= 1.
 * @param slow - Window of the slow average, bars. Whole, above `fast`.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Appel 1979. Golden numbers: TTR 0.24.3 MACD in percent; TA-Lib 0.8.2 PPO after 150 bars.
 */
export function ppo(
  fast = 12,
  slow = 26,
  signal = 9,
): IndicatorSpec<'ppo' | 'signal' | 'histogram'> {
  requireWindows(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `ppo(${fast},${slow},${signal})`,
    lines: [
      { name: 'ppo', unit: plain, warmup: slow },
      { name: 'signal', unit: plain, warmup: slow + signal - 1 },
      { name: 'histogram', unit: plain, warmup: slow + signal - 1 },
    ],
    stream: () => new Ppo(fast, slow, signal),
  })
}

/**
 * Absolute price oscillator: the fast average less the slow one. It is `macd` without a signal.
 *
 * @param fast - Window of the fast average, bars. Whole, >= 1.
 * @param slow - Window of the slow average, bars. Whole, above `fast`.
 * @throws ArgumentError when one is out of range.
 * @see Appel 1979. Golden numbers: TTR 0.24.3 MACD; TA-Lib 0.8.2 APO after 150 bars.
 */
export function apo(fast = 12, slow = 26): IndicatorSpec<'apo'> {
  requireWindows(fast, slow)
  return defineIndicator({
    key: `apo(${fast},${slow})`,
    lines: [{ name: 'apo', unit: inPrice, warmup: slow }],
    stream: () => new Apo(fast, slow),
  })
}

function requireWindows(fast: number, slow: number): void {
  requireWhole('fast', fast, 1)
  requireWhole('slow', slow, 1)
  if (slow <= fast) throw new ArgumentError(`slow must be above fast, ${fast}, was ${slow}`)
}

class Ppo extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential
  readonly #signal: Exponential

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new Exponential(fast), new Exponential(slow), new Exponential(signal)] as const
    super(3, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#signal = cells[2]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { readings } = this
    const value = close[row] as number
    const line = percentChange(this.#fast.push(value), this.#slow.push(value))
    const signal = this.#signal.push(line)
    readings[0] = line
    readings[1] = signal
    readings[2] = line - signal
  }
}

class Apo extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential

  constructor(fast: number, slow: number) {
    const cells = [new Exponential(fast), new Exponential(slow)] as const
    super(1, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.readings[0] = this.#fast.push(value) - this.#slow.push(value)
  }
}
