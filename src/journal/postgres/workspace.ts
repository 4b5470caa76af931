import { EventProjector } from '../project-event.ts'
import type { SqlDatabase } from '../sqlite.ts'
import { type JournalBatch, ordersOf } from './journal-batch.ts'
import type { PostgresRow, PostgresSql } from './postgres-sql.ts'
import { emptyProjection, type Row, rowsOf, type Table, tablesOf } from './tables.ts'

/** What a batch changes in one table. */
export type TableChange = {
  readonly table: Table
  /** New, or not as they were. */
  readonly rows: readonly Row[]
  /** Keys of rows that are no more. */
  readonly gone: readonly Row[]
}

/**
 * A small projection in memory, in which a batch is projected by the same code that fills
 * `desk.sqlite`; what changed there is then written to PostgreSQL. So the two cannot differ in what
 * they make of an event.
 */
export class Workspace {
  readonly #database: SqlDatabase
  readonly #tables: readonly Table[]

  private constructor(database: SqlDatabase) {
    this.#database = database
    this.#tables = tablesOf(database)
  }

  static async open(): Promise<Workspace> {
    return new Workspace(await emptyProjection())
  }

  close(): void {
    this.#database.close()
  }

  /** Projects a batch onto what the database holds of the journal now. @throws DatabaseAway */
  async project(
    sql: PostgresSql,
    journal: string,
    batch: JournalBatch,
  ): Promise<readonly TableChange[]> {
    const before = await this.#load(sql, journal, batch)
    const projector = new EventProjector(this.#database)
    this.#database.exec('BEGIN')
    for (const entry of batch.entries) projector.project(entry)
    this.#database.exec('COMMIT')
    return this.#tables.map((table) => this.#change(table, before.get(table.name) ?? new Map()))
  }

  /** Brings in what the projector may look up. @returns those rows, by table and key. */
  async #load(
    sql: PostgresSql,
    journal: string,
    batch: JournalBatch,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, Row>>> {
    const orders = ordersOf(batch.entries.map(({ event }) => event))
    const known = new Map<string, Map<string, Row>>()
    for (const table of this.#tables) {
      this.#database.exec(`DELETE FROM ${table.name}`)
      const question = questions[table.name]
      if (question === undefined) continue
      const values = question.isOfOrders ? [journal, orders] : [journal]
      const rows = (await sql.query(question.sql, values)).map((row) => rowIn(table, row))
      this.#insert(table, rows)
      known.set(table.name, new Map(rows.map((row) => [keyOf(table, row), row])))
    }
    return known
  }

  #insert(table: Table, rows: readonly Row[]): void {
    const marks = table.columns.map(() => '?').join(', ')
    const statement = this.#database.prepare(`INSERT INTO ${table.name} VALUES (${marks})`)
    for (const row of rows) statement.run(...row)
  }

  #change(table: Table, before: ReadonlyMap<string, Row>): TableChange {
    const left = new Map(before)
    const rows = rowsOf(this.#database, table).filter((row) => {
      const key = keyOf(table, row)
      const was = left.get(key)
      left.delete(key)
      return was === undefined || row.some((value, at) => value !== was[at])
    })
    const gone = [...left.values()].map((row) => keyValues(table, row))
    return { table, rows, gone }
  }
}

type Question = { readonly sql: string; readonly isOfOrders: boolean }

const all = (table: string): Question => ({
  sql: `SELECT * FROM coinswarm.${table} WHERE journal = $1`,
  isOfOrders: false,
})

/** What `EventProjector` looks up; to the other tables it only ever adds. */
const questions: Readonly<Record<string, Question>> = {
  instruments: all('instruments'),
  spares: all('spares'),
  agents: all('agents'),
  orders: {
    sql: 'SELECT * FROM coinswarm.orders WHERE journal = $1 AND order_id = ANY($2::bigint[])',
    isOfOrders: true,
  },
  decisions: {
    sql: `SELECT DISTINCT ON (instrument) * FROM coinswarm.decisions WHERE journal = $1
      ORDER BY instrument, sequence DESC`,
    isOfOrders: false,
  },
}

function rowIn({ columns }: Table, row: PostgresRow): Row {
  return columns.map(({ name, type }) => {
    const value = row[name]
    if (typeof value === 'string') return type === 'INTEGER' ? BigInt(value) : value
    return typeof value === 'number' ? value : null
  })
}

function keyOf(table: Table, row: Row): string {
  return keyValues(table, row).map(String).join(' ')
}

function keyValues({ columns, key }: Table, row: Row): Row {
  return key.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null)
}
