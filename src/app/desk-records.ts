import type { Configuration } from './configuration.ts'
import { settings } from './configuration-setting.ts'
import { listAudit, verifyDeskAudit } from './control/desk-audit.ts'
import { proposalsOf } from './proposal/proposal-folder.ts'
import { readStrategies } from './strategy/desk-strategies.ts'

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

export type StrategyLine = {
  readonly t: number
  readonly id: string
  readonly module: string
  readonly state: string
  readonly isControl: boolean
  readonly author: string
  readonly parents: readonly string[]
  readonly cycle: number
  readonly note: string
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
  plans(): readonly PlanLine[]
}

/** The records of the desk in `folder`; the settings are those it was started with. */
export function deskRecords(folder: string, configuration: Configuration): DeskRecords {
  return {
    audit: () =>
      listAudit(folder).map(({ sequence, hash, entry }) => {
        const { ts, stage, door, actor, act, what, reason, outcome } = entry
        return { sequence, hash, t: ms(ts), stage, door, actor, act, what, reason, outcome }
      }),
    auditProof: () => auditProof(folder),
    configuration: () => settingLines(configuration),
    strategies: () => strategyLines(folder),
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

function strategyLines(folder: string): readonly StrategyLine[] {
  const versions = readStrategies(folder)?.book.versions ?? []
  return versions.map((version) => {
    const { id, module, state, isControl, author, parents, cycle, note, ts } = version
    return { t: ms(ts), id, module, state, isControl, author, parents, cycle, note }
  })
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
