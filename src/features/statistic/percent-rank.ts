import { requireWhole } from '../../quant/index.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { PercentRank } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import { CellStream } from '../stream.ts'

/**
 * How many of the `period` closes before this one are below it, in per cent; a market that never
 * moved reads 0. It looks at the whole window on every bar.
 *
 * @param period - Window, bars, this one left out. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: scipy 1.17.1 stats.percentileofscore, kind "strict".
 */
export function percentRank(period = 100): IndicatorSpec<'rank'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `percentRank(${period})`,
    lines: [{ name: 'rank', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new CloseRank(period),
  })
}

class CloseRank extends CellStream {
  readonly #rank: PercentRank

  constructor(period: number) {
    const rank = new PercentRank(period)
    super(1, [rank])
    this.#rank = rank
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#rank.push(close[row] as number)
  }
}
