import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Williams' fractals: a high above those of the `span` bars on each side, a low below them. It is
 * known `span` bars after it was made, and read then: `top` and `bottom` are the prices of a
 * fractal that is known with this bar, and have no reading otherwise.
 *
 * @param span - Bars to each side. Whole, >= 1.
 * @throws ArgumentError when `span` is out of range.
 * @see Williams 1995. Golden numbers: written out in numpy 2.4.6; Stock.Indicators GetFractal
 *   draws them at the bar where they were made.
 */
export function fractal(span = 2): IndicatorSpec<'top' | 'bottom'> {
  requireWhole('span', span, 1)
  return defineIndicator({
    key: `fractal(${span})`,
    lines: [
      { name: 'top', unit: inPrice, warmup: 2 * span + 1, isSparse: true },
      { name: 'bottom', unit: inPrice, warmup: 2 * span + 1, isSparse: true },
    ],
    stream: () => new Fractal(span),
  })
}

class Fractal extends CellStream {
  readonly #tops: Side
  readonly #bottoms: Side

  constructor(span: number) {
    const tops = new Side(span)
    const bottoms = new Side(span)
    super(2, [...tops.cells, ...bottoms.cells])
    this.#tops = tops
    this.#bottoms = bottoms
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    this.readings[0] = this.#tops.push(high[row] as number)
    // A bottom is a top of the market held upside down.
    this.readings[1] = -this.#bottoms.push(-(low[row] as number))
  }
}

/** Finds the tops of one series. */
class Side {
  readonly cells: readonly [RollingExtreme, RollingExtreme, Delay, Delay]

  constructor(span: number) {
    this.cells = [
      new RollingExtreme(span, 1),
      new RollingExtreme(span, 1),
      new Delay(span),
      new Delay(1),
    ]
  }

  /** @returns The top that is known with `value`; NaN when there is none. */
  push(value: number): number {
    const [after, before, middle, last] = this.cells
    const right = after.push(value)
    const candidate = middle.push(value)
    // Of the bars before the candidate: it is taken in once it has been judged.
    const left = before.push(last.push(candidate))
    return candidate > right && candidate > left ? candidate : Number.NaN
  }
}
