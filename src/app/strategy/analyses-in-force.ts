import type { AnalysisRunner, StrategyRegistry } from '../../evolution/index.ts'
import { type AnalysisSlots, shippedAnalyses } from './analyse-run.ts'
import type { BoxPool } from './box-pool.ts'
import { boxedAnalysis } from './boxed-analysis.ts'

/** An analysis of a desk's own record: its id, and its source. */
export type ShownAnalysis = { readonly version: string; readonly source: string }

/** The analysis in force in a place, where it is not the one that ships. */
export function shownAnalysis(
  registry: StrategyRegistry,
  slot: keyof AnalysisSlots,
): ShownAnalysis | undefined {
  const champion = registry.book.champion(slot)
  if (champion === undefined) return undefined
  return { version: champion.id, source: registry.source(champion.id) }
}

/**
 * Both analyses as a night would have them: what the desk took up, in a box, and where it took up
 * none, what ships.
 *
 * @param registry - `undefined` for a desk that kept no versions yet.
 * @throws UserError `strategies-damaged`
 */
export function analysesInForce(
  registry: StrategyRegistry | undefined,
  pool: BoxPool,
): AnalysisSlots {
  const runner = (slot: keyof AnalysisSlots): AnalysisRunner => {
    const shown = registry === undefined ? undefined : shownAnalysis(registry, slot)
    return shown === undefined ? shippedAnalyses[slot] : boxedAnalysis(pool, shown.source)
  }
  return { market: runner('market'), trades: runner('trades') }
}
