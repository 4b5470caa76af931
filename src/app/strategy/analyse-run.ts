import {
  type AnalysisReport,
  type AnalysisRunner,
  marketAnalysis,
  nativeRunner,
  runAnalysis,
  tradesAnalysis,
} from '../../evolution/index.ts'
import { truthJson } from '../../ledger/index.ts'
import { askQueries } from './ask-queries.ts'
import type { RunEvents } from './run-events.ts'
import type { RunTruth } from './run-truth.ts'
import { withAnalysis } from './with-analysis.ts'

/** The two places an analysis can stand in; who rewrites one puts another module into its place. */
export type AnalysisSlots = {
  readonly market: AnalysisRunner
  readonly trades: AnalysisRunner
}

/** The analyses that ship. */
export const shippedAnalyses: AnalysisSlots = {
  market: nativeRunner(marketAnalysis),
  trades: nativeRunner(tradesAnalysis),
}

/** What is true of a run, and what both analyses make of it. */
export type AnalysedRun = {
  readonly told: RunTruth
  readonly market: AnalysisReport
  readonly trades: AnalysisReport
}

/** What one analysis makes of a run. @throws UserError as `analyseRun` does */
export function analyseOne(
  run: RunEvents,
  folder: string,
  slot: keyof AnalysisSlots,
  runner: AnalysisRunner,
): Promise<AnalysisReport> {
  return withAnalysis(run, folder, (path, { truth }) =>
    runAnalysis(slot, runner, truthJson(truth), (queries) => askQueries(path, queries)),
  )
}

/**
 * Says what is true of a run, then has both analyses read its tables and report. One that fails
 * says so in its place, and the other reports all the same.
 *
 * @param folder - Of the desk, for tables that are removed again.
 * @throws UserError `journal-damaged`, `journal-newer`, `query-stopped`
 */
export function analyseRun(
  run: RunEvents,
  folder: string,
  { market, trades }: AnalysisSlots = shippedAnalyses,
): Promise<AnalysedRun> {
  return withAnalysis(run, folder, async (path, told) => {
    const truth = truthJson(told.truth)
    const ask = (queries: readonly string[]): ReturnType<typeof askQueries> =>
      askQueries(path, queries)
    return {
      told,
      market: await runAnalysis('market', market, truth, ask),
      trades: await runAnalysis('trades', trades, truth, ask),
    }
  })
}
