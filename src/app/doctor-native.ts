import { reasonOf } from '../base/index.ts'
import { broken, type DoctorQuestion, type Finding, fine } from './doctor-question.ts'

/** Whether what has machine code of its own loads on this machine. */
export const nativeChecks: readonly DoctorQuestion[] = [
  { name: 'sqlite', ask: () => tried('node:sqlite', trySqlite) },
  { name: 'duckdb', ask: () => tried('@duckdb/node-api', tryDuckdb) },
]

async function tried(name: string, attempt: () => Promise<string>): Promise<Finding> {
  try {
    return fine(await attempt())
  } catch (error) {
    const why = reasonOf(error).split('\n')[0] ?? ''
    return broken(`${name} does not load (${why}); run npm ci`)
  }
}

async function trySqlite(): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(':memory:')
  const row = database.prepare('SELECT sqlite_version() AS version').get()
  database.close()
  return `SQLite ${String(row?.['version'])}`
}

async function tryDuckdb(): Promise<string> {
  const { version } = await import('@duckdb/node-api')
  return `DuckDB ${version()}`
}
