import {
  compareWithJournal,
  type Comparison,
  copyProgress,
  DatabaseAway,
  databaseAway,
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
import type { ConfigurationValues } from '../configuration-values.ts'
import { deskPaths } from '../desk-folder.ts'
import { noJournal } from '../desk-journal.ts'
import { databasePlace, databaseText } from './database-place.ts'

type Settings = ConfigurationValues['database']

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
 * @throws UserError `database-away`, `database-refused`, `database-newer`, `database-failed`
 */
export function migrateDeskDatabase(
  settings: Settings,
  isDryRun: boolean,
): Promise<DatabaseMigration> {
  return withDatabase(settings, async (sql, database) => {
    const steps = isDryRun ? pendingSteps(await databaseFormats(sql)) : await migrateDatabase(sql)
    return { database, steps, isDone: !isDryRun }
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
    const pending = pendingSteps(formats)
    const status = { database, server: String(version?.['version']), formats, pending }
    const journal = deskPaths(folder).journal
    const name = nodeDisk.exists(journal) ? journalName(nodeDisk, journal) : undefined
    if (name === undefined) return status
    const isReady = pending.length === 0
    const copied = isReady ? (await copyProgress(sql, name)).sequence : 0
    const found = { ...status, journal: { name, events: eventsIn(folder), copied } }
    if (!isCompared || !isReady) return found
    const place = { disk: nodeDisk, folder: journal, journal: name }
    return { ...found, comparison: await compareWithJournal(sql, place) }
  })
}

function eventsIn(folder: string): number {
  const { journal, anchor } = deskPaths(folder)
  return measureJournal({ disk: nodeDisk, folder: journal, anchor }).head.sequence
}

/**
 * Copies the journal of a desk into the database and, unless `isOnce`, stays and goes on as it
 * grows, until `signal`. The desk is not asked and not held up.
 *
 * @returns sequence of the last event copied
 * @throws UserError `no-journal` and those of `followJournal`
 */
export function followDesk(
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
  return followJournal({ ...options, open, disk: nodeDisk, folder: journal })
}

/** For a person who waits: a server that is away is an error, at once. */
async function withDatabase<Result>(
  settings: Settings,
  task: (sql: PostgresSql, database: string) => Promise<Result>,
): Promise<Result> {
  const place = databasePlace(settings)
  let sql: PostgresSql | undefined
  try {
    sql = await openPostgres(place)
    return await task(sql, databaseText(place))
  } catch (error) {
    throw error instanceof DatabaseAway ? databaseAway(error) : error
  } finally {
    await sql?.close().catch(() => undefined)
  }
}
