// @module-tag long

import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const market = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '6']

function folder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'coinswarm-sweep-'))
}

// Builds what is stale, which is said.
beforeAll(() => runCoinswarm(['--version']), 120_000)

type Told = {
  readonly hash: string
  readonly trials: number
  readonly resumed: number
  readonly counted: number
  readonly best: readonly { readonly parameters: object; readonly figure: number }[]
  readonly overfitting: {
    readonly compared: number
    readonly independent: number
    readonly pbo: number
    readonly best: { readonly trials: number; readonly effectiveTrials: number }
  }
}

it('tries all of a grid, the same with one worker or two, and a second time from what is kept', async () => {
  const desk = folder()
  const page = path.join(desk, 'sweep.html')
  const vary = ['--vary', 'fast=5..20/5', 'slow=30|60', '--param', 'hurdle=0', '--objective']
  const asked = ['sweep', ...market, ...vary, 'returnPct', '--json', '--desk']
  const first = await runCoinswarm([...asked, desk, '--workers', '2', '--report', page])
  expect([first.stderr, first.code]).toEqual(['', 0])
  const told = JSON.parse(first.stdout) as Told
  expect(told).toMatchObject({ trials: 8, resumed: 0, counted: 8, asleep: 0 })
  expect(told.best[0]?.parameters).toMatchObject({ fast: expect.any(Number) as number })
  const other = JSON.parse((await runCoinswarm([...asked, folder(), '--workers', '1'])).stdout)
  expect((other as Told).hash).toBe(told.hash)
  expect(told.overfitting).toMatchObject({ compared: 8, best: { trials: 8 } })
  expect(told.overfitting.pbo).toBeGreaterThanOrEqual(0)
  expect((other as Told).overfitting).toEqual(told.overfitting)
  const again = JSON.parse((await runCoinswarm([...asked, desk])).stdout) as Told
  expect(again).toMatchObject({ hash: told.hash, resumed: 8, counted: 8 })
  expect(again.overfitting).toEqual(told.overfitting)
  const drawn = readFileSync(page, 'utf8')
  expect(drawn).toContain('The best, and what lies beside them')
  expect(drawn).toContain('What choosing it is worth')

  // A backtest in the same folder deflates by the same number of trials that are not alike.
  const known = [...market, '--param', 'hurdle=0', 'fast=5', 'slow=30', '--desk', desk]
  const { stdout } = await runCoinswarm(['backtest', ...known])
  const { independent } = told.overfitting
  expect(stdout).toContain(`on these data, about ${independent} independent`)
})

it.each([
  [['--vary'], /argument missing/],
  [[], /Say what varies with --vary; parameters of it are minutes, fast/],
  [['--vary', 'fats=5..50'], /unknown parameter 'fats'; perhaps fast/],
  [['--vary', 'fast=5..50', 'fast=6|7'], /names 'fast' twice/],
  [['--vary', 'fast=50..5'], /from low to high/],
  [['--vary', 'fast=5..50', '--workers', '0'], /--workers must be a whole number from 1/],
  [
    ['--vary', 'fast=5..50', '--workers', 'nats://there'],
    /have their port, but the queue to them comes with the fleet; give a number/,
  ],
  [['--vary', 'fast=5..50', '--trials', 'many'], /--trials must be/],
  [['--vary', 'fast=5..50', '--search', 'luck'], /Allowed choices/],
  [['--vary', 'fast=5..50', '--param', 'slow'], /--param must be like/],
  [['--vary', 'fast=5..50', '--param', 'slow=x'], /'slow' must be a whole number/],
])('refuses %j in a sentence', async (words, sentence) => {
  const { code, stderr } = await runCoinswarm(['sweep', ...market, '--desk', folder(), ...words])
  expect(code).toBe(2)
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
