// @module-tag long

import { expect, it } from 'vitest'
import { runKillDrill } from './kill-drill.ts'
import { runCoinswarm } from './run-coinswarm.ts'

it('a desk that is killed again and again has, in the end, what the exchange has', async () => {
  // Builds what is stale, as every command does; the drill runs what is built.
  await runCoinswarm(['--version'])
  const drill = await runKillDrill({ kills: 3, seed: 2, compareEvery: 3, livesMs: 1_500 })
  expect(drill.violations).toEqual([])
  expect(drill.kills).toHaveLength(3)
  expect(drill.orders).toBeGreaterThan(0)
}, 120_000)
