// @module-tag long

import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const desk = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-cli-'))

it('lists its commands, and each of them shows an example', async () => {
  const { code, stdout } = await runCoinswarm(['--help'])
  expect(code).toBe(0)
  const list = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Example:'))
  const names = [...list.matchAll(/^ {2}([a-z-]+)/gm)].map((match) => match[1] ?? '')
  expect(names).toEqual(expect.arrayContaining(['doctor', 'config']))
  for (const name of names.filter((each) => each !== 'help')) {
    const help = await runCoinswarm([name, '--help'])
    expect(help.code).toBe(0)
    expect(help.stdout).toMatch(new RegExp(`Examples?:\\n( {2}.*\\n)* {2}coinswarm ${name}`))
  }
})

it('shows the help when it is asked nothing, and its version when asked that', async () => {
  expect(await runCoinswarm([])).toMatchObject({ code: 0 })
  expect((await runCoinswarm(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it.each([
  [['docter'], `There is no command 'docter'; did you mean doctor?`],
  [['doctor', '--jsn'], `Unknown option '--jsn'; did you mean --json?`],
  [['doctor', 'now'], `Too many arguments for 'doctor'. Expected 0 arguments but got 1: now.`],
  [['config', '--env', 'prd'], '--env prd is not known; did you mean prod?'],
] as const)('refuses %j with one sentence', async (args, message) => {
  expect(await runCoinswarm(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
  const { code, stdout, stderr } = await runCoinswarm([...args, '--json'])
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({ error: { code: expect.any(String), message } })
})

it('shows a stack trace only under --debug', async () => {
  expect((await runCoinswarm(['docter'])).stderr).not.toContain('    at ')
  expect((await runCoinswarm(['docter', '--debug'])).stderr).toContain('    at ')
})

it('examines the installation and prints one document', async () => {
  const { code, stdout, stderr } = await runCoinswarm(['doctor', '--json', '--desk', desk()])
  const report = JSON.parse(stdout) as { ok: boolean; checks: readonly { name: string }[] }
  expect(stderr).toBe('')
  expect(code).toBe(report.ok ? 0 : 1)
  expect(report.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['node', 'sqlite', 'duckdb', 'settings', 'disk sync', 'page']),
  )
})

it('finds settings it cannot use', async () => {
  const folder = desk()
  writeFileSync(path.join(folder, 'coinswarm.toml'), '[http]\nport = 99999\n')
  const { code, stdout } = await runCoinswarm(['doctor'], { COINSWARM_DESK: folder })
  expect(code).toBe(1)
  expect(stdout).toMatch(/fail {2}settings +coinswarm.toml:2: 'http.port' must be/)
})

it('shows every setting with its origin', async () => {
  const folder = desk()
  writeFileSync(path.join(folder, 'coinswarm.toml'), '[desk]\nseed = 7\n')
  const args = ['config', '--desk', folder, '--json']
  const { stdout } = await runCoinswarm(args, { COINSWARM_DESK_CASH: '5000' })
  const { settings } = JSON.parse(stdout) as { settings: readonly object[] }
  expect(settings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'desk.seed', value: 7, origin: 'coinswarm.toml:2' }),
      expect.objectContaining({ key: 'desk.cash', value: 5000, origin: 'COINSWARM_DESK_CASH' }),
      expect.objectContaining({ key: 'http.port', value: 8787, origin: 'default' }),
    ]),
  )
})

it('shows one strategy under three readings of its fills, the judged one among them', async () => {
  const args = ['backtest', '--market', 'generated', '--days', '20', '--desk', desk()]
  const { code, stdout } = await runCoinswarm([...args, '--fidelity', 'pessimistic', '--json'])
  expect(code).toBe(0)
  const told = JSON.parse(stdout) as {
    readonly fidelity: string
    readonly summary: { readonly netPnl: number }
    readonly readings: readonly {
      readonly reading: string
      readonly summary: { readonly netPnl: number }
    }[]
  }
  expect(told.fidelity).toBe('pessimistic')
  expect(told.readings.map(({ reading }) => reading)).toEqual([
    'optimistic',
    'default',
    'pessimistic',
  ])
  const pnl = told.readings.map(({ summary }) => summary.netPnl)
  expect(pnl[2]).toBe(told.summary.netPnl)
  expect(pnl.toSorted((a, b) => b - a)).toEqual(pnl)
})
