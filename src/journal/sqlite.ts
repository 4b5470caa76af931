import { chmodSync } from 'node:fs'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { nodeDisk } from '../kernel/index.ts'

/** An open SQLite database. Only this file knows which library it comes from. */
export type SqlDatabase = DatabaseSync
export type SqlStatement = StatementSync
export type SqlValue = SQLInputValue

/** A database that somebody else has locked holds nobody up for longer. */
const busyMs = 20

/** SQLite's result codes for a file that it cannot read. */
const corrupt = 11
const notADatabase = 26

/** Whether an error says that a database cannot be read any more. */
export function isDamagedDatabase(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  // The last byte of an extended code is the code itself.
  return [corrupt, notADatabase].includes(Number(error.errcode) & 0xff)
}

/**
 * Opens the database at `path`, making it when there is none. One that cannot be read is thrown
 * away: what is kept here can always be built again. Nobody but its owner may read it, nor what
 * SQLite makes beside it: all that a desk does is in it. The library is loaded on first use.
 */
export async function openDatabase(path: string): Promise<SqlDatabase> {
  const { DatabaseSync } = await import('node:sqlite')
  const open = (): SqlDatabase => {
    nodeDisk.open(path).close()
    chmodSync(path, 0o600)
    const database = new DatabaseSync(path, { timeout: busyMs })
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA schema_version')
    } catch (error) {
      database.close()
      throw error
    }
    return database
  }
  try {
    return open()
  } catch (error) {
    if (!isDamagedDatabase(error)) throw error
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      if (nodeDisk.exists(file)) nodeDisk.remove(file)
    return open()
  }
}

/** A database that is gone when it is closed. */
export async function openMemoryDatabase(): Promise<SqlDatabase> {
  const { DatabaseSync } = await import('node:sqlite')
  return new DatabaseSync(':memory:')
}

/**
 * The same, of which no more than 16 MB are in memory: the rest is in temporary files without a
 * name, where SQLite has them (`SQLITE_TMPDIR`, `TMPDIR`, `/var/tmp`, `/tmp`).
 */
export async function openSpilledDatabase(): Promise<SqlDatabase> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync('')
  // Nothing is ever taken back, and nobody needs it after a crash.
  database.exec('PRAGMA cache_size = -16384; PRAGMA journal_mode = OFF; PRAGMA temp_store = FILE')
  return database
}

/** Does `task` in one transaction, which is taken back when it throws. */
export function inTransaction<Result>(database: SqlDatabase, task: () => Result): Result {
  database.exec('BEGIN')
  try {
    const result = task()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // Some errors, such as a full disk, end the transaction by themselves.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
