// @module-tag long
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { migrateDatabase, openPostgres, type PostgresSql } from '../../src/journal/index.ts'
import {
  makeVectorTable,
  PostgresVectors,
  requireVectorTable,
  VectorIndex,
  type VectorMatch,
  vectorStanding,
} from '../../src/memory/index.ts'
import {
  hasPgvector,
  hasPostgres,
  type PostgresServer,
  startPostgres,
} from '../servers/postgres-server.ts'
import {
  bruteForce,
  centre,
  type Entry,
  entriesOf,
  indexOf,
  kindNames,
  kinds,
  meets,
  someFilter,
  someKinds,
  tagsOf,
} from './vector-scene.ts'

type Search = (
  ...words: Parameters<VectorIndex['searchExactly']>
) => Promise<readonly VectorMatch[]> | readonly VectorMatch[]

/** Every home of vectors, filled with the same and asked the same. */
function vectorCases(filled: (entries: readonly Entry[]) => Promise<Search>): void {
  it.each(kindNames)('finds what looking at every number finds: %s', async (kind) => {
    const entries = entriesOf(5, 400, [kind])
    const search = await filled(entries)
    const random = Random.fromSeed(6)
    for (const of of [kind, 'structureless', 'zero'] as const)
      for (const k of [1, 10, 60, 500]) {
        const query = kinds[of](random, 5)
        expect(await search(query, k)).toEqual(bruteForce(entries, query, k))
      }
  })

  it('finds it in any mixture under any filter', async () => {
    const query = fc.record({ k: fc.integer({ min: 1, max: 40 }), filter: someFilter })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 120 }),
        someKinds,
        fc.array(query, { minLength: 1, maxLength: 4 }),
        async (seed, count, some, queries) => {
          const entries = entriesOf(seed, count, some)
          const search = await filled(entries)
          const random = Random.fromSeed(seed + 1)
          for (const { k, filter } of queries) {
            const asked = kinds[some[0] ?? 'zero'](random, seed)
            const wanted = bruteForce(entries, asked, k, filter)
            expect(await search(asked, k, filter)).toEqual(wanted)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is shown nothing of what was not known, whatever that is', async () => {
    const entries = entriesOf(11, 300, ['clustered'])
    const asOf = 50_000
    const query = centre(11, 0)
    const poisoned = entries.map((of) =>
      of.tags.knownAt < asOf ? of : { ...of, vector: query, tags: { ...of.tags, regime: 'calm' } },
    )
    const before = entries.filter(({ tags }) => tags.knownAt < asOf)
    const wanted = bruteForce(before, query, 20)
    expect(await (await filled(entries))(query, 20, { asOf })).toEqual(wanted)
    const search = await filled(poisoned)
    expect(await search(query, 20, { asOf })).toEqual(wanted)
    expect(await search(query, 20)).not.toEqual(wanted)
  })

  it('takes what was known before and from a time, to the microsecond', async () => {
    const random = Random.fromSeed(32)
    const entries = Array.from({ length: 60 }, (_, id) => {
      const tags = { ...tagsOf(random), knownAt: 1_700_000_000_000_000 + id }
      return { id, tags, vector: kinds.structureless(random, 0) }
    })
    const search = await filled(entries)
    for (const n of [0, 1, 30, 59, 60]) {
      const at = 1_700_000_000_000_000 + n
      for (const filter of [{ asOf: at }, { from: at }, { to: at, from: at - 5 }]) {
        const some = entries.filter(({ tags }) => meets(tags, filter)).map(({ id }) => id)
        const found = (await search(centre(1, 1), 60, filter)).map(({ id }) => id)
        expect(found.toSorted((a, b) => a - b)).toEqual(some)
      }
    }
  })

  it('tells names apart that look alike, and takes any text for one', async () => {
    const names = ['1', 1, '', '\0', '"', "'); DROP TABLE coinswarm.vectors; --", '\u{1f600}']
    const vector = centre(1, 1)
    const entries = names.map((instrument, id) => {
      return {
        id,
        vector,
        tags: { instrument, regime: instrument, agents: [instrument], knownAt: 0 },
      }
    })
    const search = await filled(entries)
    for (const [id, name] of names.entries())
      for (const filter of [{ instrument: name }, { regime: name }, { agent: name }])
        expect((await search(vector, 9, filter)).map((of) => of.id)).toEqual([id])
    expect(await search(vector, 9, { agent: 'nobody' })).toEqual([])
  })
}

