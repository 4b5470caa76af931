import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { node26 } from '../../tools/node26.ts'

const second = node26()

const run = (node: string, file: string): string =>
  execFileSync(node, [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

it.skipIf(second === undefined)('makes the same market on Node 24 and Node 26', () => {
  const here = run(process.execPath, 'test/house/market-digest.ts')
  expect(here).toMatch(/^[0-9a-f]{64}$/)
  expect(run(second ?? '', 'test/house/market-digest.ts')).toBe(here)
})

it.skipIf(second === undefined)(
  'gives a full swarm one record and one memory on Node 24 and Node 26',
  { tags: ['long'], timeout: 120_000 },
  () => {
    const here = run(process.execPath, 'test/house/swarm-digest.ts')
    const said = JSON.parse(here) as { readonly fills: number; readonly tests: number }
    expect(said).toMatchObject({ isSettled: true })
    expect(Math.min(said.fills, said.tests)).toBeGreaterThan(0)
    expect(run(second ?? '', 'test/house/swarm-digest.ts')).toBe(here)
  },
)
