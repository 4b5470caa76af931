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
