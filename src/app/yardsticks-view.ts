import type { Brought, YardstickFigures } from '../committee/index.ts'
import { finite, finiteBounds } from './desk-rows.ts'
import type { BroughtRow, YardsticksView } from './swarm-view.ts'

/** @param whole - What the swarm as a whole came to. */
export function yardsticksView(
  { hold, holdAsMuch, traders, size }: YardstickFigures,
  whole: Brought,
): YardsticksView {
  const better = traders.filter(({ total }) => total > whole.total).length
  return {
    size,
    hold: broughtRow(hold),
    holdAsMuch: broughtRow(holdAsMuch),
    random: amongTraders(traders),
    traders: traders.length,
    place: size > 0 ? better + 1 : null,
  }
}

/** Sums, the mean of a bar and its interval as JSON can hold them. */
export function broughtRow({ total, mean, interval }: Brought): BroughtRow {
  return { total, perBar: finite(mean), interval: finiteBounds(interval) }
}

/** Their mean, and from the worst to the best of them. */
function amongTraders(traders: readonly Brought[]): BroughtRow {
  const means = traders.map(({ mean }) => mean)
  const total = traders.reduce((sum, each) => sum + each.total, 0) / traders.length
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length
  const interval = [Math.min(...means), Math.max(...means)] as const
  return broughtRow({ bars: traders[0]?.bars ?? 0, total, mean, interval })
}
