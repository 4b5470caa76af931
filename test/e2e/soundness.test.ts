// @module-tag long

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-soundness-'))
const market = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '3']

type Told = {
  readonly verdict: string
  readonly mayLeavePaper: boolean
  readonly hash: string
  readonly categories: readonly {
    readonly name: string
    readonly status: string
    readonly figures: Readonly<Record<string, number | null>>
  }[]
  readonly certificate: { readonly file: string }
}

const names = [
  'determinism',
  'statistical sanity',
  'safety invariants',
  'latency',
  'economic realism',
  'memory stability',
  'robustness',
]

// Builds what is stale, which is said.
beforeAll(() => runCoinswarm(['--version']), 120_000)

describe('coinswarm soundness', () => {
  const desk = newFolder()
  const page = path.join(desk, 'page.html')
  const asked = ['soundness', 'trend', ...market, '--param', 'minutes=5', 'hurdle=0']

  it('looks from seven sides, keeps a certificate, writes a page, and says no with 1', async () => {
    const ran = await runCoinswarm([...asked, '--desk', desk, '--report', page, '--json'])
    expect([ran.stderr, ran.code]).toEqual(['', 1])
    expect(ran.stdout).not.toMatch(/NaN|Infinity/)
    const told = JSON.parse(ran.stdout) as Told
    expect(told).toMatchObject({ verdict: 'unsound', mayLeavePaper: false })
    expect(told.categories.map(({ name }) => name)).toEqual(names)
    expect(told.categories[0]).toMatchObject({ status: 'pass', figures: { runs: 3, hashes: 1 } })
    expect(told.certificate.file).toMatch(/soundness\/trend-[0-9a-f]{16}\.json$/)
    const kept = JSON.parse(readFileSync(told.certificate.file, 'utf8')) as object
    expect(kept).toMatchObject({ verdict: 'unsound', data: { isRecorded: false } })
    const html = readFileSync(page, 'utf8')
    expect(html).toMatch(/<h1>Soundness of trend\(minutes=5,hurdle=0\)<\/h1>/)
    expect(html).not.toMatch(/<script|https?:|url\(/)
  })

  it('tells people the same, keeps one certificate a strategy, and the gate reads it', async () => {
    const { code, stdout } = await runCoinswarm([...asked, '--desk', desk])
    expect(code).toBe(1)
    for (const name of names) expect(stdout).toMatch(new RegExp(`^${name} +\\w`, 'm'))
    expect(stdout).toMatch(/^verdict unsound, may not leave paper {2}seed 1 /m)
    expect(stdout).toMatch(/trials on these data: 1$/m)
    expect(readdirSync(path.join(desk, 'soundness'))).toHaveLength(1)
    const live = ['up', '--live', '--venue', 'kraken', '--desk', desk]
    const otherwise = await runCoinswarm(live)
    expect(otherwise.stdout).toMatch(/^NO GO +verdict +trend was tried with other parameters/m)
    const own = '[[agents]]\nname = "trend"\nparameters = { minutes = 5, hurdle = 0 }\n'
    writeFileSync(path.join(desk, 'coinswarm.toml'), own)
    const found = await runCoinswarm(live)
    expect(found.stdout).toMatch(/^NO GO +verdict +trend was found unsound on 20\d\d-/m)
  })
})

it('goes on with an agent that throws, and fails it', async () => {
  const desk = newFolder()
  const file = path.join(desk, 'own.ts')
  writeFileSync(
    file,
    "import { defineAgent } from 'coinswarm/agents'\n" +
      "export const agent = defineAgent({ name: 'own', summary: 's', parameters: {}," +
      " features: () => ({}), opine: () => { throw new Error('not today') } })\n",
  )
  const ran = await runCoinswarm(['soundness', file, ...market, '--desk', desk, '--json'])
  expect([ran.stderr, ran.code]).toEqual(['', 1])
  const { categories } = JSON.parse(ran.stdout) as Told
  const safety = categories.find(({ name }) => name === 'safety invariants')
  expect(safety).toMatchObject({ status: 'fail', figures: { asked: 4_320, faults: 4_320 } })
})

it.each([
  [[], /Missing required argument 'strategy'/],
  [['nobody', ...market], /There is no agent 'nobody'/],
  [['trend'], /Give bars with --bars FILE/],
  [['trend', ...market, '--draws', '18'], /--draws must be 0, or whole and from 19 to 9999/],
  [['trend', '--market', 'scenario:moon'], /There is no market 'scenario:moon'/],
  [['trend', ...market, '--param', 'fast=-1'], /fast/],
])('refuses %j in a sentence, and certifies nothing', async (words, sentence) => {
  const desk = newFolder()
  const { code, stderr } = await runCoinswarm(['soundness', ...words, '--desk', desk])
  expect([code, stderr.trim().split('\n')]).toEqual([2, [expect.stringMatching(sentence)]])
  expect(existsSync(path.join(desk, 'soundness'))).toBe(false)
})
