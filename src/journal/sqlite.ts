import type Sqlite from 'better-sqlite3'
import { nodeDisk } from '../kernel/index.ts'

/** An open SQLite database. Only this file knows which library it comes from. */
export type SqlDatabase = Sqlite.Database
export type SqlStatement<Values extends unknown[] = unknown[], Row = unknown> = Sqlite.Statement<
  Values,
  Row
>

/**
 * Opens the database at `path`, making it when there is none. One that cannot be read is thrown
 * away: what is kept here can always be built again. The library is loaded on first use.
 */
export async function openDatabase(path: string): Promise<SqlDatabase> {
  const { default: Database } = await import('better-sqlite3')
  const open = (): SqlDatabase => {
    const database = new Database(path)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('schema_version')
    return database
  }
  try {
    return open()
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (code !== 'SQLITE_NOTADB' && !code.startsWith('SQLITE_CORRUPT')) throw error
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      if (nodeDisk.exists(file)) nodeDisk.remove(file)
    return open()
  }
}
