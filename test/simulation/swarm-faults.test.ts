// @module-tag long

import { expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { runSwarmFaults } from './swarm-faults.ts'

it('ends with the trades, orders and money of the exchange, whatever went wrong', () => {
  const seen = { fills: 0, unresolved: 0, rejected: 0 }
  for (const seed of [1, 3, 4, 7]) {
    const votes = seed % 2 === 0 ? 'earned' : 'claimed'
    const { fills, kinds, unresolved } = runSwarmFaults(seed, {
      ...{ steps: 900, intervalUs: minuteUs },
      votes,
    })
    expect(kinds.get('team-moved')).toBeGreaterThan(0)
    expect(kinds.get('decision-made')).toBeGreaterThan(0)
    seen.fills += fills[0]
    seen.unresolved += unresolved
    seen.rejected += kinds.get('order-rejected') ?? 0
  }
  expect(seen.fills).toBeGreaterThan(50)
  expect(seen.unresolved).toBeGreaterThan(0)
  expect(seen.rejected).toBeGreaterThan(0)
}, 300_000)

it('comes to the same hash twice', () => {
  const terms = { steps: 500, intervalUs: minuteUs, votes: 'claimed' } as const
  expect(runSwarmFaults(7, terms).hash).toBe(runSwarmFaults(7, terms).hash)
}, 300_000)
