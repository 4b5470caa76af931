// @module-tag long

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askControl, personHere } from '../../src/app/index.ts'
import { ControlStage, writeBuyingAgent } from './control-stage.ts'
import { McpStage } from './mcp-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const desk = new ControlStage()
const stage = new McpStage(desk.folder)
const both = ['--allow', 'control', 'trade']

beforeAll(async () => {
  await runCoinswarm(['--version'])
  desk.start('--agent', writeBuyingAgent(desk.folder))
  await desk.until(() => desk.held() > 0)
})
afterAll(async () => {
  desk.close()
  await stage.stop()
})

const acts = ['pause_desk', 'set_limit', 'wake', 'kill_desk', 'reduce_desk', 'flatten_desk']

async function offered(client: Client): Promise<readonly string[]> {
  const { tools } = await client.listTools()
  return tools.map(({ name }) => name).filter((name) => acts.includes(name))
}

type Said = { readonly isError: boolean; readonly text: string; readonly code: string }

async function call(client: Client, name: string, words: object): Promise<Said> {
  const { content, isError } = await client.callTool({ name, arguments: { ...words } })
  const text = content.flatMap((each) => (each.type === 'text' ? [each.text] : [])).join('\n')
  return { isError: isError === true, text, code: /code=([0-9a-f]{8})/.exec(text)?.[1] ?? '' }
}

it('offers acts where the server allows them and the token has the scope, and nowhere else', async () => {
  const all = stage.token('all', 'read', 'control', 'trade')
  expect(await offered(await stage.connect('stdio', [], all))).toEqual([])
  expect(await offered(await stage.connect('HTTP, 2025', [], all))).toEqual([])
  for (const way of ['stdio', 'HTTP, 2026'] as const) {
    expect(await offered(await stage.connect(way, both))).toEqual([])
    const narrow = stage.token(`narrow-${way === 'stdio'}`, 'read', 'control')
    const some = await offered(await stage.connect(way, both, narrow))
    expect(some).toEqual(['pause_desk', 'set_limit', 'wake', 'kill_desk'])
    expect(await offered(await stage.connect(way, ['--allow', 'control'], all))).toEqual(some)
    const every = await offered(await stage.connect(way, both, all))
    expect([...every].sort()).toEqual([...acts].sort())
  }
})

it('acts in two steps, by a code of that act, once, within budgets that a restart keeps', async () => {
  const token = stage.token('pilot', 'read', 'control', 'trade')
  const words = [...both, '--acts-per-hour', '2', '--notional-per-day', '1']
  const client = await stage.connect('HTTP, 2025', words, token)
  const pause = { reason: 'news at noon' }
  const first = await call(client, 'pause_desk', pause)
  expect([first.isError, first.text]).toEqual([false, expect.stringMatching(/Nothing is done yet/)])
  const { code } = first
  expect(desk.mode).toBe('normal')
  expect((await call(client, 'pause_desk', { reason: 'other', code })).isError).toBe(true)
  expect((await call(client, 'pause_desk', { ...pause, code })).isError).toBe(true)
  expect(desk.mode).toBe('normal')

  const flat = await call(client, 'flatten_desk', { reason: 'out' })
  expect([flat.isError, flat.text]).toEqual([true, expect.stringMatching(/1\.00 are allowed/)])

  const again = (await call(client, 'pause_desk', pause)).code
  const done = await call(client, 'pause_desk', { ...pause, code: again })
  expect([done.isError, done.text]).toEqual([false, expect.stringMatching(/normal to pause/)])
  expect((await call(client, 'pause_desk', { ...pause, code: again })).isError).toBe(true)
  expect(desk.mode).toBe('pause')
  const written = desk.audit().map(({ entry }) => [entry.door, entry.actor, entry.act, entry.stage])
  expect(written).toContainEqual(['mcp', 'token pilot', 'mode', 'asked'])
  expect(written).toContainEqual(['mcp', 'token pilot', 'mode', 'done'])

  const limit = { key: 'grossMax', value: 0.2, reason: 'calmer' }
  const tighter = await call(client, 'set_limit', limit)
  expect((await call(client, 'set_limit', { ...limit, code: tighter.code })).isError).toBe(false)
  const next = await stage.connect('stdio', words, token)
  const third = await call(next, 'set_limit', { ...limit, value: 0.1 })
  expect([third.isError, third.text]).toEqual([true, expect.stringMatching(/2 acts an hour/)])
})

it('flattens by the risk and execution of the desk, kills in one step, and leads back nowhere', async () => {
  const token = stage.token('seller', 'read', 'control', 'trade')
  const words = [...both, '--acts-per-hour', '9', '--notional-per-day', '1000000']
  const client = await stage.connect('stdio', words, token)
  const reduce = { reason: 'a weekend' }
  const { code } = await call(client, 'reduce_desk', reduce)
  expect((await call(client, 'reduce_desk', { ...reduce, code })).isError).toBe(false)
  expect(desk.mode).toBe('reduce')
  const killed = await call(client, 'kill_desk', {})
  expect([killed.isError, killed.text]).toEqual([false, expect.stringMatching(/emergency/)])
  await desk.until(() => desk.held() === 0)
  const back = { kind: 'mode', to: 'normal', reason: 'a model says so' } as const
  const reply = await askControl(desk.folder, back, { ...personHere(), door: 'mcp' })
  expect(reply).toMatchObject({ kind: 'answer', answer: { ok: false, code: 'mode-refused' } })
  stage.tokens.revoke('seller')
  expect((await call(client, 'kill_desk', {})).text).toMatch(/no scope/)
})

it('leaves a file KILL where no desk answers', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-silent-'))
  const silent = new McpStage(folder)
  try {
    const client = await silent.connect('stdio', both, silent.token('pilot', 'read', 'trade'))
    const { isError, text } = await call(client, 'kill_desk', {})
    expect([isError, text]).toEqual([true, expect.stringContaining('does not answer')])
    expect(existsSync(path.join(folder, 'KILL'))).toBe(true)
  } finally {
    await silent.stop()
  }
})
