import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { node26 } from '../../tools/node26.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const second = node26()
const question = ['backtest', '--market', 'generated', '--days', '3', '--seed', '7', '--json']

/** The hash of one run, in a desk folder of its own. */
async function hashOn(node: string): Promise<string> {
  const desk = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-nodes-'))
  const { code, stdout } = await runCoinswarm([...question, '--desk', desk], {}, node)
  expect(code).toBe(0)
  return (JSON.parse(stdout) as { readonly hash: string }).hash
}

it.skipIf(second === undefined)('gives a run one hash on Node 24 and Node 26', async () => {
  const first = await hashOn(process.execPath)
  expect(first).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashOn(process.execPath)).toBe(first)
  expect(await hashOn(second ?? '')).toBe(first)
})
