import { reasonOf } from '../base/index.ts'
import { broken, type DoctorQuestion, type Finding, fine } from './doctor-question.ts'

/** Whether the packages with machine code of their own load on this machine. */
export const nativeChecks: readonly DoctorQuestion[] = [
  { name: 'better-sqlite3', ask: () => tried('better-sqlite3', trySqlite) },
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
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(':memory:')
  const version = database.prepare('SELECT sqlite_version()').pluck().get()
  database.close()
  return `SQLite ${String(version)}`
}

async function tryDuckdb(): Promise<string> {
  const { version } = await import('@duckdb/node-api')
  return `DuckDB ${version()}`
}
