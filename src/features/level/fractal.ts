import { requireWhole } from '../../quant/index.ts'
import { Tops } from '../cell/index.ts'
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
  readonly #tops: Tops
  readonly #bottoms: Tops

  constructor(span: number) {
    const tops = new Tops(span)
    const bottoms = new Tops(span)
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
