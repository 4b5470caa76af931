import { assert, UserError } from '../../base/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import { columnsSha256, type LoadedBars } from '../../market/index.ts'
import type { WarmSpan } from '../../research/index.ts'
import type { Stretch } from '../sweep/sweep-plan.ts'

/**
 * The bars of a market that open and close within a span, those that warm it up included, and of
 * what is known beside them what stands at these bars: it was known at their closes, and stays so.
 *
 * @throws UserError `empty-range` where an instrument has none to trade on.
 */
export function stretchOver(
  { market, outside }: Pick<Stretch, 'market' | 'outside'>,
  span: WarmSpan,
): Stretch {
  return {
    market: market.map((of) => within(of, span)),
    outside: outside?.map((columns, i) => columnsWithin(columns, market[i], span)),
    warmUntil: span.from,
  }
}

/** The rows of a span: from the first on, before the second. */
function rowsOf({ bars }: LoadedBars, { warmFrom, to }: WarmSpan): readonly [number, number] {
  return [bars.rowAt(warmFrom + 1), bars.rowAt(to + 1)]
}

function columnsWithin(
  columns: OutsideColumns,
  of: LoadedBars | undefined,
  span: WarmSpan,
): OutsideColumns {
  assert(of !== undefined, 'there are columns for each instrument')
  const [first, end] = rowsOf(of, span)
  const cut = Object.entries(columns).map(([name, column]) => [name, column.slice(first, end)])
  return Object.fromEntries(cut) as OutsideColumns
}

function within(of: LoadedBars, span: WarmSpan): LoadedBars {
  const bars = of.bars.slice(...rowsOf(of, span))
  if (bars.rowAt(span.from + 1) >= bars.length)
    throw new UserError(
      'empty-range',
      `${of.instrument.id} has no bars in one of the windows; take fewer folds, or another span.`,
    )
  return { ...of, bars, sha256: columnsSha256(bars) }
}
