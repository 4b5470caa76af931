import type { Crossing } from '../../agents/index.ts'
import { blockRows } from '../../features/index.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { ScreenTerms } from './screen-book.ts'
import type { ScreenMarket } from './screen-market.ts'
import { screenMetrics } from './screen-metrics.ts'
import { ScreenRun } from './screen-run.ts'

/** Variants that go through the bars side by side, so that readings of a block are shared. */
const sideBySide = 64

/** Runs variants over one market, in their order. @returns What is measured of each. */
export function screenVariants(
  market: ScreenMarket,
  crossings: readonly Crossing[],
  terms: ScreenTerms,
): readonly Metrics[] {
  const all: Metrics[] = []
  for (let from = 0; from < crossings.length; from += sideBySide) {
    const runs = crossings
      .slice(from, from + sideBySide)
      .map((crossing) => new ScreenRun(market, crossing, terms))
    screenRuns(market, runs)
    for (const run of runs) all.push(screenMetrics(run, market, terms.cash))
  }
  return all
}

/** Takes runs from the first bar to the last. */
export function screenRuns(market: ScreenMarket, runs: readonly ScreenRun[]): void {
  const { length } = market.bars
  for (let from = 0; from < length; from += blockRows) {
    const to = Math.min(length, from + blockRows)
    for (let i = 0; i < runs.length; i += 1) (runs[i] as ScreenRun).block(from, to)
  }
  for (const run of runs) run.end()
}
