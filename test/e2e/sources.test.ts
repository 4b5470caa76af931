// @module-tag long

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { GithubServer } from '../conformance/github-server.ts'
import { fearBars, fearDays, fearfulAgent } from './fear-scene.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-cli-sources-'))
const data = path.join(folder, 'data')
mkdirSync(data)
fearDays(
  data,
  Array.from({ length: 40 }, (_, i) => i),
)
const bars = fearBars(folder, 40, 50)
const agent = fearfulAgent(folder)

const backtest = [
  ...['--desk', path.join(folder, 'desk'), 'backtest', '--bars', bars],
  ...['--instrument', 'BTC-USD', '--agent', agent, '--json'],
]

it('tells what a folder has, how old it is, and what abstains', async () => {
  const args = ['sources', '--data', data, '--at', '2024-02-01', '--json']
  const { code, stdout } = await runCoinswarm(args)
  expect(code).toBe(0)
  const { columns, moats } = JSON.parse(stdout) as {
    columns: { name: string; value: number; rows: number; ageUs: number; alarms: unknown[] }[]
    moats: { moat: string; speaking: number; abstains: string | null }[]
  }
  expect(columns).toHaveLength(1)
  expect(columns[0]).toMatchObject({ name: 'social.fearGreed', value: 80, rows: 31, alarms: [] })
  expect(columns[0]?.ageUs).toBe(23 * 3_600_000_000)
  expect(moats.filter(({ abstains }) => abstains === null)).toMatchObject([{ moat: 'social' }])
  const text = await runCoinswarm(args.slice(0, -1))
  expect(text.stdout).toMatch(/social\.fearGreed +market +31 +2024-01-01 +2024-01-31 +80 +23 h/)
  expect(text.stdout).toMatch(/logistics +0 of 0 +abstains: no source of it is known/)
})

it('says that every moat abstains where there is no folder', async () => {
  const { code, stdout } = await runCoinswarm(['sources'])
  expect(code).toBe(0)
  expect(stdout.match(/abstains: /g)).toHaveLength(9)
})

it('brings an agent of a backtest what it looks at, to the same run again', async () => {
  const once = await runCoinswarm([...backtest, '--sources', data])
  expect(once).toMatchObject({ code: 0, stderr: '' })
  const run = JSON.parse(once.stdout) as { hash: string; summary: { fills: number } }
  expect(run.summary.fills).toBeGreaterThan(10)
  const again = await runCoinswarm([...backtest, '--sources', data])
  expect((JSON.parse(again.stdout) as typeof run).hash).toBe(run.hash)
})

it('says where a column has nothing to say, and the agent does nothing', async () => {
  const other = path.join(folder, 'other')
  mkdirSync(other)
  writeFileSync(path.join(other, 'fred_macro.csv'), 'date,series,value\n2024-01-01,DFF,5\n')
  const { code, stdout } = await runCoinswarm([...backtest, '--sources', other])
  const { verdict, summary } = JSON.parse(stdout) as {
    verdict: string[]
    summary: { fills: number }
  }
  expect([code, summary.fills]).toEqual([0, 0])
  expect(verdict.join()).toMatch(/social.fearGreed says nothing of BTC-USD/)
})

it.each([
  [
    ['sources', '--at', '2024-02-31'],
    "--at must be a day or time such as 2024-01-31, was '2024-02-31'.",
  ],
  [
    ['sources', '--data', '/not/there'],
    '/not/there has no files of sources, or is not there; name a folder with .csv or .csv.gz files.',
  ],
] as const)('refuses %j with one sentence', async (args, message) => {
  expect(await runCoinswarm(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
})

it('refuses an agent that looks beside bars where nothing is brought', async () => {
  const { code, stdout } = await runCoinswarm(backtest)
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'outside-missing' } })
})

