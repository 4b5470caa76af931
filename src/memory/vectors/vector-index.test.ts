// @module-tag long

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bruteForce,
  centre,
  entriesOf,
  indexOf,
  kindNames,
  kinds,
  length,
  meets,
  someFilter,
  someKinds,
  tagsOf,
} from '../../../test/conformance/vector-scene.ts'
import { defined, InvariantError, Random } from '../../base/index.ts'
import { compiledKernel } from './compiled-kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import { VectorIndex } from './vector-index.ts'

describe('an exact search', () => {
  it.each(kindNames)('finds what looking at every number finds: %s', (kind) => {
    const entries = entriesOf(5, 1_100, [kind])
    const index = indexOf(entries)
    const random = Random.fromSeed(6)
    for (const of of [kind, kind, 'structureless', 'zero'] as const)
      for (const k of [1, 10, 60]) {
        const query = kinds[of](random, 5)
        expect(index.searchExactly(query, k)).toEqual(bruteForce(entries, query, k))
      }
  })

  it('finds it in any mixture, under any filter, after any deletion', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 300 }),
        someKinds,
        fc.array(fc.record({ k: fc.integer({ min: 1, max: 40 }), filter: someFilter }), {
          minLength: 1,
          maxLength: 4,
        }),
        (seed, count, some, queries) => {
          const entries = entriesOf(seed, count, some)
          const index = indexOf(entries)
          const random = Random.fromSeed(seed + 1)
          const kept = entries.filter(({ id }) => random.below(4) > 0 || !index.delete(id))
          const late = entriesOf(seed + 2, 20, some).map((of) => ({ ...of, id: of.id + 20_000 }))
          indexOf(late, index)
          for (const { k, filter } of queries) {
            const query = kinds[some[0] ?? 'zero'](random, seed)
            const wanted = bruteForce([...kept, ...late], query, k, filter)
            expect(index.searchExactly(query, k, filter)).toEqual(wanted)
            expect(index.search(query, k, filter)).toEqual(wanted)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('is shown nothing of what was not known, whatever that is', () => {
    const entries = entriesOf(11, 600, ['clustered'])
    const asOf = 50_000
    const query = centre(11, 0)
    const poisoned = entries.map((of) =>
      of.tags.knownAt < asOf ? of : { ...of, vector: query, tags: { ...of.tags, regime: 'calm' } },
    )
    const before = entries.filter(({ tags }) => tags.knownAt < asOf)
    expect(before.length).toBeLessThan(500)
    const wanted = indexOf(before).searchExactly(query, 20)
    expect(indexOf(entries).search(query, 20, { asOf })).toEqual(wanted)
    expect(indexOf(poisoned).search(query, 20, { asOf })).toEqual(wanted)
    expect(indexOf(poisoned).search(query, 20)).not.toEqual(wanted)
  })

  it('sees what codes hide, in whichever chunk it stands', () => {
    const random = Random.fromSeed(31)
    const tags = tagsOf(random)
    const ones = new Float32Array(length).fill(1)
    // One number takes all codes; the others are half a code short of counting, all with the query.
    const hidden = (n: number) =>
      new Float32Array(length).fill((0.499 - n / 1_000) / 127).fill(1, 5, 6)
    // Less like the query than those, and more like it than their codes.
    const plain = () => {
      const drawn = kinds.structureless(random, 0)
      const middle = drawn.reduce((sum, number) => sum + number, 0) / length
      return drawn.map((number) => number - middle + 0.09)
    }
    const entries = Array.from({ length: 1_060 }, (_, id) => {
      return { id, tags, vector: id < 1_030 ? plain() : hidden(id - 1_030) }
    })
    const index = indexOf(entries)
    for (const k of [5, 30, 200])
      expect(index.searchExactly(ones, k)).toEqual(bruteForce(entries, ones, k))
    expect(index.searchExactly(ones, 30).every(({ id }) => id >= 1_030)).toBe(true)
  })

  it('takes from chunks that were known in part what was known before, to the microsecond', () => {
    const random = Random.fromSeed(32)
    const entries = Array.from({ length: 2_100 }, (_, id) => {
      const tags = { ...tagsOf(random), knownAt: id }
      return { id, tags, vector: kinds.structureless(random, 0) }
    })
    const index = indexOf(entries)
    for (const at of [0, 1, 1_022, 1_023, 1_024, 1_025, 2_047, 2_048, 2_099, 2_100])
      for (const filter of [{ asOf: at }, { from: at }, { to: at, from: 1_000 }]) {
        const some = entries.filter(({ tags }) => meets(tags, filter)).map(({ id }) => id)
        const found = index.searchExactly(centre(1, 1), 2_100, filter).map(({ id }) => id)
        expect(found.toSorted((a, b) => a - b)).toEqual(some)
      }
    for (const id of [3, 1_023]) index.delete(id)
    const left = index.searchExactly(centre(1, 1), 2_100).map(({ id }) => id)
    expect(left).toHaveLength(2_098)
    expect(left).not.toContain(3)
  })

  it('gives equals by id, and nothing where there is nothing', () => {
    const tags = { instrument: 'a', regime: 'b', agents: [], knownAt: 0 }
    const index = new VectorIndex()
    const query = centre(1, 1)
    expect(index.search(query, 3)).toEqual([])
    for (const id of [9, 2, 5]) index.add(id, query, tags)
    expect(index.search(query, 2).map(({ id }) => id)).toEqual([2, 5])
    expect(index.search(query, 5, { asOf: 0 })).toEqual([])
    expect(index.search(query, 5)[0]?.similarity).toBeCloseTo(1, 14)
  })

  it('declines what is no vector, no id or no time', () => {
    const tags = { instrument: 'a', regime: 'b', agents: [], knownAt: 0 }
    const index = new VectorIndex()
    const good = centre(1, 1)
    index.add(1, good, tags)
    expect(() => index.add(1, good, tags)).toThrow(InvariantError)
    expect(() => index.add(2.5, good, tags)).toThrow('whole')
    expect(() => index.add(2, good.slice(1), tags)).toThrow('384')
    expect(() =>
      index.add(
        2,
        good.map(() => Number.NaN),
        tags,
      ),
    ).toThrow('finite')
    expect(() => index.add(2, good, { ...tags, knownAt: Number.NaN })).toThrow('time')
    expect(() => index.search(good.slice(1), 1)).toThrow('384')
    expect(() => index.search(good, 0)).toThrow('k must')
    expect(index.size).toBe(1)
    expect(index.delete(1)).toBe(true)
    expect(index.delete(1)).toBe(false)
    expect(index.has(1)).toBe(false)
  })
})

it('comes to the same bits by every kernel, graph and all', () => {
  const entries = entriesOf(21, 450, ['clustered', 'duplicate', 'zero', 'structureless'])
  const said = [defined(compiledKernel(), 'WebAssembly'), plainKernel()].map((kernel) => {
    const index = indexOf(entries, new VectorIndex(3, kernel))
    index.advance(300)
    for (const { id } of entries.slice(0, 50)) index.delete(id)
    index.advance(2_000)
    const random = Random.fromSeed(22)
    const found = Array.from({ length: 20 }, () => {
      const query = kinds.clustered(random, 21)
      return [index.searchExactly(query, 10), index.searchExactly(query, 10, { agent: 'trend' })]
    })
    const { linked, graph, recall } = index.standing()
    return { found, linked, graph, recall }
  })
  expect(said[0]?.linked).toBe(400)
  expect(said[1]).toEqual(said[0])
})
