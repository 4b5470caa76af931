import {
  compareWithJournal,
  type Comparison,
  copyProgress,
  type DatabaseFormats,
  databaseFormats,
  type FollowState,
  followJournal,
  journalName,
  measureJournal,
  migrateDatabase,
  openPostgres,
  pendingSteps,
  type PostgresSql,
} from '../../journal/index.ts'
import { type Clock, nodeDisk } from '../../kernel/index.ts'
import {
  makeVectorTable,
  pendingVectorSteps,
  PostgresVectors,
  type VectorStanding,
  vectorStanding,
} from '../../memory/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { deskPaths } from '../desk-folder.ts'
import { noJournal } from '../desk-journal.ts'
import { databasePlace } from './database-place.ts'
import { followVectors } from './follow-vectors.ts'
import { withDatabase } from './with-database.ts'

/** Where the database is, and whether vectors are kept there too. */
type Settings = ConfigurationValues['database'] & { readonly hasVectors: boolean }

/** What a database is and holds. */
export type DatabaseStatus = {
  /** Where it is, without a secret. */
  readonly database: string
  readonly server: string
  readonly formats: DatabaseFormats
  /** What `db migrate` would do. */
  readonly pending: readonly string[]
  /** Of the desk in the folder; none while that has no journal. */
  readonly journal?: JournalStatus
  readonly comparison?: Comparison
  /** Whether the database could hold vectors, and how many of this desk it holds. */
  readonly vectors: VectorStanding & { readonly held: number }
}

type JournalStatus = {
  readonly name: string
  /** Events in the journal, and of them in the database. */
  readonly events: number
  readonly copied: number
}

/** What was done to bring a database to this version. */
export type DatabaseMigration = {
  readonly database: string
  readonly steps: readonly string[]
  readonly isDone: boolean
}

/**
 * Brings the database to this version. @param isDryRun - Only says what it would do.
 *
 * @throws UserError `database-away`, `database-refused`, `database-newer`, `database-failed`,
 *   `pgvector-missing` when vectors are asked for, before anything is done
 */
export function migrateDeskDatabase(
  settings: Settings,
  isDryRun: boolean,
): Promise<DatabaseMigration> {
  return withDatabase(settings, async (sql, database) => {
    const wanted = pendingSteps(await databaseFormats(sql))
    const vectors = settings.hasVectors ? await pendingVectorSteps(sql) : []
    if (isDryRun) return { database, steps: [...wanted, ...vectors], isDone: false }
    const done = await migrateDatabase(sql)
    const made = settings.hasVectors ? await makeVectorTable(sql) : []
    return { database, steps: [...done, ...made], isDone: true }
  })
}

/**
 * How far the database is, with the desk in `folder`.
 *
 * @param isCompared - Whether all rows are compared with the journal, which reads all of it.
 * @throws UserError as above; `journal-damaged`
 */
export function databaseStatus(
  settings: Settings,
  folder: string,
  isCompared: boolean,
): Promise<DatabaseStatus> {
  return withDatabase(settings, async (sql, database) => {
    const [version] = await sql.query("SELECT current_setting('server_version') AS version")
    const formats = await databaseFormats(sql)
    const pending = [...pendingSteps(formats)]
    const journal = deskPaths(folder).journal
    const name = nodeDisk.exists(journal) ? journalName(nodeDisk, journal) : undefined
    const vectors = await vectorStatus(sql, name)
    const isReady = pending.length === 0
    if (settings.hasVectors && vectors.offered !== null)
      pending.push(...(await pendingVectorSteps(sql)))
    const status = { database, server: String(version?.['version']), formats, pending, vectors }
    if (name === undefined) return status
    const copied = isReady ? (await copyProgress(sql, name)).sequence : 0
    const found = { ...status, journal: { name, events: eventsIn(folder), copied } }
    if (!isCompared || !isReady) return found
    const place = { disk: nodeDisk, folder: journal, journal: name }
    return { ...found, comparison: await compareWithJournal(sql, place) }
  })
}

async function vectorStatus(
  sql: PostgresSql,
  journal: string | undefined,
): Promise<DatabaseStatus['vectors']> {
  const standing = await vectorStanding(sql)
  const isHeld = standing.isReady && journal !== undefined
  return { ...standing, held: isHeld ? await new PostgresVectors(sql, journal).size() : 0 }
}

function eventsIn(folder: string): number {
  const { journal, anchor } = deskPaths(folder)
  return measureJournal({ disk: nodeDisk, folder: journal, anchor }).head.sequence
}

/**
 * Copies the journal of a desk into the database and, unless `isOnce`, stays and goes on as it
 * grows, until `signal`; vectors of its moments too, where they are asked for. The desk is not
 * asked and not held up.
 *
 * @returns sequence of the last event copied
 * @throws UserError `no-journal` and those of `followJournal` and `followVectors`
 */
export async function followDesk(
  settings: Settings,
  options: {
    readonly folder: string
    readonly clock: Clock
    readonly signal: AbortSignal
    readonly isOnce: boolean
    readonly isAgain: boolean
    readonly onState: (state: FollowState) => void
  },
): Promise<number> {
  const { journal } = deskPaths(options.folder)
  if (!nodeDisk.exists(journal)) throw noJournal(options.folder)
  const place = databasePlace(settings)
  const open = (): Promise<PostgresSql> => openPostgres(place)
  // What ends one of the two ends the other.
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  try {
    const following = followJournal({ ...options, signal, open, disk: nodeDisk, folder: journal })
    const vectors = settings.hasVectors ? followVectors({ ...options, signal, place }) : undefined
    const [copied] = await Promise.all([following, vectors])
    return copied
  } catch (error) {
    failed.abort()
    throw error
  }
}
