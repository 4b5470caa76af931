// @module-tag long

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { votesOn } from './quorum-votes.ts'

it('gives the same vote for the same proposal in two processes, 100,000 times', () => {
  const { hash, accepted } = votesOn(1, 100_000)
  expect(accepted).toBeGreaterThan(10_000)
  expect(accepted).toBeLessThan(90_000)
  const program = fileURLToPath(new URL('./quorum-votes.ts', import.meta.url))
  const flags = ['--conditions=coinswarm-source', program, '1', '100000']
  expect(execFileSync(process.execPath, flags, { encoding: 'utf8' })).toBe(hash)
})