describe('vectors in this process', () => {
  vectorCases(async (entries) => {
    const index = indexOf(entries)
    return (...words) => index.searchExactly(...words)
  })
})

describe.skipIf(!hasPgvector)('vectors in PostgreSQL with pgvector', () => {
  let server: PostgresServer
  let sql: PostgresSql
  beforeAll(async () => {
    server = await startPostgres({ hasVectors: true })
    sql = await openPostgres(server.place)
    await migrateDatabase(sql)
    await makeVectorTable(sql)
  })
  afterAll(async () => {
    await sql?.close()
    await server?.end()
  })
  beforeEach(async () => {
    await sql.query('TRUNCATE coinswarm.vectors')
  })

  vectorCases(async (entries) => {
    const vectors = new PostgresVectors(sql, 'a')
    await vectors.clear()
    await vectors.add('all', entries)
    return (...words) => vectors.search('all', ...words)
  })

  it('has its table made once, and made anew for another version', async () => {
    expect(await makeVectorTable(sql)).toEqual([])
    await sql.query("UPDATE coinswarm.formats SET version = 0 WHERE part = 'vectors'")
    await expect(requireVectorTable(sql)).rejects.toMatchObject({ code: 'database-unmigrated' })
    expect(await makeVectorTable(sql)).toHaveLength(1)
    await requireVectorTable(sql)
    expect(await vectorStanding(sql)).toMatchObject({ isReady: true })
  })

  it('keeps journals and parts apart, takes an entry once, and takes it out', async () => {
    const [one, two] = entriesOf(3, 2, ['structureless'])
    if (one === undefined || two === undefined) throw new Error('two entries')
    const vectors = new PostgresVectors(sql, 'a')
    await vectors.addAll([
      { part: 'x', entries: [one] },
      { part: 'y', entries: [one, two] },
    ])
    await vectors.add('x', [{ ...two, id: one.id }])
    await new PostgresVectors(sql, 'b').add('x', [two])
    expect(await vectors.size()).toBe(3)
    expect((await vectors.search('x', one.vector, 5)).map(({ id }) => id)).toEqual([one.id])
    expect(await vectors.vectorOf('x', one.id)).toEqual(one.vector)
    expect(await vectors.vectorOf('x', two.id)).toBeUndefined()
    expect(await vectors.delete('y', [one.id, 77])).toBe(1)
    expect(await vectors.search('y', one.vector, 5)).toEqual(indexOf([two]).search(one.vector, 5))
    await vectors.clear()
    expect([await vectors.size(), await new PostgresVectors(sql, 'b').size()]).toEqual([0, 1])
  })

  it('declines numbers that are not as they were written', async () => {
    const vectors = new PostgresVectors(sql, 'a')
    await vectors.add('x', entriesOf(3, 2, ['structureless']))
    await sql.query("UPDATE coinswarm.vectors SET numbers = 'short'")
    const refusal = vectors.search('x', centre(1, 1), 1)
    await expect(refusal).rejects.toMatchObject({ code: 'database-differs' })
  })
})

describe.skipIf(!hasPostgres)('a database without pgvector', () => {
  it('is told so before anything is made or searched', async () => {
    const server = await startPostgres()
    const sql = await openPostgres(server.place)
    try {
      await migrateDatabase(sql)
      const { offered } = await vectorStanding(sql)
      if (offered !== null) {
        // This server could make it, so that it is a user without the right to who is declined.
        for (const each of ['CREATE ROLE guest', 'SET ROLE guest']) await sql.query(each)
      } else
        await expect(requireVectorTable(sql)).rejects.toMatchObject({ code: 'pgvector-missing' })
      await expect(makeVectorTable(sql)).rejects.toMatchObject({ code: 'pgvector-missing' })
      expect(await vectorStanding(sql)).toMatchObject({ present: null, isReady: false })
    } finally {
      await sql.close()
      await server.end()
    }
  })
})
