import { UserError } from '../../base/index.ts'
import type { PostgresSql } from '../../journal/index.ts'
import { dimensions } from '../vectors/vector-kernel.ts'

/** How a database stands to vectors: its extension pgvector, and the table of them. */
export type VectorStanding = {
  /** Version of the extension that the server could make; `null` where it is not installed. */
  readonly offered: string | null
  /** Version that this database has; `null` before `CREATE EXTENSION`. */
  readonly present: string | null
  /** Whether the table of this version is there. */
  readonly isReady: boolean
}

/** Raised when the table, or what an embedding means, is another: then it is made anew. */
const tableVersion = 1

/** Asks what there is. @throws DatabaseAway; UserError `database-failed` */
export async function vectorStanding(sql: PostgresSql): Promise<VectorStanding> {
  const [row] = await sql.query(
    `SELECT (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS offered,
      (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS present,
      to_regclass('coinswarm.formats') IS NOT NULL AS formats,
      to_regclass('coinswarm.vectors') IS NOT NULL AS vectors`,
  )
  const present = textOf(row?.['present'])
  const isThere = row?.['formats'] === true && row['vectors'] === true && present !== null
  const version = isThere ? await versionThere(sql) : 0
  return { offered: textOf(row?.['offered']), present, isReady: version === tableVersion }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

async function versionThere(sql: PostgresSql): Promise<number> {
  const [row] = await sql.query("SELECT version FROM coinswarm.formats WHERE part = 'vectors'")
  return Number(row?.['version'] ?? 0)
}

/** What `makeVectorTable` would do, in sentences; empty if nothing. @throws as below */
export async function pendingVectorSteps(sql: PostgresSql): Promise<readonly string[]> {
  const { offered, present, isReady } = await vectorStanding(sql)
  if (offered === null) throw noVectors('the server does not have it')
  const table = `vectors ${tableVersion}: a table of vectors, filled from the journal`
  if (isReady) return []
  return present === null ? [`extension vector ${offered} (pgvector)`, table] : [table]
}

/**
 * Makes the extension and the table, all of it or nothing. What stood in a table of another version
 * is filled in from the journal again.
 *
 * @returns what was done, in sentences
 * @throws UserError `pgvector-missing`, `database-unmigrated`; DatabaseAway
 */
export async function makeVectorTable(sql: PostgresSql): Promise<readonly string[]> {
  const pending = await pendingVectorSteps(sql)
  if (pending.length === 0) return pending
  await sql.transaction(async () => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('coinswarm migrate'))")
    await sql.query('CREATE EXTENSION IF NOT EXISTS vector').catch((error: unknown) => {
      if (error instanceof UserError) throw noVectors('this user may not make it')
      throw error
    })
    await sql.query('DROP TABLE IF EXISTS coinswarm.vectors')
    await sql.query(tableSql)
    // What a search looks at stays beside the row; the numbers as given are read for a few.
    await sql.query('ALTER TABLE coinswarm.vectors ALTER COLUMN direction SET STORAGE PLAIN')
    await sql.query('ALTER TABLE coinswarm.vectors ALTER COLUMN numbers SET STORAGE EXTERNAL')
    await sql.query(
      `INSERT INTO coinswarm.formats VALUES ('vectors', $1)
        ON CONFLICT (part) DO UPDATE SET version = EXCLUDED.version`,
      [tableVersion],
    )
  })
  return pending
}

const tableSql = `CREATE TABLE coinswarm.vectors (
  journal TEXT NOT NULL, part TEXT NOT NULL, id BIGINT NOT NULL,
  known_at DOUBLE PRECISION NOT NULL, instrument TEXT NOT NULL, regime TEXT NOT NULL,
  agents JSONB NOT NULL, numbers BYTEA NOT NULL, direction vector(${dimensions}) NOT NULL,
  PRIMARY KEY (journal, part, id))`

/** For whoever is about to use it: without it nothing is searched. @throws as above */
export async function requireVectorTable(sql: PostgresSql): Promise<void> {
  const { offered, present, isReady } = await vectorStanding(sql)
  if (isReady) return
  if (offered === null && present === null) throw noVectors('the server does not have it')
  throw new UserError(
    'database-unmigrated',
    'The database has no table of vectors of this version; run coinswarm db migrate first.',
  )
}

function noVectors(why: string): UserError {
  return new UserError(
    'pgvector-missing',
    `The database is without the extension pgvector (${why}): install it on the server and have ` +
      "its superuser run CREATE EXTENSION vector, or set memory.vectors to 'in-process'.",
  )
}
