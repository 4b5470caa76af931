import type { JournalBatch } from './journal-batch.ts'
import type { PostgresSql } from './postgres-sql.ts'
import type { Row, Table } from './tables.ts'
import type { TableChange } from './workspace.ts'

const arrays = { TEXT: 'text[]', REAL: 'double precision[]', INTEGER: 'bigint[]' } as const

/** The record itself: one statement for all of a batch. What is there already stays as it is. */
export async function writeRecords(
  sql: PostgresSql,
  journal: string,
  { entries, payloads, hashes }: JournalBatch,
): Promise<void> {
  await sql.query(
    `INSERT INTO coinswarm.records (journal, sequence, hash, payload)
      SELECT $1, * FROM unnest($2::bigint[], $3::bytea[], $4::bytea[])
      ON CONFLICT (journal, sequence) DO NOTHING`,
    [
      journal,
      entries.map(({ sequence }) => sequence),
      hashes.map((hash) => Buffer.from(hash, 'hex')),
      payloads,
    ],
  )
}

/** Rows by their key: written twice they are there once. */
export async function writeChange(
  sql: PostgresSql,
  journal: string,
  { table, rows, gone }: TableChange,
): Promise<void> {
  if (rows.length > 0) await sql.query(upsertSql(table), [journal, ...columnsOf(table, rows)])
  const isIt = table.key.map((name, at) => `"${name}" = $${at + 2}`).join(' AND ')
  for (const key of gone)
    await sql.query(`DELETE FROM coinswarm.${table.name} WHERE journal = $1 AND ${isIt}`, [
      journal,
      ...key.map(valueOut),
    ])
}

function upsertSql({ name, columns, key }: Table): string {
  const names = columns.map((column) => `"${column.name}"`)
  const lists = columns.map(({ type }, at) => `$${at + 2}::${arrays[type]}`)
  const others = columns.filter((column) => !key.includes(column.name))
  const set = others.map((column) => `"${column.name}" = EXCLUDED."${column.name}"`)
  return `INSERT INTO coinswarm.${name} (journal, ${names.join(', ')})
    SELECT $1, * FROM unnest(${lists.join(', ')})
    ON CONFLICT (journal, ${key.map((column) => `"${column}"`).join(', ')})
    DO UPDATE SET ${set.join(', ')}`
}

function columnsOf({ columns }: Table, rows: readonly Row[]): unknown[][] {
  return columns.map((_, at) => rows.map((row) => valueOut(row[at] ?? null)))
}

/** PostgreSQL's text has no character zero, and a venue may have sent one. */
function valueOut(value: Row[number]): unknown {
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value
}
