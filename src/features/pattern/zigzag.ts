import { requireInside } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { Swings } from './swings.ts'

/**
 * Zigzag: the swings of the market. `swing`, `side` (1 a high, -1 a low) and `age` (bars since it
 * was made) are read at the bar at which a swing is first known, and at no other; `last` and
 * `direction` (1 rising from a low) stand from then on. Nothing that was told is ever taken back.
 *
 * @param reversal - Share of the price it has to turn by. Above 0, below 1.
 * @throws ArgumentError when it is not.
 * @see Golden numbers: written out in numpy 2.4.6.
 */
export function zigzag(
  reversal = 0.05,
): IndicatorSpec<'last' | 'direction' | 'swing' | 'side' | 'age'> {
  requireInside('reversal', reversal, 0, 1)
  return defineIndicator({
    key: `zigzag(${reversal})`,
    lines: [
      { name: 'last', unit: inPrice, warmup: 2, isSparse: true },
      { name: 'direction', unit: plain, warmup: 2, isSparse: true, range: [-1, 1] },
      { name: 'swing', unit: inPrice, warmup: 2, isSparse: true },
      { name: 'side', unit: plain, warmup: 2, isSparse: true, range: [-1, 1] },
      { name: 'age', unit: plain, warmup: 2, isSparse: true, range: [1, Number.MAX_VALUE] },
    ],
    stream: () => new Zigzag(reversal),
  })
}

class Zigzag extends CellStream {
  readonly #swings: Swings

  constructor(reversal: number) {
    const swings = new Swings(reversal, 1)
    super(5, [swings])
    this.#swings = swings
  }

  protected override step(bars: BarArrays, row: number): void {
    const { readings } = this
    const swings = this.#swings
    const isKnown = swings.push(bars, row)
    if (swings.count === 0) return
    readings[0] = swings.price(0)
    readings[1] = swings.direction
    readings[2] = isKnown ? swings.price(0) : Number.NaN
    readings[3] = isKnown ? -swings.direction : Number.NaN
    readings[4] = isKnown ? swings.age : Number.NaN
  }
}
