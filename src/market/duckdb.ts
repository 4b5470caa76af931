import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { UserError } from '../base/index.ts'

/** Runs `work` on an in-memory DuckDB, which is loaded here and nowhere else, only when needed. */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/**
 * Writes columns of doubles as a Parquet file; `ts` becomes a whole number.
 *
 * @param columns - By name, all of one length.
 */
export async function writeParquet(
  path: string,
  columns: ReadonlyMap<string, Float64Array>,
): Promise<void> {
  await withDuckDb(async (connection) => {
    const names = [...columns.keys()]
    const types = names.map((name) => `${name} ${name === 'ts' ? 'BIGINT' : 'DOUBLE'}`)
    await connection.run(`create table rows (${types.join(', ')})`)
    const appender = await connection.createAppender('rows')
    appendRows(appender, [...columns])
    appender.closeSync()
    try {
      await connection.run(`copy rows to '${path.replaceAll("'", "''")}' (format parquet)`)
    } catch {
      throw new UserError('disk', `cannot write ${path}; check the folder and the space on it.`, 3)
    }
  })
}

function appendRows(
  appender: DuckDBAppender,
  columns: readonly (readonly [string, Float64Array])[],
): void {
  const length = columns[0]?.[1].length ?? 0
  for (let row = 0; row < length; row += 1) {
    for (const [name, values] of columns) {
      const value = values[row] as number
      if (name === 'ts') appender.appendBigInt(BigInt(value))
      else appender.appendDouble(value)
    }
    appender.endRow()
  }
}
