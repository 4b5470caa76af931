import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { node26 } from '../../tools/node26.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const second = node26()
const market = ['--market', 'generated', '--days', '3', '--seed', '7', '--json']

/** What one run says, in a desk folder of its own. */
async function saidOn<Told>(command: string, node: string): Promise<Told> {
  const desk = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-nodes-'))
  const { code, stdout } = await runCoinswarm([command, ...market, '--desk', desk], {}, node)
  expect(code).toBe(0)
  return JSON.parse(stdout) as Told
}

type Run = { readonly hash: string }

it.skipIf(second === undefined)('gives a run one hash on Node 24 and Node 26', async () => {
  const { hash } = await saidOn<Run>('backtest', process.execPath)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect((await saidOn<Run>('backtest', process.execPath)).hash).toBe(hash)
  expect((await saidOn<Run>('backtest', second ?? '')).hash).toBe(hash)
})

it.skipIf(second === undefined)('says the same of a swarm on Node 24 and Node 26', async () => {
  type Swarm = Run & Readonly<Record<'swarm' | 'findings' | 'plan', unknown>>
  const { hash, swarm, findings, plan } = await saidOn<Swarm>('swarm', process.execPath)
  const other = await saidOn<Swarm>('swarm', second ?? '')
  expect(other).toMatchObject({ hash, swarm, findings, plan })
})
