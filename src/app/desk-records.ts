import type { Micros } from '../domain/index.ts'
import type { Configuration } from './configuration.ts'
import { settings } from './configuration-setting.ts'
import { listAudit, verifyDeskAudit } from './control/desk-audit.ts'
import { proposalsOf } from './proposal/proposal-folder.ts'
import { type NightLine, nightLines } from './record/night-lines.ts'
import {
  type ExperimentLine,
  experimentLines,
  type TrialsLine,
  trialsLines,
} from './record/research-lines.ts'
import { type RunLine, RunShelf } from './record/run-shelf.ts'
import { SourceLines, type SourcesTold } from './record/source-lines.ts'
import { type StrategyDetail, strategyDetail } from './record/strategy-detail.ts'
import { type StrategyLine, strategyLines } from './record/strategy-lines.ts'
import {
  type ObservationLine,
  observationLines,
  type ThoughtDetail,
  thoughtDetail,
  type ThoughtLine,
  thoughtLines,
} from './record/thought-lines.ts'
import { TrialFile } from './trial-file.ts'

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

export type SettingLine = {
  readonly key: string
  readonly value: unknown
  /** `default`, or the file and line, variable or flag it came from. */
  readonly origin: string
  /** What holds where nothing is said. */
  readonly fallback: unknown
  readonly meaning: string
}

/** What comes of reading the whole audit again, every hash of it. */
export type AuditProof = {
  readonly isWhole: boolean
  readonly entries: number
  /** The newest entry, to be kept elsewhere; `null` while there is none. */
  readonly head: { readonly sequence: number; readonly hash: string } | null
  readonly faults: readonly string[]
}

export type PlanLine = {
  readonly t: number
  readonly id: string
  readonly subject: string
  readonly sentence: string
  readonly state: 'open' | 'approved' | 'declined'
  readonly actor: string
  readonly reason: string
}

/** What a door reads out of the folder of a desk. Implemented by `app`, read-only. */
export interface DeskRecords {
  audit(): readonly AuditLine[]
  auditProof(): AuditProof
  configuration(): readonly SettingLine[]
  strategies(): readonly StrategyLine[]
  /** @param id - Of a version, whole. @returns `undefined` where there is none. */
  strategy(id: string): StrategyDetail | undefined
  nights(): readonly NightLine[]
  thoughts(): readonly ThoughtLine[]
  /** @param id - Such as `night-3:2`. @returns `undefined` where there is none. */
  thought(id: string): ThoughtDetail | undefined
  observations(): readonly ObservationLine[]
  /** Runs of research whose pages were kept, newest first. */
  runs(): readonly RunLine[]
  /** The page of one of them, as HTML. @returns `undefined` where there is none. */
  runPage(id: string): string | undefined
  experiments(): readonly ExperimentLine[]
  trials(): readonly TrialsLine[]
  /** What was known beside the market. @throws UserError for what is wrong in files. */
  sources(at: Micros): Promise<SourcesTold>
  plans(): readonly PlanLine[]
}

/** The records of the desk in `folder`; the settings are those it was started with. */
export function deskRecords(folder: string, configuration: Configuration): DeskRecords {
  const shelf = new RunShelf(folder)
  const trials = new TrialFile(folder)
  const sources = new SourceLines(configuration.values.sources.folder)
  return {
    audit: () =>
      listAudit(folder).map(({ sequence, hash, entry }) => {
        const { ts, stage, door, actor, act, what, reason, outcome } = entry
        return { sequence, hash, t: ms(ts), stage, door, actor, act, what, reason, outcome }
      }),
    auditProof: () => auditProof(folder),
    configuration: () => settingLines(configuration),
    strategies: () => strategyLines(folder),
    strategy: (id) => strategyDetail(folder, id),
    nights: () => nightLines(folder),
    thoughts: () => thoughtLines(folder),
    thought: (id) => thoughtDetail(folder, id),
    observations: () => observationLines(folder),
    runs: () => shelf.list(),
    runPage: (id) => shelf.page(id),
    experiments: () => experimentLines(folder),
    trials: () => trialsLines(trials),
    sources: (at) => sources.told(at),
    plans: () => planLines(folder),
  }
}

/** Every setting with its value in force and its origin, in the order of the page. */
export function settingLines({ values, origins }: Configuration): readonly SettingLine[] {
  return settings.map(({ key, fallback, meaning }) => ({
    key,
    value: valueAt(values, key) ?? null,
    origin: origins[key] ?? 'default',
    fallback: fallback ?? null,
    meaning,
  }))
}

function auditProof(folder: string): AuditProof {
  const { ok, entries, head, faults } = verifyDeskAudit(folder)
  return { isWhole: ok, entries, head: head ?? null, faults }
}

function planLines(folder: string): readonly PlanLine[] {
  return proposalsOf(folder).map(({ proposal, settled }) => ({
    t: ms(proposal.ts),
    id: proposal.id,
    subject: proposal.subject,
    sentence: proposal.evidence.sentence,
    state: settled === undefined ? 'open' : settled.isApproved ? 'approved' : 'declined',
    actor: settled?.actor ?? '',
    reason: settled?.reason ?? '',
  }))
}

function valueAt(values: object, key: string): unknown {
  let value: unknown = values
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(part)
  }
  return value
}

function ms(us: number): number {
  return Math.floor(us / 1_000)
}
