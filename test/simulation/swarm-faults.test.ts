// @module-tag long

import { expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { runSwarmFaults } from './swarm-faults.ts'

const hours = { steps: 900, intervalUs: minuteUs }

it.each([1, 2, 3, 4, 5, 6])(
  'seed %i: a full swarm ends with the trades, orders and money of a faulty exchange',
  (seed) => {
    const run = runSwarmFaults(seed, { ...hours, votes: seed % 2 === 0 ? 'earned' : 'claimed' })
    expect(run.bars).toBeGreaterThan(4 * 900)
    expect(run.kinds.get('team-moved')).toBeGreaterThan(0)
    expect(run.kinds.get('decision-made')).toBeGreaterThan(0)
    if (seed % 2 === 0) return
    expect(run.fills[0]).toBeGreaterThan(50)
    expect(run.unresolved).toBeGreaterThan(0)
  },
)

it('comes to the same hash twice', () => {
  const terms = { steps: 500, intervalUs: minuteUs, votes: 'claimed' } as const
  expect(runSwarmFaults(7, terms).hash).toBe(runSwarmFaults(7, terms).hash)
})
