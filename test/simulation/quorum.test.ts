// @module-tag long

import { describe, expect, it } from 'vitest'
import { quorumSeeds } from './quorum-seeds.ts'
import { runQuorum } from './quorum-run.ts'
import ledger from './quorum-seeds.json' with { type: 'json' }

describe('the managers of a memory, with liars among them and everything going wrong', () => {
  it('never differ, lose nothing, and come together within a minute', () => {
    const seen = new Map<string, number>()
    let blocks = 0
    const { violations, range } = quorumSeeds(1, 40, (_, run) => {
      blocks += run?.blocks ?? 0
      for (const [kind, count] of run?.seen ?? []) seen.set(kind, (seen.get(kind) ?? 0) + count)
    })
    expect(violations).toEqual([])
    expect(ledger).toContainEqual(range)
    expect(blocks).toBeGreaterThan(200)
    // Promises about what never happens are worth nothing.
    const all = ['accepted', 'refused', 'by votes', 'caught up', 'later epoch', 'lapsed']
    const faults = ['restart', 'equivocated', 'offer-refused', 'proposal-declined']
    expect([...all, ...faults].filter((kind) => (seen.get(kind) ?? 0) < 20)).toEqual([])
  })

  it('do the same in every run of a seed, and something else in another', () => {
    const { hash } = runQuorum(3)
    expect(runQuorum(3).hash).toBe(hash)
    expect(runQuorum(4).hash).not.toBe(hash)
  })

  it('have the ranges of seeds that were run written down', () => {
    expect(ledger.length).toBeGreaterThan(0)
    for (const { from, count, hash } of ledger) {
      expect([Number.isSafeInteger(from + count), count > 0]).toEqual([true, true])
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })
})
