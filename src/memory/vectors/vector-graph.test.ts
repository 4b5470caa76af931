// @module-tag long
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { VectorIndex } from './vector-index.ts'

const length = 384
const entries = 12_000
const tags = { instrument: 'a', regime: 'b', agents: ['trend'], knownAt: 0 }

function clustered(seed: number, count: number): Float32Array[] {
  const random = Random.fromSeed(seed)
  const centres = Array.from({ length: 120 }, (_, n) => normals(Random.fromSeed(n), 1))
  return Array.from({ length: count }, () => {
    const centre = centres[random.below(centres.length)] ?? new Float32Array(length)
    const noise = normals(random, 0.5)
    return centre.map((number, i) => number + (noise[i] ?? 0))
  })
}

function structureless(seed: number, count: number): Float32Array[] {
  const random = Random.fromSeed(seed)
  return Array.from({ length: count }, () => normals(random, 1))
}

function normals(random: Random, width: number): Float32Array {
  return Float32Array.from({ length }, () => width * random.normal())
}

function built(
  vectors: readonly Float32Array[],
  slice = 1_000,
  index = new VectorIndex(7),
): VectorIndex {
  vectors.forEach((vector, id) => index.add(id, vector, tags))
  while (index.advance(slice) > 0);
  return index
}

function recallOf(index: VectorIndex, queries: readonly Float32Array[]): number {
  let hits = 0
  for (const query of queries) {
    const exact = new Set(index.searchExactly(query, 10).map(({ id }) => id))
    hits += index.search(query, 10).filter(({ id }) => exact.has(id)).length
  }
  return hits / (10 * queries.length)
}

describe('on clusters', () => {
  const vectors = clustered(1, entries)
  const queries = clustered(2, 200)
  let index: VectorIndex

  beforeAll(() => {
    index = built(vectors)
  })

  it('serves by the graph, and finds 99 of 100', () => {
    expect(index.standing()).toMatchObject({ entries, linked: entries, graph: 'serving' })
    expect(index.standing().recall).toBeGreaterThanOrEqual(0.99)
    expect(recallOf(index, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('gives the same answers to the bit when built anew, in slices of any length', () => {
    const again = built(vectors, 37)
    for (const query of queries) expect(again.search(query, 10)).toEqual(index.search(query, 10))
    expect(again.standing()).toEqual(index.standing())
  })

  it('finds what came since, and nothing that was deleted', () => {
    const query = queries[0] ?? new Float32Array(length)
    const [first] = index.search(query, 10)
    expect(index.delete(first?.id ?? -1)).toBe(true)
    expect(index.search(query, 10).map(({ id }) => id)).not.toContain(first?.id)
    index.add(99_999, query, tags)
    expect(index.standing().graph).toBe('serving')
    expect(index.search(query, 10)[0]).toMatchObject({ id: 99_999 })
    expect(recallOf(index, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('begins the graph again when a quarter of it is dead, exact meanwhile', () => {
    for (let id = 0; id < 0.3 * entries; id += 1) index.delete(id)
    const { linked, graph } = index.standing()
    expect(linked).toBe(0)
    expect(graph).toBe('building')
    expect(recallOf(index, queries)).toBe(1)
    index.advance(entries)
    expect(index.standing().graph).toBe('serving')
    expect(recallOf(index, queries)).toBeGreaterThanOrEqual(0.99)
  })
})

describe('on vectors without structure', () => {
  it('notices that a graph finds too few, says so and answers exactly', () => {
    const index = built(structureless(3, entries))
    expect(index.standing().graph).toBe('hopeless')
    expect(index.standing().linked).toBe(0)
    expect(recallOf(index, structureless(4, 50))).toBe(1)
  })

  it('tries again once there are twice as many entries', () => {
    const index = built(structureless(5, entries))
    const { graph } = index.standing()
    expect(graph).toBe('hopeless')
    clustered(6, entries).forEach((vector, at) => index.add(entries + at, vector, tags))
    index.advance(1)
    expect(index.standing()).toMatchObject({ graph: 'building', linked: 1 })
  })
})
