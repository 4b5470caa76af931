// @module-tag long

import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const market = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '6']
const vary = ['--vary', 'fast=5..15/5', 'slow=30|60', '--param', 'hurdle=0', 'minutes=5']

function folder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'coinswarm-walk-'))
}

// Builds what is stale, which is said.
beforeAll(() => runCoinswarm(['--version']), 120_000)

it('walks the data, the same twice, and says what was left of what was promised', async () => {
  const how = ['--folds', '3', '--purge-hours', '2', '--objective', 'returnPct']
  const asked = ['walkforward', ...market, ...vary, ...how]
  const desk = folder()
  const first = await runCoinswarm([...asked, '--json', '--desk', desk, '--workers', '2'])
  expect([first.stderr, first.code]).toEqual(['', 0])
  const told = JSON.parse(first.stdout) as { hash: string; folds: object[]; verdict: string[] }
  expect(told.folds).toHaveLength(3)
  expect(told.verdict[0]).toMatch(/On data that it was not chosen by it made -?\d+\.\d\d %/)
  const again = JSON.parse((await runCoinswarm([...asked, '--json', '--desk', desk])).stdout)
  expect(again).toMatchObject({ hash: told.hash })
  const people = await runCoinswarm([...asked, '--desk', desk])
  expect(people.stdout).toMatch(/tested +chosen by +returnPct +left/)
})

it('goes all ways through groups of the data, chooses inside, and draws a page', async () => {
  const desk = folder()
  const page = path.join(desk, 'walk.html')
  const how = ['--scheme', 'combinatorial', '--groups', '4', '--nested', '2', '--choose', 'inner']
  const left = ['--purge-hours', '2', '--embargo-hours', '4', '--report', page]
  const asked = ['walkforward', ...market, ...vary, ...how, ...left, '--json', '--desk', desk]
  const { stdout, stderr, code } = await runCoinswarm(asked)
  expect([stderr, code]).toEqual(['', 0])
  const told = JSON.parse(stdout) as {
    readonly counted: number
    readonly paths: { readonly sharpes: readonly number[] }
    readonly degradation: { readonly rank: number }
    readonly folds: readonly { readonly inner: readonly object[]; readonly rule: string }[]
  }
  expect([told.folds.length, told.paths.sharpes.length, told.counted]).toEqual([6, 3, 6])
  expect(told.folds[0]?.inner).toHaveLength(2)
  expect(told.folds.map(({ rule }) => /^(best|steadiest)$/.test(rule))).not.toContain(false)
  expect(Math.abs(told.degradation.rank)).toBeLessThanOrEqual(1)
  const drawn = readFileSync(page, 'utf8')
  for (const words of ['All paths', 'under embargo', 'What was chosen', 'promised'])
    expect(drawn).toContain(words)
  expect(drawn).not.toMatch(/https?:|NaN|Infinity/)
})

it.each([
  [['--folds', '0'], /--folds must be a whole number from 1/],
  [['--folds', '500'], /8640 bars are too few for 500 folds/],
  [['--purge-hours', '48'], /a purge of 2880 bars is too long/],
  [['--train-pct', '0'], /--train-pct must be/],
  [['--scheme', 'sideways'], /Allowed choices/],
  [['--embargo-hours', '4'], /--embargo-hours means nothing with --scheme rolling/],
  [['--scheme', 'combinatorial', '--folds', '4'], /--folds means nothing with --scheme combin/],
  [['--scheme', 'combinatorial'], /leave nothing of a group of 1440/],
  [['--choose', 'inner'], /--choose inner needs inner folds/],
  [['--nested', '1', '--purge-hours', '1'], /inner folds must be a whole number from 2/],
  [['--nested', '2', '--prune'], /--prune looks at one stretch/],
])('refuses %j in a sentence', async (words, sentence) => {
  const asked = ['walkforward', ...market, ...vary, '--desk', folder(), ...words]
  const { code, stderr } = await runCoinswarm(asked)
  expect(code).toBe(2)
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
