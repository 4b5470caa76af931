import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const desk = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-'))
const market = ['--market', 'generated', '--days', '2', '--instrument', 'BTC-USD']

type Row = { readonly name: string; readonly status: string; readonly figures: object }
type Told = {
  readonly command: string
  readonly verdict: string
  readonly nulls: readonly Row[]
  readonly bias: readonly Row[]
}

it('tells both tables as JSON, counts one trial and answers no with exit code 1', async () => {
  const folder = desk()
  const args = ['nulls', ...market, '--draws', '19', '--param', 'minutes=1', 'hurdle=0']
  const { code, stdout } = await runCoinswarm([...args, '--desk', folder, '--json'])
  const told = JSON.parse(stdout) as Told
  expect(told).toMatchObject({ command: 'nulls', verdict: 'fail', draws: 19 })
  expect(told.nulls).toHaveLength(12)
  expect(told.bias.map(({ name }) => name)).toEqual([
    'look-ahead',
    'recursion',
    'asked again',
    'bar by bar',
    'survivorship',
  ])
  expect(told.bias.every(({ status }) => status === 'pass' || status === 'warn')).toBe(true)
  expect(stdout).not.toMatch(/NaN|Infinity/)
  expect(code).toBe(1)
  const trials = readFileSync(path.join(folder, 'trials.jsonl'), 'utf8')
  expect(trials.trim().split('\n')).toHaveLength(1)
})

it('says in lines what was asked, and why something was not', async () => {
  const { code, stdout } = await runCoinswarm([
    ...['nulls', ...market, '--draws', '19', '--agent', 'hold', '--desk', desk()],
  ])
  expect(stdout).toMatch(/shuffled returns +NOT RUN +It closed no trade/)
  expect(stdout).toMatch(/survivorship +warn/)
  expect(stdout).toMatch(/No null test could be run/)
  expect(code).toBe(1)
})

it('refuses so few draws that none could be passed', async () => {
  const { code, stderr } = await runCoinswarm(['nulls', ...market, '--draws', '18'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/--draws must be whole and from 19 to 9999, was '18'/)
})
