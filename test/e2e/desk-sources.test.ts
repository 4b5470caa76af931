// @module-tag long

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { deskPaths, replayJournal } from '../../src/app/index.ts'
import type { DeskEvent } from '../../src/domain/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { fearBars, fearDays, fearfulAgent, fearStartMs } from './fear-scene.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-desk-sources-'))
afterAll(() => rmSync(folder, { recursive: true }))
const data = path.join(folder, 'data')
mkdirSync(data)
const days = Array.from({ length: 30 }, (_, i) => i)
// It says nothing of six days on end, which is longer than it may.
fearDays(
  data,
  days.filter((i) => i < 16 || i > 22),
)
const rates = days.flatMap((i) =>
  [0, 8, 16].map(
    (hour) => `${fearStartMs + i * 86_400_000 + hour * 3_600_000},${(i % 5) / 10_000}`,
  ),
)
const funding = path.join(data, 'funding_binance_btcusdt.csv')
writeFileSync(funding, ['ts,funding_rate', ...rates, ''].join('\n'))

const bars = fearBars(folder, 30, 50_000)
const agent = fearfulAgent(folder)
const sources = `[sources]\nfolder = ${JSON.stringify(data)}\n`
const swarm = '[desk]\nvotes = "earned"\n[swarm]\nisOn = true\n'
const fearless = `[[agents]]\nname = ${JSON.stringify(agent)}\n`

function deskOf(name: string, settings: string): string {
  const desk = path.join(folder, name)
  mkdirSync(desk, { recursive: true })
  writeFileSync(path.join(desk, 'coinswarm.toml'), settings)
  return desk
}

const up = (desk: string, speed = 'max'): readonly string[] => [
  ...['--desk', desk, 'up', '--market', bars, '--headless', '--exit', '--speed', speed],
]

function events(desk: string): readonly DeskEvent[] {
  return [...readJournal(deskPaths(desk).journal, nodeDisk)].map(({ event }) => event)
}

async function hashOfBacktest(command: 'backtest' | 'swarm', settings: string): Promise<object> {
  const desk = deskOf(`${command}-${settings.length}`, settings)
  const given = command === 'swarm' ? ['--agent', agent] : []
  const args = ['--desk', desk, command, '--bars', bars, '--sources', data, ...given, '--json']
  const { stdout } = await runCoinswarm(args)
  const run = JSON.parse(stdout) as { hash: string; summary: { fills: number } }
  return { hash: run.hash, fills: run.summary.fills }
}

async function hashOfDesk(desk: string): Promise<object> {
  const { matches, runHash: hash } = await replayJournal(desk)
  expect(matches).toBe(true)
  return { hash, fills: events(desk).filter(({ kind }) => kind === 'order-filled').length }
}

it('a desk over recorded bars and files does what a backtest of them does', async () => {
  const desk = deskOf('paper', sources + fearless)
  expect(await runCoinswarm(up(desk))).toMatchObject({ code: 0 })
  const done = await hashOfDesk(desk)
  expect(done).toEqual(await hashOfBacktest('backtest', fearless))
  expect(done).toMatchObject({ fills: expect.toSatisfy((fills: number) => fills > 5) })
  const all = events(desk)
  expect(all[0]).toMatchObject({ header: { outsideColumns: ['social.fearGreed'] } })
  const seen = all.filter((event) => event.kind === 'outside-observed')
  expect(seen.filter(({ value }) => Number.isNaN(value))).toHaveLength(1)
  expect(seen.length).toBeLessThan(20)
})

it('a swarm on a desk looks at its columns, as one in a backtest does', async () => {
  const desk = deskOf('swarm', sources + swarm + fearless)
  expect(await runCoinswarm(up(desk))).toMatchObject({ code: 0 })
  expect(await hashOfDesk(desk)).toEqual(await hashOfBacktest('swarm', swarm + fearless))
  const [begun] = events(desk)
  expect(begun).toMatchObject({
    header: { outsideColumns: expect.arrayContaining(['funding.rate', 'code.commits24h']) },
  })
})

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))

it('killed in the middle and begun again, it comes to the same', async () => {
  const desk = deskOf('killed', sources + fearless)
  for (const share of [0.3, 0.7]) {
    const child = spawn(process.execPath, [bin, ...up(desk, '1200000')], { stdio: 'ignore' })
    const ended = new Promise((resolve) => void child.once('close', resolve))
    const isFar = (): boolean => {
      const journal = deskPaths(desk).journal
      if (!nodeDisk.exists(journal)) return false
      const closed = events(desk).filter(({ kind }) => kind === 'bar-closed').length
      return closed > share * 30 * 24
    }
    while (child.exitCode === null && !isFar())
      await new Promise((resolve) => void setTimeout(resolve, 50))
    expect(child.exitCode).toBeNull()
    child.kill('SIGKILL')
    await ended
  }
  expect(await runCoinswarm(up(desk))).toMatchObject({ code: 0 })
  expect(await hashOfDesk(desk)).toEqual(await hashOfBacktest('backtest', fearless))
})

it.each([
  ['without them', fearless, /looks at 'social.fearGreed', which does not come from bars/],
  [
    'with a server of now',
    `${sources}github = ["ethereum/go-ethereum"]\n[[agents]]\nname = "funding-carry"\n`,
    undefined,
  ],
] as const)('a new desk %s is begun or refused', async (name, settings, refused) => {
  const { code, stderr } = await runCoinswarm(up(deskOf(`new ${name}`, settings)))
  expect(code).toBe(refused === undefined ? 0 : 2)
  if (refused !== undefined) expect(stderr).toMatch(refused)
})

it('does not go on without its sources, and says what to do', async () => {
  const desk = deskOf('paper', fearless)
  const { code, stderr } = await runCoinswarm(up(desk))
  expect(code).toBe(2)
  expect(stderr).toMatch(/began with columns from outside \(social.fearGreed\); set sources.folder/)
})
