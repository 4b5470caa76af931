import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Percentage volume oscillator: a fast average of the volume over a slow one, less 1, in per cent;
 * its signal and the histogram between. Without volume it reads 0.
 *
 * @param fast - Window, bars. Whole, >= 1.
 * @param slow - Window, bars. Whole, above `fast`.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: Stock.Indicators GetPvo.
 */
export function volumeOscillator(
  fast = 12,
  slow = 26,
  signal = 9,
): IndicatorSpec<'oscillator' | 'signal' | 'histogram'> {
  requireWhole('fast', fast, 1)
  requireWhole('slow', slow, 1)
  requireWhole('signal', signal, 1)
  if (slow <= fast) throw new ArgumentError(`slow must be above fast, ${fast}, was ${slow}`)
  return defineIndicator({
    key: `volumeOscillator(${fast},${slow},${signal})`,
    lines: [
      { name: 'oscillator', unit: plain, warmup: slow },
      { name: 'signal', unit: plain, warmup: slow + signal - 1 },
      { name: 'histogram', unit: plain, warmup: slow + signal - 1 },
    ],
    stream: () => new VolumeOscillator(fast, slow, signal),
  })
}

class VolumeOscillator extends CellStream {
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

  protected override step({ volume }: BarArrays, row: number): void {
    const { readings } = this
    const traded = volume[row] as number
    const fast = this.#fast.push(traded)
    const slow = this.#slow.push(traded)
    const line = slow === 0 ? 0 : (100 * (fast - slow)) / slow
    const signal = this.#signal.push(line)
    readings[0] = line
    readings[1] = signal
    readings[2] = line - signal
  }
}
