// @module-tag long

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { SeedRange } from './fault-seeds.ts'
import { runGateway } from './gateway-run.ts'
import { simulateSeeds } from './gateway-seeds.ts'

const ledger = JSON.parse(
  readFileSync(new URL('desk-seeds.json', import.meta.url), 'utf8'),
) as readonly SeedRange[]

it('ends with the orders, positions and money of the exchange, whatever went wrong', async () => {
  const seen = { orders: 0, fills: 0, restarts: 0, unresolved: 0 }
  const { violations } = await simulateSeeds(1, 200, (_, run) => {
    if (run === undefined) return
    seen.orders += run.orders
    seen.fills += run.fills
    seen.restarts += run.restarts
    seen.unresolved += run.unresolved
  })
  expect(violations).toEqual([])
  expect(seen.orders).toBeGreaterThan(10_000)
  expect(seen.fills).toBeGreaterThan(5_000)
  expect(seen.restarts).toBeGreaterThan(100)
  expect(seen.unresolved).toBeGreaterThan(100)
}, 600_000)

it.each([
  [583, 'a wider limit was asked for before the first bar'],
  [1072, 'managers came again with what the audit had not taken'],
])('keeps its promises in seed %d, where %s', async (seed) => {
  expect((await simulateSeeds(seed, 1)).violations).toEqual([])
})

it('comes to the same hash twice', async () => {
  for (const seed of [1, 2, 3]) expect(await runGateway(seed)).toEqual(await runGateway(seed))
})

it('has a last small range in its ledger that comes to the same hash again', async () => {
  const small = ledger.findLast(({ count }) => count <= 50)
  expect(small).toBeDefined()
  if (small === undefined) return
  expect(await simulateSeeds(small.from, small.count)).toEqual({ range: small, violations: [] })
}, 300_000)
