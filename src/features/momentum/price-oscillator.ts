import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'
import { percentOscillator } from '../percent-oscillator.ts'

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
  return percentOscillator({ name: 'ppo', line: 'ppo', column: 'close', fast, slow, signal })
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
  requireFastAndSlow(fast, slow)
  return defineIndicator({
    key: `apo(${fast},${slow})`,
    lines: [{ name: 'apo', unit: inPrice, warmup: slow }],
    stream: () => new Apo(fast, slow),
  })
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
