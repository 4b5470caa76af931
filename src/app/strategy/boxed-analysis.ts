import { declined, ok, type Result } from '../../base/index.ts'
import type { AnalysisRunner } from '../../evolution/index.ts'
import type { BoxResult } from './box.ts'
import type { BoxPool } from './box-pool.ts'

/**
 * An analysis that a stranger wrote, each question in a box of its own: it is given copies of rows,
 * and what it says is words that are parsed and bounded on this side.
 *
 * @param source - TypeScript of one file that exports `analysis` and imports nothing but types.
 */
export function boxedAnalysis(pool: BoxPool, source: string): AnalysisRunner {
  return {
    describe: async () => said(await pool.use((box) => box.analysis(source))),
    report: async (given) => {
      const words = JSON.stringify(given)
      return said(await pool.use((box) => box.analysis(source, words)))
    },
  }
}

function said(result: BoxResult<string>): Result<unknown> {
  if (result.kind === 'fault') return declined(result.why)
  try {
    return ok(JSON.parse(result.value) as unknown)
  } catch {
    return declined('what it says is no JSON')
  }
}
