import type { IndicatorSpec } from '../define-indicator.ts'
import { percentOscillator } from '../percent-oscillator.ts'

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
  return percentOscillator({
    name: 'volumeOscillator',
    line: 'oscillator',
    column: 'volume',
    fast,
    slow,
    signal,
  })
}
