import { declined, type Json, ok, reasonOf, type Result } from '../../base/index.ts'
import type { AnalysisGiven, AnalysisModule, AnalysisTable } from './analysis-module.ts'
import { readDescription, readReport } from './read-analysis.ts'

/** Whatever runs an analysis: this process for those that ship, a box for those of strangers. */
export type AnalysisRunner = {
  /** What the module says of itself, unread. */
  readonly describe: () => Promise<Result<unknown>>
  /** What it makes of its rows, unread. */
  readonly report: (given: AnalysisGiven) => Promise<Result<unknown>>
}

/** Asks a database: one answer a query, each declined alone. */
export type AskTables = (queries: readonly string[]) => Promise<readonly Result<AnalysisTable>[]>

/** What came of an analysis. One that failed says so: nobody takes silence for calm. */
export type AnalysisReport =
  | { readonly kind: 'report'; readonly name: string; readonly report: Json }
  | { readonly kind: 'failed'; readonly name: string; readonly why: string }

/** Runs an analysis that ships with the program. */
export function nativeRunner({ report, ...said }: AnalysisModule): AnalysisRunner {
  return {
    describe: async () => ok(said),
    report: async (given) => {
      try {
        return ok(report(given))
      } catch (error) {
        return declined(reasonOf(error))
      }
    },
  }
}

/**
 * Has an analysis say what it wants to read, reads it, and has it report. Nothing it says is taken
 * as it is. Never rejects for what a module does; it does for a database that cannot be asked.
 *
 * @param slot - What it is called where it has no name yet: `market` or `trades`.
 */
export async function runAnalysis(
  slot: string,
  runner: AnalysisRunner,
  truth: AnalysisGiven['truth'],
  ask: AskTables,
): Promise<AnalysisReport> {
  const failed = (why: string): AnalysisReport => ({ kind: 'failed', name: slot, why })
  const said = await runner.describe()
  const description = said.ok ? readDescription(said.value) : said
  if (!description.ok) return failed(description.error)
  const { name, queries } = description.value
  const answers = await ask(Object.values(queries))
  const tables: [string, AnalysisTable][] = []
  for (const [i, query] of Object.keys(queries).entries()) {
    const answer = answers[i]
    if (answer?.ok !== true) return failed(`the query ${query}: ${answer?.error ?? 'no answer'}`)
    tables.push([query, answer.value])
  }
  const told = await runner.report({ truth, tables: Object.fromEntries(tables) })
  const report = told.ok ? readSafely(told.value) : told
  return report.ok ? { kind: 'report', name, report: report.value } : failed(report.error)
}

/** What a module of this process made may throw when it is looked at. */
function readSafely(said: unknown): Result<Json> {
  try {
    return readReport(said)
  } catch (error) {
    return declined(reasonOf(error))
  }
}