describe('a made-up market', () => {
  const generated = ['--market', 'generated', '--days', '8']

  it('brings made-up sources, which every screen says', async () => {
    const report = path.join(folder, 'sheet.html')
    const args = ['--desk', path.join(folder, 'desk'), 'backtest', ...generated, '--agent', agent]
    const { code, stdout } = await runCoinswarm([...args, '--report', report])
    expect(code).toBe(0)
    const label = 'What agents look at besides bars is generated, seed 1, nothing planted.'
    expect(stdout).toContain(label)
    expect(readFileSync(report, 'utf8')).toContain(label)
  })

  it('is shown with its label, and says what it was planted with', async () => {
    const shown = await runCoinswarm(['sources', ...generated, '--planted', '0.4'])
    expect(shown.stdout).toMatch(/^generated, seed 1, planted 0.4: nothing of it is real/)
    expect(shown.stdout).toMatch(/news\.sentiment +market +19\d /)
    const told = await runCoinswarm(['sources', ...generated, '--json'])
    expect(JSON.parse(told.stdout)).toMatchObject({ isGenerated: true })
  })

  it.each([
    [['sources', ...generated, '--planted', '2'], "--planted must be from 0 to 1, was '2'."],
    [['sources', ...generated, '--data', data], 'Give --data or --market, not both.'],
    [
      ['backtest', '--bars', bars, '--planted', '0.5'],
      '--planted is for the sources of a made-up market.',
    ],
  ] as const)('refuses %j with one sentence', async (args, message) => {
    expect(await runCoinswarm(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
  })
})

describe('sources --github', () => {
  const ask = (server: GithubServer, ...more: readonly string[]): ReturnType<typeof runCoinswarm> =>
    runCoinswarm(['sources', '--github', 'owner/name', '--github-url', server.url, ...more])

  it('asks a server now, with the token of a file, and shows what it said', async () => {
    const server = await new GithubServer().listen()
    try {
      const ms = Date.now() - 3_600_000
      server.commits.push({ sha: 'a'.repeat(40), ms, email: 'a@example.org' })
      const file = path.join(folder, 'token')
      writeFileSync(file, 'ghp_abcdef\n', { mode: 0o600 })
      const { code, stdout } = await ask(server, '--token-file', file, '--json')
      expect(code).toBe(0)
      const { repositories, languages } = JSON.parse(stdout) as {
        repositories: { values: object; state: { kind: string } }[]
        languages: object[]
      }
      expect(repositories[0]).toMatchObject({
        state: { kind: 'fresh' },
        values: { 'code.commits24h': 1, 'code.openIssues': 100, 'code.entropy': 0 },
      })
      expect(languages).toMatchObject([{ language: 'other', commits24h: 1 }])
      expect([stdout.includes('ghp_'), server.keys[0]]).toEqual([false, 'Bearer ghp_abcdef'])
    } finally {
      server.close()
    }
  })

  it('answers no, with the reason, when nothing could be told', async () => {
    const server = await new GithubServer().listen()
    try {
      server.mood = 'bad key'
      const { code, stdout } = await ask(server)
      expect(code).toBe(1)
      expect(stdout).toMatch(
        /owner\/name +refused .*does not take the key \(401\); give another one/,
      )
    } finally {
      server.close()
    }
  })

  it('is watched until it is stopped', async () => {
    const server = await new GithubServer().listen()
    const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))
    const args = ['sources', '--github', 'owner/name', '--github-url', server.url, '--watch']
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const ended = new Promise((resolve) => void child.once('close', resolve))
      const first = await new Promise<string>((resolve) => {
        child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()))
      })
      expect(first).toMatch(/language +repository +state/)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    } finally {
      child.kill('SIGKILL')
      server.close()
    }
  })

  it('takes no token that others may read', async () => {
    const file = path.join(folder, 'open-token')
    writeFileSync(file, 'ghp_abcdef\n', { mode: 0o644 })
    const { code, stderr } = await runCoinswarm(['sources', '--github', '--token-file', file])
    expect([code, stderr]).toEqual([2, `${file} may be read by others; run chmod 600 ${file}.\n`])
  })
})
