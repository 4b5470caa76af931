import path from 'node:path'
import { UserError } from '../base/index.ts'
import {
  type Formats,
  type JournalFolders,
  journalFolders,
  journalsAmong,
  measureJournal,
  rewriteJournal,
  stepsFrom,
} from '../journal/index.ts'
import type { Disk } from '../kernel/index.ts'
import { pathsWith } from './desk-folder.ts'
import { noJournal } from './desk-journal.ts'

/** What a journal is migrated with. */
export type MigrationOptions = {
  readonly disk: Disk
  /** The desk's folder. No desk may be running in it. */
  readonly folder: string
  readonly formats: Formats
  /**
   * Runs the journal in `journal` and says whether it comes to every state that it records, which
   * the version before came to.
   */
  readonly replay: (journal: string) => Promise<MigrationReplay>
}

export type MigrationReplay = {
  readonly matches: boolean
  readonly events: number
  readonly hash: string
  readonly divergence: string | undefined
}

/** What was done, or would be. */
export type MigrationReport = {
  readonly from: number
  readonly to: number
  /** What each step changes. */
  readonly steps: readonly string[]
  readonly replay: MigrationReplay
  /** Where the old journal stays: the way back. `undefined` when there was nothing to do. */
  readonly kept: string | undefined
}

/**
 * Brings the journal of a desk to the format wanted. It is written again beside the old one and
 * replayed there; only if it comes to the same states is it given its name, by one rename: at every
 * moment the desk has the old journal or the new. The old one stays where it is.
 *
 * @throws UserError `no-journal`, `journal-newer`, `journal-damaged`, `replay-diverged`; DiskError
 */
export async function migrateDesk(
  options: MigrationOptions & { readonly isDryRun: boolean },
): Promise<MigrationReport> {
  const { disk, folder, formats, isDryRun } = options
  const [old] = journalsAmong(disk.list(folder))
  if (old === undefined) throw noJournal(folder)
  const report = { from: old.version, to: formats.version }
  const steps = stepsFrom(old.version, formats)
  if (old.version > formats.version || steps === undefined)
    throw new UserError(
      'migration-unknown',
      `No way is known from format ${old.version} of the journal in ${folder} to format ` +
        `${formats.version}; use the version of coinswarm that wrote it`,
    )
  if (steps.length === 0) {
    const replay = await options.replay(pathsWith(folder, old).journal)
    return { ...report, steps: [], replay, kept: undefined }
  }
  const next = journalFolders(formats.version)
  clearFolder(disk, besideOf(folder, next))
  clearFolder(disk, path.join(folder, next.anchor))
  const replay = await writeBeside(options, old, steps)
  const what = steps.map((step) => step.what)
  if (!isDryRun && replay.matches) give(disk, folder, besideOf(folder, next), next)
  else {
    clearFolder(disk, besideOf(folder, next))
    clearFolder(disk, path.join(folder, next.anchor))
  }
  return { ...report, steps: what, replay, kept: pathsWith(folder, old).journal }
}

/** What going back left aside. */
export type BackReport = {
  readonly from: number
  readonly to: number
  /** Events of the newer journal that the older one does not have. */
  readonly left: number
  /** Where the newer journal is now. */
  readonly kept: string
}

/**
 * Goes back to the journal as it was before the last migration, by one rename. The newer one stays
 * aside under another name.
 *
 * @param options.isForced - Also when events were recorded since, which the older one lacks.
 * @throws UserError `migration-no-way-back`
 */
export function migrateBack(options: {
  readonly disk: Disk
  readonly folder: string
  readonly isForced: boolean
}): BackReport {
  const { disk, folder, isForced } = options
  const [newer, older] = journalsAmong(disk.list(folder))
  if (newer === undefined) throw noJournal(folder)
  if (older === undefined)
    throw new UserError(
      'migration-no-way-back',
      `The journal in ${folder} was never migrated: there is no older one to go back to`,
    )
  const left = headOf(disk, folder, newer) - headOf(disk, folder, older)
  if (left > 0 && !isForced)
    throw new UserError(
      'migration-no-way-back',
      `${left} events were recorded since the migration, and the older journal does not have ` +
        'them; make a backup, and say --force to go back without them',
    )
  const { journal, anchor } = pathsWith(folder, newer)
  const tail = freeTail(disk, [journal, anchor])
  const kept = `${journal}${tail}`
  dropDerived(disk, folder)
  disk.rename(journal, kept)
  disk.syncFolder(folder)
  disk.rename(anchor, `${anchor}${tail}`)
  disk.syncFolder(folder)
  return { from: newer.version, to: older.version, left, kept }
}

/** What was left aside before holds events that stand nowhere else: it stays. */
function freeTail(disk: Disk, folders: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const tail = n === 1 ? '.left' : `.left-${n}`
    if (!folders.some((folder) => disk.exists(`${folder}${tail}`))) return tail
  }
}

function headOf(disk: Disk, folder: string, of: JournalFolders): number {
  const { journal, anchor } = pathsWith(folder, of)
  return measureJournal({ disk, folder: journal, anchor }, of.version).head.sequence
}

function besideOf(folder: string, { journal }: JournalFolders): string {
  return path.join(folder, `${journal}.next`)
}

async function writeBeside(
  { disk, folder, formats, replay }: MigrationOptions,
  old: JournalFolders,
  steps: Parameters<typeof rewriteJournal>[2],
): Promise<MigrationReplay> {
  const from = pathsWith(folder, old)
  const next = journalFolders(formats.version)
  const beside = besideOf(folder, next)
  rewriteJournal(
    { disk, folder: from.journal, anchor: from.anchor, version: old.version },
    { disk, folder: beside, anchor: path.join(folder, next.anchor), version: next.version },
    steps,
  )
  return replay(beside)
}

/** The one moment: before it the desk's journal is the old one, after it the new. */
function give(disk: Disk, folder: string, beside: string, next: JournalFolders): void {
  dropDerived(disk, folder)
  disk.syncFolder(folder)
  disk.rename(beside, pathsWith(folder, next).journal)
  disk.syncFolder(folder)
}

/** Snapshots and tables of one format are none of another; both are made again. */
function dropDerived(disk: Disk, folder: string): void {
  const { snapshots, projection } = pathsWith(folder, journalFolders())
  clearFolder(disk, snapshots)
  if (disk.exists(projection)) disk.remove(projection)
}

function clearFolder(disk: Disk, folder: string): void {
  if (!disk.exists(folder)) return
  for (const name of disk.list(folder)) disk.remove(`${folder}/${name}`)
  disk.removeFolder(folder)
}
