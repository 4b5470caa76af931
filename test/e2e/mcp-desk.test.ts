// @module-tag long

import type { Client } from '@modelcontextprotocol/client'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hypothesisText, writePlantedMarket } from './experiment-stage.ts'
import { runGeneratedDesk } from './generated-desk.ts'
import { McpStage, wholeAnswer, ways } from './mcp-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const stage = new McpStage()
const seat = { from: 'random', parameters: { entry: 0.05, exit: 0.05, exposure: 0.2 } }
const clients = new Map<string, Client>()

beforeAll(async () => {
  await runGeneratedDesk(stage.folder, seat, 9_000)
  const experiments = path.join(stage.folder, 'experiments')
  mkdirSync(experiments)
  writePlantedMarket(experiments, 'leading', { seed: 1, weeks: 100, leads: 0.5 })
  const file = path.join(experiments, 'planted.toml')
  writeFileSync(file, hypothesisText(['leading']))
  await runCoinswarm(['experiment', 'register', file, '--desk', stage.folder])
  for (const way of ways)
    clients.set(
      way,
      await stage.connect(way, [], stage.token(`of-${ways.indexOf(way)}`, 'read', 'control')),
    )
})
afterAll(() => stage.stop())

function clientOf(way: string): Client {
  const client = clients.get(way)
  if (client === undefined) throw new Error(`nobody came by ${way}`)
  return client
}

const sql = (query: string): readonly string[] => ['strategy', 'sql', query]
const newest = 'ORDER BY rowid DESC LIMIT 100'
const indicator = ['indicators', 'ema(20)', '--last=3', '--market=generated', '--days=2']

/** Each tool that reads, what it is told, and the command that tells a person the same. */
const reads: readonly (readonly [string, object, readonly string[]])[] = [
  ['status', {}, ['mode', 'show']],
  ['performance', {}, ['strategy', 'truth']],
  ['week', {}, ['report', 'weekly']],
  ['risk', {}, ['limits', 'show']],
  ['trades', {}, sql(`SELECT * FROM trades ${newest}`)],
  ['orders', {}, sql(`SELECT * FROM orders ${newest}`)],
  ['decisions', {}, sql(`SELECT * FROM decisions ${newest}`)],
  ['sql', { query: 'SELECT COUNT(*) AS n FROM fills' }, sql('SELECT COUNT(*) AS n FROM fills')],
  ['recall_memory', { most: 3 }, ['memory', 'search', '--most', '3']],
  ['memory_lessons', {}, ['memory', 'lessons']],
  ['data_list', {}, ['data', 'list']],
  ['agents_list', {}, ['agents']],
  ['indicators', { name: 'rsi' }, ['indicators', 'rsi']],
  ['indicator_values', { name: 'ema(20)', last: 3, days: 2 }, indicator],
  ['strategy_list', {}, ['strategy', 'list', '--all']],
  ['strategy_show', { id: 'abcd' }, ['strategy', 'show', 'abcd']],
  ['strategy_diff', { id: 'abcd' }, ['strategy', 'diff', 'abcd']],
  ['thoughts', {}, ['strategy', 'thoughts']],
  ['audit', { last: 5 }, ['audit', 'list', '--last', '5']],
  ['configuration', {}, ['config']],
]
/** Put together by a query of their own. */
const others = ['explain_decision', 'markets', 'positions', 'more']

const read = async (way: string, name: string, args: object): Promise<string> =>
  wholeAnswer(clientOf(way), await clientOf(way).callTool({ name, arguments: { ...args } }))

describe('a tool that reads', () => {
  it('is held to the command line, each of them', async () => {
    const { tools } = await clientOf('stdio').listTools()
    const names = tools.flatMap(({ name, annotations }) =>
      annotations?.readOnlyHint === false ? [] : [name],
    )
    expect(names.sort()).toEqual([...reads.map(([name]) => name), ...others].sort())
  })

  it.each(reads)('%s tells what a person is told', async (name, args, argv) => {
    const [{ stdout }, told] = await Promise.all([
      runCoinswarm(['--json', '--desk', stage.folder, ...argv]),
      read(ways[reads.findIndex(([each]) => each === name) % ways.length] ?? '', name, args),
    ])
    expect(JSON.parse(told)).toEqual(JSON.parse(stdout))
  })

  it('tells of positions, markets and the voices of a decision what the journal holds', async () => {
    const rows = async (name: string, args = {}): Promise<readonly unknown[]> =>
      JSON.parse(await read('HTTP, 2025', name, args)).rows
    expect((await rows('markets')).length).toBe(4)
    const { rows: decided, columns } = JSON.parse(await read('stdio', 'decisions', {}))
    expect(decided.length).toBeGreaterThan(0)
    const sequence = decided[0][columns.indexOf('sequence')]
    expect((await rows('explain_decision', { sequence })).length).toBe(1)
    expect(await rows('positions')).toEqual(JSON.parse(await read('stdio', 'positions', {})).rows)
  })
})

const longs: readonly (readonly [string, object])[] = [
  ['backtest', { days: 400 }],
  ['sweep', { days: 60, agent: ['cross'], vary: ['fast=5..50/1'], trials: 200 }],
  ['experiment', { name: 'planted' }],
]

describe.each(ways)('research by %s', (way) => {
  it('tells how far it is, and what came of it', async () => {
    const progress: number[] = []
    const result = await clientOf(way).callTool(
      { name: 'backtest', arguments: { days: 30 } },
      { onprogress: (at) => progress.push(at.progress), resetTimeoutOnProgress: true },
    )
    expect(result.isError).toBe(false)
    expect(progress.length).toBeGreaterThan(0)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  it.each(longs)('%s ends when it is cancelled, and makes room', async (name, args) => {
    const client = clientOf(way)
    const stop = new AbortController()
    const long = client.callTool(
      { name, arguments: { ...args } },
      {
        signal: stop.signal,
        onprogress: () => stop.abort(),
        resetTimeoutOnProgress: true,
      },
    )
    await expect(long).rejects.toThrow(/./)
    expect(stop.signal.aborted).toBe(true)
    // The process that was killed is gone a moment later; the run itself would take minutes.
    let isBusy = true
    while (isBusy) {
      const next = await client.callTool({ name: 'backtest', arguments: { days: 1 } })
      isBusy = next.isError === true && JSON.stringify(next.content).includes('run already')
    }
  })
})
