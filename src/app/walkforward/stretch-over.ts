import { UserError } from '../../base/index.ts'
import { columnsSha256, type LoadedBars } from '../../market/index.ts'
import type { WarmSpan } from '../../research/index.ts'
import type { Stretch } from '../sweep/sweep-plan.ts'

/**
 * The bars of a market that open and close within a span, those that warm it up included.
 *
 * @throws UserError `empty-range` where an instrument has none to trade on.
 */
export function stretchOver(market: readonly LoadedBars[], span: WarmSpan): Stretch {
  return { market: market.map((of) => within(of, span)), warmUntil: span.from }
}

function within(of: LoadedBars, { warmFrom, from, to }: WarmSpan): LoadedBars {
  const bars = of.bars.slice(of.bars.rowAt(warmFrom + 1), of.bars.rowAt(to + 1))
  if (bars.rowAt(from + 1) >= bars.length)
    throw new UserError(
      'empty-range',
      `${of.instrument.id} has no bars in one of the windows; take fewer folds, or another span.`,
    )
  return { ...of, bars, sha256: columnsSha256(bars) }
}
