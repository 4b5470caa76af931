import type { Micros } from '../../domain/index.ts'
import { listAudit, verifyDeskAudit } from '../control/desk-audit.ts'
import { TrialFile } from '../trial-file.ts'
import type { ObservationLine, PlanLine } from './evolved-lines.ts'
import { type NightLine, nightLines } from './night-lines.ts'
import { pageOf, type RowPage, type Span } from './page-of.ts'
import {
  type ExperimentLine,
  experimentLines,
  type TrialsLine,
  trialsLines,
} from './research-lines.ts'
import { type RunLine, RunShelf } from './run-shelf.ts'
import { SourceLines, type SourcesTold } from './source-lines.ts'
import type { StrategyDetail } from './strategy-detail.ts'
import type { StrategyLine } from './strategy-lines.ts'
import {
  type ThoughtDetail,
  thoughtDetail,
  type ThoughtLine,
  thoughtLines,
} from './thought-lines.ts'

/** Rows beside the view of a desk, JSON-ready. Times are milliseconds since 1970, UTC. */
export type AuditLine = {
  readonly sequence: number
  readonly hash: string
  readonly t: number
  readonly stage: string
  readonly door: string
  readonly actor: string
  readonly act: string
  readonly what: string
  readonly reason: string
  readonly outcome: string
}

/** What comes of reading the whole audit again, every hash of it. */
export type AuditProof = {
  readonly isWhole: boolean
  readonly entries: number
  /** The newest entry, to be kept elsewhere; `null` while there is none. */
  readonly head: { readonly sequence: number; readonly hash: string } | null
  readonly faults: readonly string[]
}

/** What can be asked of the folder of a desk, and what is answered. */
export type RecordAnswers = {
  readonly audit: RowPage<AuditLine>
  readonly auditProof: AuditProof
  readonly strategies: RowPage<StrategyLine>
  /** Of the version whose whole id was given; `undefined` where there is none. */
  readonly strategy: StrategyDetail | undefined
  readonly nights: RowPage<NightLine>
  readonly thoughts: RowPage<ThoughtLine>
  /** Of an id such as `night-3:2`; `undefined` where there is none. */
  readonly thought: ThoughtDetail | undefined
  readonly observations: RowPage<ObservationLine>
  /** Runs of research whose pages were kept. */
  readonly runs: RowPage<RunLine>
  /** The page of one of them, as HTML; `undefined` where there is none. */
  readonly runPage: string | undefined
  readonly experiments: RowPage<ExperimentLine>
  readonly trials: readonly TrialsLine[]
  /** What was known beside the market. */
  readonly sources: SourcesTold
  readonly plans: RowPage<PlanLine>
}

export type RecordName = keyof RecordAnswers

/** What goes with a question: which rows, which one, as of when. */
export type RecordWish = Partial<Span> & { readonly id?: string; readonly at?: Micros }

/** Whose records are read. */
export type RecordTask = {
  /** Of the desk. */
  readonly folder: string
  /** Of files of sources; empty for none. */
  readonly sources: string
}

/** Reads one record. @throws UserError for what is wrong in files */
export type RecordReader = {
  readonly [K in RecordName]: (wish: RecordWish) => RecordAnswers[K] | Promise<RecordAnswers[K]>
}

/** Rows given where nobody says how many. */
const usualRows = 100

/** Half of the program is behind these: a thread that is asked for nights alone does without. */
const evolved = (): Promise<typeof import('./evolved-lines.ts')> => import('./evolved-lines.ts')

/** What reads the records of a desk out of its folder, where it is called. */
export function recordReader({ folder, sources }: RecordTask): RecordReader {
  const shelf = new RunShelf(folder)
  const trials = new TrialFile(folder)
  const beside = new SourceLines(sources)
  return {
    audit: (wish) => rowsOf(auditLines(folder), wish),
    auditProof: () => auditProof(folder),
    strategies: async (wish) => rowsOf((await evolved()).strategyLines(folder), wish),
    strategy: async ({ id = '' }) => (await evolved()).strategyDetail(folder, id),
    nights: (wish) => rowsOf(nightLines(folder), wish),
    thoughts: (wish) => rowsOf(thoughtLines(folder), wish),
    thought: ({ id = '' }) => thoughtDetail(folder, id),
    observations: async (wish) => rowsOf((await evolved()).observationLines(folder), wish),
    runs: (wish) => rowsOf(shelf.list(), wish),
    runPage: ({ id = '' }) => shelf.page(id),
    experiments: (wish) => rowsOf(experimentLines(folder), wish),
    trials: () => trialsLines(trials),
    sources: ({ at = 0 as Micros }) => beside.told(at),
    plans: async (wish) => rowsOf((await evolved()).planLines(folder), wish),
  }
}

function rowsOf<T extends { readonly t: number }>(
  rows: readonly T[],
  { limit = usualRows, ...span }: RecordWish,
): RowPage<T> {
  return pageOf(rows, { limit, ...span })
}

function auditLines(folder: string): readonly AuditLine[] {
  return listAudit(folder).map(({ sequence, hash, entry }) => {
    const { ts, stage, door, actor, act, what, reason, outcome } = entry
    return { sequence, hash, t: ms(ts), stage, door, actor, act, what, reason, outcome }
  })
}

function auditProof(folder: string): AuditProof {
  const { ok, entries, head, faults } = verifyDeskAudit(folder)
  return { isWhole: ok, entries, head: head ?? null, faults }
}

function ms(us: number): number {
  return Math.floor(us / 1_000)
}
