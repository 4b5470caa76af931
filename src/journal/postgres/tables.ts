import { schema } from '../projection-schema.ts'
import { openMemoryDatabase, type SqlDatabase, type SqlValue } from '../sqlite.ts'

/** A column of the projection, in the words of SQLite. */
export type Column = { readonly name: string; readonly type: 'TEXT' | 'REAL' | 'INTEGER' }

/** A table of the projection. Rows of one journal are told apart by `key`. */
export type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly string[]
  /** Reads all rows, columns in the order of `columns`. */
  readonly select: string
}

/** A row, values in the order of the columns; whole numbers as bigint. */
export type Row = readonly SqlValue[]

/** An empty projection in memory, as `openProjection` makes it. */
export async function emptyProjection(): Promise<SqlDatabase> {
  const database = await openMemoryDatabase()
  database.exec(schema)
  return database
}

/** The tables of the projection, from the schema itself, so that there is one schema to keep. */
export function tablesOf(database: SqlDatabase): readonly Table[] {
  return database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'progress'")
    .all()
    .map((row) => tableOf(database, String(row['name'])))
}

function tableOf(database: SqlDatabase, name: string): Table {
  const found = database.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(name)
  const columns = found.map((row) => ({ name: String(row['name']), type: typeOf(row['type']) }))
  const key = found.filter(({ pk }) => pk !== 0).map((row) => String(row['name']))
  const names = columns.map((column) => column.name).join(', ')
  if (key.length > 0) return { name, columns, key, select: `SELECT ${names} FROM ${name}` }
  // Only voices have no key of their own: the seat is their place within the decision.
  return {
    name,
    columns: [...columns, { name: 'seat', type: 'INTEGER' }],
    key: ['sequence', 'seat'],
    select: `SELECT ${names}, ROW_NUMBER() OVER (PARTITION BY sequence ORDER BY rowid) - 1 AS seat
      FROM ${name}`,
  }
}

function typeOf(type: unknown): Column['type'] {
  return type === 'TEXT' || type === 'REAL' ? type : 'INTEGER'
}

/** All rows of a table, whole numbers exact whatever their size. */
export function rowsOf(database: SqlDatabase, table: Table): readonly Row[] {
  return [...rowsIn(database, table)]
}

/** The same, one after another. */
export function* rowsIn(database: SqlDatabase, { select, columns }: Table): Generator<Row, void> {
  const statement = database.prepare(select)
  statement.setReadBigInts(true)
  for (const row of statement.iterate()) yield columns.map(({ name }) => row[name] ?? null)
}
