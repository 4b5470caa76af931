import { assert, UserError } from '../../base/index.ts'
import type { PostgresRow, PostgresSql } from '../../journal/index.ts'
import type { EntryFilter, EntryTags } from '../vectors/entry-tags.ts'
import { plainKernel } from '../vectors/plain-kernel.ts'
import { TopMatches, type VectorMatch } from '../vectors/top-matches.ts'
import { VectorIndex } from '../vectors/vector-index.ts'
import { chunkLength, dimensions } from '../vectors/vector-kernel.ts'
import { isVector } from '../vectors/vector-store.ts'

/** An entry as `VectorIndex.add` takes it. */
export type VectorEntry = {
  readonly id: number
  readonly vector: Float32Array
  readonly tags: EntryTags
}

/** Entries that are searched by themselves. */
export type VectorPart = { readonly part: string; readonly entries: readonly VectorEntry[] }

/**
 * By how much two similarities that pgvector computes may be in the wrong order, and more. It sums
 * 384 products of 32 bits, in whatever order: each sum is off by at most 384 roundings of the sum
 * of the products without their signs, which is at most 1 as both are directions: 2.3e-5.
 * Directions are rounded to 32 bits too, which is 1.2e-7. Twice that is less than this.
 */
const slack = 6e-5
const batchMost = 256

/**
 * The questions of `VectorIndex`, asked of a table in PostgreSQL with the extension pgvector.
 *
 * pgvector looks at every entry that meets the filter; no index of neighbours is made, which would
 * miss some. Its 32-bit sums tell which entries may be among the nearest, and those are computed
 * again here from the numbers as they were given: the answer is that of `searchExactly` to the bit.
 * An index of one journal; `part` keeps several apart.
 */
export class PostgresVectors {
  readonly #sql: PostgresSql
  readonly #journal: string

  /** @param journal - Its name in the database. */
  constructor(sql: PostgresSql, journal: string) {
    this.#sql = sql
    this.#journal = journal
  }

  /** Entries in all parts. @throws DatabaseAway, as all that follows */
  async size(): Promise<number> {
    const [row] = await this.#sql.query(
      'SELECT count(*) AS n FROM coinswarm.vectors WHERE journal = $1',
      [this.#journal],
    )
    return Number(row?.['n'])
  }

  /** Adds entries, all or none; what has the id of one that is there is left as it is. */
  async add(part: string, entries: readonly VectorEntry[]): Promise<void> {
    await this.addAll([{ part, entries }])
  }

  /** The same of several parts, all or none. */
  async addAll(parts: readonly VectorPart[]): Promise<void> {
    for (const { entries } of parts) for (const entry of entries) requireEntry(entry)
    await this.#sql.transaction(async () => {
      for (const { part, entries } of parts)
        for (let at = 0; at < entries.length; at += batchMost)
          await this.#sql.query(insertSql, [
            ...[this.#journal, part],
            ...columnsOf(entries.slice(at, at + batchMost)),
          ])
    })
  }

  /** The numbers of an entry as they were given; `undefined` when it is not there. */
  async vectorOf(part: string, id: number): Promise<Float32Array | undefined> {
    const [row] = await this.#rows(part, [id])
    return row === undefined ? undefined : numbersOf(row)
  }

  /** Takes entries out. @returns How many were there. */
  async delete(part: string, ids: readonly number[]): Promise<number> {
    const gone = await this.#sql.query(
      'DELETE FROM coinswarm.vectors WHERE journal = $1 AND part = $2 AND id = ANY($3) RETURNING id',
      [this.#journal, part, ids],
    )
    return gone.length
  }

  /** Takes out all of the journal. */
  async clear(): Promise<void> {
    await this.#sql.query('DELETE FROM coinswarm.vectors WHERE journal = $1', [this.#journal])
  }

  /** As `VectorIndex.searchExactly`. */
  async search(
    part: string,
    query: Float32Array,
    k: number,
    filter: EntryFilter = {},
  ): Promise<readonly VectorMatch[]> {
    assert(isVector(query), 'a query must have 384 finite numbers')
    assert(Number.isInteger(k) && k >= 1, `k must be whole and at least 1, was ${k}`)
    const ids = await this.#candidates(part, query, k, filter)
    const best = new TopMatches(Math.max(1, Math.min(k, ids.length)))
    for (let at = 0; at < ids.length; at += chunkLength) {
      const rows = await this.#rows(part, ids.slice(at, at + chunkLength))
      const few = new VectorIndex(0, plainKernel())
      for (const row of rows) few.add(Number(row['id']), numbersOf(row), untagged)
      for (const { id, similarity } of few.searchExactly(query, k)) best.offer(id, similarity)
    }
    return best.list()
  }

  /** All that may be among the `k` nearest. */
  async #candidates(
    part: string,
    query: Float32Array,
    k: number,
    filter: EntryFilter,
  ): Promise<readonly number[]> {
    const values: unknown[] = [this.#journal, part, textOf(directionOf(query)), k - 1, slack]
    const conditions = conditionsOf(filter, (value) => `$${values.push(value)}`)
    const rows = await this.#sql.query(
      `WITH met AS MATERIALIZED (
        SELECT id, direction <#> $3::vector AS distance FROM coinswarm.vectors
        WHERE ${['journal = $1', 'part = $2', ...conditions].join(' AND ')})
      SELECT id FROM met WHERE distance <= $5::float8 + COALESCE(
        (SELECT distance FROM met ORDER BY distance LIMIT 1 OFFSET $4), 'Infinity')`,
      values,
    )
    return rows.map(({ id }) => Number(id))
  }

  #rows(part: string, ids: readonly number[]): Promise<readonly PostgresRow[]> {
    return this.#sql.query(
      `SELECT id, numbers FROM coinswarm.vectors
        WHERE journal = $1 AND part = $2 AND id = ANY($3)`,
      [this.#journal, part, ids],
    )
  }
}

