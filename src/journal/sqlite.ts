import type Sqlite from 'better-sqlite3'
import { nodeDisk } from '../kernel/index.ts'

/** An open SQLite database. Only this file knows which library it comes from. */
export type SqlDatabase = Sqlite.Database
export type SqlStatement<Values extends unknown[] = unknown[], Row = unknown> = Sqlite.Statement<
  Values,
  Row
>

/** A database that somebody else has locked holds nobody up for longer. */
const busyMs = 20

/** Whether an error says that a database cannot be read any more. */
export function isDamagedDatabase(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^SQLITE_(NOTADB|CORRUPT)/.test(code)
}

/**
 * Opens the database at `path`, making it when there is none. One that cannot be read is thrown
 * away: what is kept here can always be built again. The library is loaded on first use.
 */
export async function openDatabase(path: string): Promise<SqlDatabase> {
  const { default: Database } = await import('better-sqlite3')
  const open = (): SqlDatabase => {
    const database = new Database(path, { timeout: busyMs })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('schema_version')
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
