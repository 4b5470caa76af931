import type { Disk } from '../../kernel/index.ts'
import { BlockWriter } from '../block-writer.ts'
import { JournalCursor } from '../journal-cursor.ts'
import { EventProjector } from '../project-event.ts'
import { schema } from '../projection-schema.ts'
import { genesisHash } from '../segment-format.ts'
import { openSpilledDatabase, type SqlDatabase } from '../sqlite.ts'
import { copyProgress } from './journal-copy.ts'
import type { PostgresSql } from './postgres-sql.ts'
import { type Figure, figuresOf } from './table-figures.ts'
import { type Table, tablesOf } from './tables.ts'

/** What was compared, and what differs, in sentences. */
export type Comparison = {
  /** Events compared: as many as the database holds. */
  readonly events: number
  /** Rows compared, in all tables. */
  readonly rows: number
  readonly faults: readonly string[]
}

/** A journal, and its name in the database. */
type Place = { readonly disk: Disk; readonly folder: string; readonly journal: string }

/** Sums of doubles depend on their order; by more than this share they differ. */
const sumTolerance = 1e-9
const pageRows = 4_096

/**
 * Projects the journal again as far as the database has come, and compares each table by its rows
 * counted and each column of numbers by its sum; and puts the blocks of the journal together again
 * from the records in the database, which must come to the same chain of hashes. Takes the room of
 * `desk.sqlite` on the disk for temporary files, and memory that does not grow with the journal.
 *
 * @throws UserError `journal-damaged`; DatabaseAway
 */
export async function compareWithJournal(sql: PostgresSql, place: Place): Promise<Comparison> {
  const { sequence, hash } = await copyProgress(sql, place.journal)
  const faults: string[] = []
  let rows = 0
  for (const { table, figures } of await journalFigures(place, sequence)) {
    const theirs = await figuresThere(sql, place.journal, table)
    rows += figures[0]?.value ?? 0
    for (const [at, { name, value, size }] of figures.entries())
      if (Math.abs(value - (theirs[at] ?? Number.NaN)) <= sumTolerance * size) continue
      else faults.push(`${name} is ${theirs[at]} in the database and ${value} in the journal`)
  }
  const head = await chainThere(sql, place, sequence)
  if (head !== hash) faults.push('the records do not come to the hash of the journal')
  return { events: sequence, rows, faults }
}

/** What the tables of a journal come to, as far as event `sequence`. @throws as above */
export async function journalFigures(
  place: Pick<Place, 'disk' | 'folder'>,
  sequence: number,
): Promise<readonly { readonly table: Table; readonly figures: readonly Figure[] }[]> {
  const database = await openSpilledDatabase()
  try {
    database.exec(schema)
    projectUpTo(database, place, sequence)
    return tablesOf(database).map((table) => ({ table, figures: figuresOf(database, table) }))
  } finally {
    database.close()
  }
}

function projectUpTo(
  database: SqlDatabase,
  { disk, folder }: Pick<Place, 'disk' | 'folder'>,
  sequence: number,
): void {
  const cursor = new JournalCursor(disk, folder)
  const projector = new EventProjector(database)
  database.exec('BEGIN')
  try {
    for (let at = 0; at < sequence; at += 1) {
      const entry = cursor.next()
      if (entry === undefined) break
      projector.project(entry)
    }
  } finally {
    cursor.close()
  }
  database.exec('COMMIT')
}

async function figuresThere(
  sql: PostgresSql,
  journal: string,
  { name, columns }: Table,
): Promise<readonly number[]> {
  const numbers = columns.filter(({ type }) => type !== 'TEXT')
  const sums = numbers.map((column, at) => `COALESCE(SUM("${column.name}"), 0) AS s${at}`)
  const [row] = await sql.query(
    `SELECT COUNT(*) AS count, ${sums.join(', ')} FROM coinswarm.${name} WHERE journal = $1`,
    [journal],
  )
  return [Number(row?.['count']), ...numbers.map((_, at) => Number(row?.[`s${at}`]))]
}

/** The hash at the end of the chain that the records make; `''` where they make none. */
async function chainThere(sql: PostgresSql, place: Place, last: number): Promise<string> {
  const chain = new Chain()
  for (let after = 0; after < last; ) {
    const rows = await sql.query(
      `SELECT sequence, encode(hash, 'hex') AS hash, payload FROM coinswarm.records
        WHERE journal = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4`,
      [place.journal, after, last, pageRows],
    )
    if (rows.length === 0) return ''
    for (const { sequence, hash, payload } of rows) {
      after += 1
      if (!(payload instanceof Uint8Array) || Number(sequence) !== after) return ''
      if (!chain.add(after, String(hash), payload)) return ''
    }
  }
  if (!addRestOfBlock(chain, place, last)) return ''
  return chain.seal() ? chain.hash : ''
}

/** What was copied may end within a block: the rest of that is in the journal alone. */
function addRestOfBlock(chain: Chain, { disk, folder }: Place, last: number): boolean {
  const cursor = new JournalCursor(disk, folder, last)
  try {
    for (let record = cursor.nextRecord(); record !== undefined; record = cursor.nextRecord()) {
      const hash = Buffer.from(record.hash).toString('hex')
      if (hash !== chain.hash) return true
      if (!chain.add(record.sequence, hash, record.payload)) return false
    }
    return true
  } finally {
    cursor.close()
  }
}

/** Blocks made again of their records, each with the hash of the one before. */
class Chain {
  readonly #writer = new BlockWriter()
  #previous: Uint8Array = genesisHash
  /** Of the block at hand, as its records say. */
  hash = ''

  /** @returns whether the block that ended with this came to its hash. */
  add(sequence: number, hash: string, payload: Uint8Array): boolean {
    if (hash !== this.hash && !this.seal()) return false
    this.hash = hash
    this.#writer.appendPayload(sequence, payload)
    return true
  }

  seal(): boolean {
    if (this.#writer.count === 0) return true
    this.#previous = Uint8Array.from(this.#writer.seal(this.#previous).hash)
    this.#writer.clear()
    return Buffer.from(this.#previous).toString('hex') === this.hash
  }
}