function requireEntry({ id, vector, tags }: VectorEntry): void {
  assert(Number.isSafeInteger(id), `an entry's id must be whole, was ${id}`)
  assert(isVector(vector), `entry ${id} must have 384 finite numbers`)
  assert(Number.isFinite(tags.knownAt), `entry ${id} must have a time`)
}

const untagged: EntryTags = { instrument: '', regime: '', agents: [], knownAt: 0 }

const insertSql = `INSERT INTO coinswarm.vectors
    (journal, part, id, known_at, instrument, regime, agents, numbers, direction)
  SELECT $1, $2, id, known_at, instrument, regime, agents::jsonb, numbers, direction::vector
  FROM unnest($3::bigint[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::bytea[],
    $9::text[]) AS given (id, known_at, instrument, regime, agents, numbers, direction)
  ON CONFLICT (journal, part, id) DO NOTHING`

function columnsOf(entries: readonly VectorEntry[]): unknown[] {
  return [
    entries.map(({ id }) => id),
    entries.map(({ tags }) => tags.knownAt),
    entries.map(({ tags }) => nameOf(tags.instrument)),
    entries.map(({ tags }) => nameOf(tags.regime)),
    entries.map(({ tags }) => JSON.stringify(tags.agents.map(nameOf))),
    entries.map(({ vector }) => bytesOf(vector)),
    entries.map(({ vector }) => textOf(directionOf(vector))),
  ]
}

/** @param place - Takes a value and gives its place in the question. */
function conditionsOf(filter: EntryFilter, place: (value: unknown) => string): readonly string[] {
  const { instrument, regime, agent, asOf, from, to } = filter
  const conditions: string[] = []
  if (instrument !== undefined) conditions.push(`instrument = ${place(nameOf(instrument))}`)
  if (regime !== undefined) conditions.push(`regime = ${place(nameOf(regime))}`)
  if (agent !== undefined)
    conditions.push(`agents @> ${place(JSON.stringify([nameOf(agent)]))}::jsonb`)
  if (asOf !== undefined) conditions.push(`known_at < ${place(asOf)}`)
  if (from !== undefined) conditions.push(`known_at >= ${place(from)}`)
  if (to !== undefined) conditions.push(`known_at < ${place(to)}`)
  return conditions
}

/** 7 and '7' are two names; and PostgreSQL's text has no character zero, which JSON escapes. */
function nameOf(name: string | number): string {
  return JSON.stringify(name)
}

/** Of length 1, so that no sum of 32 bits is too large or too small; zeros stay zeros. */
function directionOf(vector: Float32Array): Float32Array {
  let squares = 0
  for (const number of vector) squares += number * number
  if (squares === 0) return new Float32Array(dimensions)
  const inverseLength = 1 / Math.sqrt(squares)
  return vector.map((number) => number * inverseLength)
}

function textOf(vector: Float32Array): string {
  return `[${vector.join()}]`
}

function bytesOf(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * dimensions)
  vector.forEach((number, at) => bytes.writeFloatLE(number, 4 * at))
  return bytes
}

function numbersOf({ numbers }: PostgresRow): Float32Array {
  if (!(numbers instanceof Uint8Array) || numbers.length !== 4 * dimensions)
    throw new UserError(
      'database-differs',
      'A vector in the database is not as it was written; have all written anew with coinswarm db ' +
        'follow --again.',
    )
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.length)
  return Float32Array.from({ length: dimensions }, (_, at) => view.getFloat32(4 * at, true))
}
