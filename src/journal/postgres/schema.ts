import { UserError } from '../../base/index.ts'
import { schemaVersion } from '../projection-schema.ts'
import type { PostgresSql } from './postgres-sql.ts'
import { emptyProjection, type Table, tablesOf } from './tables.ts'
import { tradesView } from './trades-view.ts'

/** Formats of the two parts of a database; 0 where a part is not there. */
export type DatabaseFormats = { readonly record: number; readonly projection: number }

/** A step between two formats of the record, which no later version may change. */
type Step = { readonly version: number; readonly what: string; readonly sql: string }

const steps: readonly Step[] = [
  {
    version: 1,
    what: 'records as they stand in the journal, with the hash of their block',
    sql: `
CREATE TABLE coinswarm.journals (
  journal TEXT PRIMARY KEY, sequence BIGINT NOT NULL, hash TEXT NOT NULL,
  written TIMESTAMPTZ NOT NULL DEFAULT now());
CREATE TABLE coinswarm.records (
  journal TEXT NOT NULL, sequence BIGINT NOT NULL, hash BYTEA NOT NULL, payload BYTEA NOT NULL,
  PRIMARY KEY (journal, sequence));`,
  },
]

/** What this version reads and writes. */
const presentDatabase: DatabaseFormats = { record: steps.length, projection: schemaVersion }

/** What a database holds. @throws UserError `database-newer`; DatabaseAway */
export async function databaseFormats(sql: PostgresSql): Promise<DatabaseFormats> {
  const [place] = await sql.query("SELECT to_regclass('coinswarm.formats') AS formats")
  if (place?.['formats'] === null) return { record: 0, projection: 0 }
  const rows = await sql.query('SELECT part, version FROM coinswarm.formats')
  const versionOf = (part: string): number =>
    Number(rows.find((row) => row['part'] === part)?.['version'] ?? 0)
  const formats = { record: versionOf('record'), projection: versionOf('projection') }
  const { record, projection } = presentDatabase
  if (formats.record <= record && formats.projection <= projection) return formats
  throw new UserError(
    'database-newer',
    'The database was migrated by a newer version of coinswarm; upgrade, or name another database.',
  )
}

/** What has to be done before this version can use the database, in sentences; empty if nothing. */
export function pendingSteps(formats: DatabaseFormats): readonly string[] {
  const record = steps
    .filter(({ version }) => version > formats.record)
    .map(({ version, what }) => `record ${version}: ${what}`)
  if (formats.projection === schemaVersion) return record
  const again = formats.projection === 0 ? '' : '; what is there is made again from the journal'
  return [...record, `tables ${schemaVersion}: the projection, as in desk.sqlite${again}`]
}

/** @throws UserError `database-unmigrated` */
export function requireMigrated(formats: DatabaseFormats): void {
  if (pendingSteps(formats).length === 0) return
  throw new UserError(
    'database-unmigrated',
    'The database has not the tables of this version; run coinswarm db migrate first.',
  )
}

/**
 * Brings the database to this version, all of it or nothing; another who migrates is waited for.
 * The record is carried over. The projection is made anew and filled from the journal again, as
 * `desk.sqlite` is: nothing in it is the only copy.
 *
 * @returns what was done, in sentences; empty when nothing was to do
 * @throws UserError `database-newer`, `database-refused`; DatabaseAway
 */
export async function migrateDatabase(sql: PostgresSql): Promise<readonly string[]> {
  // Before the transaction begins, which then sees all that was done by whoever was waited for.
  await sql.query("SELECT pg_advisory_lock(hashtext('coinswarm migrate'))")
  try {
    return await migrateAlone(sql)
  } finally {
    // A connection that was lost has given it up by itself.
    await sql
      .query("SELECT pg_advisory_unlock(hashtext('coinswarm migrate'))")
      .catch(() => undefined)
  }
}

function migrateAlone(sql: PostgresSql): Promise<readonly string[]> {
  return sql.transaction(async () => {
    const formats = await databaseFormats(sql)
    const pending = pendingSteps(formats)
    if (pending.length === 0) return pending
    await sql.query('CREATE SCHEMA IF NOT EXISTS coinswarm')
    await sql.query(`CREATE TABLE IF NOT EXISTS coinswarm.formats (
      part TEXT PRIMARY KEY, version INTEGER NOT NULL)`)
    for (const step of steps.filter(({ version }) => version > formats.record))
      await runAll(sql, step.sql)
    if (formats.projection !== schemaVersion) await remakeProjection(sql)
    await sql.query(
      `INSERT INTO coinswarm.formats VALUES ('record', $1), ('projection', $2)
        ON CONFLICT (part) DO UPDATE SET version = EXCLUDED.version`,
      [presentDatabase.record, presentDatabase.projection],
    )
    return pending
  })
}

/** A question with values may hold one statement alone. */
async function runAll(sql: PostgresSql, statements: string): Promise<void> {
  for (const statement of statements.split(';'))
    if (statement.trim() !== '') await sql.query(statement)
}

async function remakeProjection(sql: PostgresSql): Promise<void> {
  const database = await emptyProjection()
  const tables = tablesOf(database)
  database.close()
  await sql.query('DROP VIEW IF EXISTS coinswarm.trades')
  for (const table of tables) {
    await sql.query(`DROP TABLE IF EXISTS coinswarm.${table.name}`)
    await sql.query(tableSql(table))
  }
  await runAll(sql, indexes)
  await sql.query(tradesView)
  await sql.query("UPDATE coinswarm.journals SET sequence = 0, hash = ''")
}

const types = { TEXT: 'TEXT', REAL: 'DOUBLE PRECISION', INTEGER: 'BIGINT' } as const

function tableSql({ name, columns, key }: Table): string {
  const lines = columns.map((column) => `"${column.name}" ${types[column.type]}`)
  return `CREATE TABLE coinswarm.${name} (journal TEXT NOT NULL, ${lines.join(', ')},
    PRIMARY KEY (journal, ${key.map((column) => `"${column}"`).join(', ')}))`
}

const indexes = `
CREATE INDEX events_by_kind ON coinswarm.events (journal, kind);
CREATE INDEX decisions_by_instrument ON coinswarm.decisions (journal, instrument, sequence);`
