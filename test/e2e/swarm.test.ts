// @module-tag long
import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { SwarmView } from '../../src/app/index.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const desk = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-'))
const args = ['swarm', '--market', 'generated', '--days', '3']

beforeAll(() => runCoinswarm(['--version']), 120_000)

it('tells of every agent, instrument and stream as JSON, and counts one trial', async () => {
  const folder = desk()
  const { code, stdout } = await runCoinswarm([...args, '--desk', folder, '--json'])
  const told = JSON.parse(stdout) as {
    readonly command: string
    readonly trials: number
    readonly hash: string
    readonly instruments: readonly { readonly id: string }[]
    readonly swarm: SwarmView
  }
  const { swarm } = told
  expect([code, told.command, told.trials]).toEqual([0, 'swarm', 1])
  expect(told.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(swarm.instruments.map(({ instrument }) => instrument)).toEqual(
    told.instruments.map(({ id }) => id),
  )
  expect(swarm.agents.length).toBeGreaterThan(10)
  expect(swarm.streams.map(({ stream }) => stream)).toEqual(['baseline', 'mycelial', 'synthesized'])
  const active = swarm.instruments.filter(({ hasTeam }) => hasTeam).length
  expect(swarm.builder?.active).toBe(active)
  expect(active).toBeLessThanOrEqual(15)
  for (const { weight } of swarm.agents) expect(weight).toBeGreaterThanOrEqual(0.2)
  expect(stdout).not.toMatch(/NaN|Infinity/)
  const trials = readFileSync(path.join(folder, 'trials.jsonl'), 'utf8')
  expect(trials.trim().split('\n')[0]).toContain('trend')
})

it('measures what agents cost to run when it is asked to, and comes to the same run', async () => {
  const plain = await runCoinswarm([...args, '--desk', desk(), '--json'])
  const { code, stdout } = await runCoinswarm([...args, '--costs', '--desk', desk(), '--json'])
  const [before, told] = [plain.stdout, stdout].map(
    (text) => JSON.parse(text) as { readonly hash: string; readonly swarm: SwarmView },
  )
  expect([code, told?.hash]).toEqual([0, before?.hash])
  expect(before?.swarm.costs).toBeUndefined()
  const { costs, agents } = told?.swarm ?? {}
  expect(costs?.machinePerHour).toBe(0.05)
  expect(costs?.seconds).toBeGreaterThan(0)
  expect(costs?.agents.map(({ agent }) => agent)).toEqual(agents?.map(({ agent }) => agent))
}, 60_000)

it('says the same to people, by the same hash every time', async () => {
  const [first, second] = [await runCoinswarm([...args, '--desk', desk()]), desk()]
  expect(first.stdout).toMatch(/teams: \d+ now; \d+ from the start/)
  expect(first.stdout).toContain('no help shown: least weight')
  const again = await runCoinswarm([...args, '--desk', second])
  expect(again.stdout).toBe(first.stdout)
})

it('tells of windows and of what is left without each part, and how long that takes', {
  tags: ['long'],
}, async () => {
  const ground = ['swarm', '--market', 'generated', '--days', '1', '--instrument', 'BTC-USD']
  const asked = ['--agent', 'trend', 'momentum', '--windows', '2', '--ablate', '--json']
  const { code, stdout, stderr } = await runCoinswarm([...ground, ...asked, '--desk', desk()])
  expect(code).toBe(0)
  expect(stderr).toMatch(/--ablate: 11 more runs, the first took .+: about .+\./)
  const told = JSON.parse(stdout) as {
    readonly windows: readonly { readonly from: string; readonly shownHelp: readonly string[] }[]
    readonly ablation: {
      readonly isPartial: boolean
      readonly noise: { readonly runs: number }
      readonly rows: readonly { readonly leftOut: string; readonly isBeyondNoise: boolean }[]
    }
  }
  expect(told.windows).toMatchObject([
    { from: '2024-01-01T00:00:00.000Z', shownHelp: [] },
    { from: '2024-01-01T12:00:00.000Z' },
  ])
  const { ablation } = told
  expect([ablation.isPartial, ablation.noise.runs]).toEqual([false, 10])
  expect(ablation.rows.map(({ leftOut }) => leftOut)).toEqual(['trend', 'momentum'])
})

it.each([
  [['--windows', '1'], '--windows must be a whole number from 2 to 1000'],
  [['--windows', '900'], 'The run cannot be told in windows: 4320 bars of time are too few'],
  [['--agent', 'trend', '--ablate'], 'leaves out one agent after another, and there is but one'],
])('refuses %j before it runs', async (words, sentence) => {
  const { code, stderr } = await runCoinswarm([...args, ...words, '--desk', desk()])
  expect(code).toBe(2)
  expect(stderr).toContain(sentence)
})
