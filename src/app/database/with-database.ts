import { DatabaseAway, databaseAway, openPostgres, type PostgresSql } from '../../journal/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { databasePlace, databaseText } from './database-place.ts'

/** For a person who waits: a server that is away is an error, at once. */
export async function withDatabase<Result>(
  settings: ConfigurationValues['database'],
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
