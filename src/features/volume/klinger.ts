import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inVolume } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'

const priceBefore = 0
const rangeBefore = 1
const trendBefore = 2
const movement = 3
const bars = 4

/**
 * Klinger volume oscillator: a fast average of volume force less a slow one, and its signal. Force
 * is the volume, signed by whether high + low + close rose, times 100 |2 (range / movement - 1)|,
 * where `movement` adds up the ranges since the trend last turned. A trend goes on through a bar
 * that did not move; without a range the force is 0.
 *
 * @param fast - Window, bars. Whole, >= 1.
 * @param slow - Window, bars. Whole, above `fast`.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Klinger 1997. Golden numbers: written out in numpy 2.4.6 from his rule.
 */
export function klinger(fast = 34, slow = 55, signal = 13): IndicatorSpec<'oscillator' | 'signal'> {
  requireFastAndSlow(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `klinger(${fast},${slow},${signal})`,
    lines: [
      { name: 'oscillator', unit: inVolume, warmup: slow + 2 },
      { name: 'signal', unit: inVolume, warmup: slow + signal + 1 },
    ],
    stream: () => new Klinger(fast, slow, signal),
  })
}

class Klinger extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential
  readonly #signal: Exponential

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new Exponential(fast), new Exponential(slow), new Exponential(signal)] as const
    super(2, cells, 5)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#signal = cells[2]
  }

  protected override step(columns: BarArrays, row: number): void {
    const { readings } = this
    const force = this.#force(columns, row)
    const line = this.#fast.push(force) - this.#slow.push(force)
    readings[0] = line
    readings[1] = this.#signal.push(line)
  }

  /** NaN for the first two bars, which have no trend before theirs. */
  #force({ high, low, close, volume }: BarArrays, row: number): number {
    const { own } = this
    const range = (high[row] as number) - (low[row] as number)
    const price = (high[row] as number) + (low[row] as number) + (close[row] as number)
    const seen = own[bars] as number
    const gap = price - (own[priceBefore] as number)
    const before = own[trendBefore] as number
    const trend = seen === 0 ? 0 : gap > 0 ? 1 : gap < 0 ? -1 : before
    if (seen >= 2)
      own[movement] =
        trend === before ? (own[movement] as number) + range : (own[rangeBefore] as number) + range
    const whole = own[movement] as number
    own[priceBefore] = price
    own[rangeBefore] = range
    own[trendBefore] = trend
    if (seen < 2) {
      own[bars] = seen + 1
      return Number.NaN
    }
    if (whole === 0) return 0
    return (volume[row] as number) * Math.abs(2 * (range / whole - 1)) * trend * 100
  }
}
