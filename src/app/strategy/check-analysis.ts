import { canonicalJson } from '../../base/index.ts'
import {
  type AnalysisReport,
  type Candidate,
  type Checked,
  modelReview,
  type Workshop,
} from '../../evolution/index.ts'
import type { NamedModel } from '../../llm/index.ts'
import { analyseOne, type AnalysisSlots } from './analyse-run.ts'
import type { BoxPool } from './box-pool.ts'
import { boxedAnalysis } from './boxed-analysis.ts'
import { readChange } from './read-change.ts'
import type { RunEvents } from './run-events.ts'

/** What rewritten analyses are tried on. */
export type AnalysisGround = {
  readonly pool: BoxPool
  /** Folder of the desk, for tables that are removed again. */
  readonly folder: string
  readonly run: RunEvents
  readonly reviewer: NamedModel | undefined
  /** What each version said first. */
  readonly said: Map<string, AnalysisReport>
  /** Source of the analysis that is in force; nothing where it is the one that ships. */
  readonly inForce: (module: keyof AnalysisSlots) => string
}

/**
 * Tries a rewritten analysis in boxes: it decides nothing, so no gate is asked, but it must be read
 * by a reviewer, say what it queries, and report the same twice on the run of this night.
 */
export async function checkAnalysis(
  step: Parameters<Workshop['check']>[0],
  candidate: Candidate & { readonly module: keyof AnalysisSlots },
  ground: AnalysisGround,
): Promise<Checked> {
  const { source, module, version } = candidate
  const reports = (): Promise<AnalysisReport> =>
    analyseOne(ground.run, ground.folder, module, boxedAnalysis(ground.pool, source))
  switch (step) {
    case 'review': {
      const before = ground.inForce(module)
      const read = readChange(source, before)
      if (!read.isPassed || ground.reviewer === undefined) return read
      return modelReview(ground.reviewer, candidate, before)
    }
    case 'static':
      return passed('asked in the sandbox')
    case 'sandbox': {
      const first = await reports()
      ground.said.set(version, first)
      return told(first)
    }
    case 'soundness': {
      const one = await reports()
      const isSame = canonicalJson({ ...one }) === canonicalJson({ ...ground.said.get(version) })
      return isSame
        ? told(one)
        : { isPassed: false, why: 'it says two things of one run', figures: {} }
    }
  }
}

function told(report: AnalysisReport): Checked {
  if (report.kind === 'failed')
    return { isPassed: false, why: report.why.slice(0, 300), figures: {} }
  const figures = { characters: canonicalJson(report.report).length }
  return { ...passed(`${report.name} reports`), figures }
}

function passed(why: string): Checked {
  return { isPassed: true, why, figures: {} }
}
