import { reasonOf, type Result, declined, ok } from '../../base/index.ts'
import type { SqlDatabase } from '../sqlite.ts'
import { type Access, accessText, mayRead } from './readable.ts'
import { queryMax, singleStatement } from './single-statement.ts'

/** What of an answer may come back. */
export type QueryBounds = {
  readonly rowsMax: number
  /** Of all values as text together. */
  readonly charactersMax: number
}

/** Whole numbers beyond 2^53 and infinities come as text, blobs as their size. */
export type QueryValue = string | number | null

export type QueryAnswer = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly QueryValue[])[]
  /** There was more than the bounds allow. */
  readonly isCut: boolean
}

/** SQLite's own limits, for statements of strangers. */
const limits = {
  length: 1_000_000,
  sqlLength: queryMax,
  column: 100,
  exprDepth: 100,
  compoundSelect: 20,
  vdbeOp: 25_000,
  functionArg: 16,
  attach: 0,
  likePatternLength: 100,
  variableNumber: 1,
  triggerDepth: 0,
}

/**
 * A database that can be asked and in no way changed. Four things stand in the way, each enough by
 * itself: the file is opened for reading alone; a text that is not one statement is declined, by us
 * and once more by what SQLite says it has read; SQLite asks us before each table and function; and
 * it has small limits. How long a query may take and how much memory is for whoever runs this in a
 * process of its own.
 */
export class GuardedDatabase {
  readonly #database: SqlDatabase
  #refusal: string | undefined

  private constructor(database: SqlDatabase) {
    this.#database = database
  }

  /** @param tables - All that may be read, views among them, in lower case. */
  static async open(path: string, tables: ReadonlySet<string>): Promise<GuardedDatabase> {
    const { DatabaseSync, constants } = await import('node:sqlite')
    const database = new DatabaseSync(path, {
      readOnly: true,
      allowExtension: false,
      defensive: true,
      returnArrays: true,
      readBigInts: true,
      limits,
    })
    // What sorting takes is taken from memory: nothing is put on the disk for it.
    database.exec('PRAGMA query_only = 1; PRAGMA temp_store = 2; PRAGMA trusted_schema = 0')
    const guarded = new GuardedDatabase(database)
    database.setAuthorizer((action, first, second, of) => {
      const access: Access = { action, first, second, database: of }
      if (mayRead(access, tables, constants)) return constants.SQLITE_OK
      guarded.#refusal ??= accessText(access, constants)
      return constants.SQLITE_DENY
    })
    return guarded
  }

  /** Asks one statement. Declines what is none, is not allowed, or fails. */
  ask(sql: string, bounds: QueryBounds): Result<QueryAnswer> {
    const statement = singleStatement(sql)
    if (!statement.ok) return statement
    this.#refusal = undefined
    try {
      return this.#run(statement.value, bounds)
    } catch (error) {
      return declined(this.#refusal ?? `it cannot be answered: ${reasonOf(error)}`)
    }
  }

  close(): void {
    this.#database.close()
  }

  #run(sql: string, { rowsMax, charactersMax }: QueryBounds): Result<QueryAnswer> {
    const prepared = this.#database.prepare(sql)
    // What it has compiled ends where the first statement does, whatever we took it for.
    if (prepared.sourceSQL.trim() !== sql) return declined('a query is one statement')
    const columns = prepared.columns().map(({ name }) => name)
    const rows: QueryValue[][] = []
    let characters = 0
    for (const row of prepared.iterate()) {
      const values = valuesOf(row)
      characters += values.reduce((sum: number, value) => sum + String(value).length + 1, 0)
      if (rows.length >= rowsMax || characters > charactersMax)
        return ok({ columns, rows, isCut: true })
      rows.push(values)
    }
    return ok({ columns, rows, isCut: false })
  }
}

/** Rows come as arrays; the types of the library know them as records only. */
function valuesOf(row: unknown): QueryValue[] {
  return Array.isArray(row) ? row.map(plainValue) : []
}

function plainValue(value: unknown): QueryValue {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? `${value.length} bytes` : null
}
