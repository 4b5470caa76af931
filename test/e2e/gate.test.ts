// @module-tag long

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const market = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '20', '--draws', '19']

function gate(desk: string, ...words: readonly string[]): ReturnType<typeof runCoinswarm> {
  return runCoinswarm(['gate', ...market, '--desk', desk, ...words])
}

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'gate-'))

describe('coinswarm gate', () => {
  beforeAll(() => runCoinswarm(['--version']), 120_000)

  it('puts the best of a grid to every question, and says no with its exit code', async () => {
    const desk = folder()
    const vary = ['--agent', 'cross', '--vary', 'fast=4..16/4', 'slow=30|60']
    const { code, stdout } = await gate(desk, ...vary, '--json')
    const said = JSON.parse(stdout)
    expect(said).toMatchObject({ command: 'gate', family: 8, draws: 19, trials: 8, asleep: 0 })
    expect(said.summary).toMatchObject({ awakeShare: 1, shorts: 0 })
    expect(said.rows[0]).toMatchObject({ name: 'deflated Sharpe' })
    expect(said.rows.map(({ name }: { name: string }) => name).slice(1, 3)).toEqual([
      'probability of overfitting',
      'walk forward',
    ])
    expect(code).toBe(said.verdict === 'pass' ? 0 : 1)
    // What was tried once is not another trial; one point more is.
    const again = await gate(desk, ...vary, '--json')
    expect(JSON.parse(again.stdout)).toEqual(said)
    const more = await gate(desk, '--agent', 'cross', '--param', 'fast=5', 'slow=31', '--json')
    expect(JSON.parse(more.stdout)).toMatchObject({ family: 1, trials: 9 })
  })

  it('prints a table', async () => {
    const { stdout } = await gate(folder(), '--agent', 'cross')
    expect(stdout).toContain('the best of 1 by Sharpe ratio: cross')
    expect(stdout).toMatch(/deflated Sharpe +(pass|fail)/)
    expect(stdout).toMatch(/verdict (pass|fail|NOT RUN)/)
  })

  it('refuses what cannot be meant', async () => {
    const wrong = async (...words: readonly string[]) => (await gate(folder(), ...words)).stderr
    expect(await wrong('--agent', 'cross', '--vary', 'fast=2..4000/1')).toContain('sweep first')
    expect(await wrong('--agent', 'cross', '--vary', 'nothing=1..2')).toContain('--vary')
    expect(await wrong('--agent', 'cross', '--draws', '5')).toContain('--draws')
    expect(await wrong('--agent', 'cross', '--param', 'fast=0')).toContain('fast')
  })
})
