// @module-tag long

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGeneratedDesk } from './generated-desk.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-sheet-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => runCoinswarm(['--version']), 120_000)

const at = (name: string): string => path.join(folder, name)
const market = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '40']

type Told = {
  readonly command: string
  readonly hash: string
  readonly trials: number
  readonly summary: Record<string, number>
  readonly costs: { gross: number; fees: number; slippage: number; net: number }
  readonly byInstrument: readonly { readonly id: string; readonly net: number }[]
  readonly byRegime: readonly { readonly net: number }[]
  readonly capacity: {
    readonly notRun?: string
    readonly points: readonly { readonly capital: number; readonly sharpe: number | null }[]
  }
  readonly nulls: unknown
  readonly rivals: readonly { readonly name: string; readonly differenceBps: number }[]
}

async function told(...words: readonly string[]): Promise<Told> {
  const { code, stdout } = await runCoinswarm([...words, '--json'])
  expect(code).toBe(0)
  expect(stdout).not.toMatch(/NaN|Infinity/)
  return JSON.parse(stdout) as Told
}

describe('coinswarm report run', () => {
  const page = at('run.html')
  const words = ['report', 'run', ...market, '--agent', 'cross', '--desk', at('desk')]

  it('writes everything of a run on one page, and the same as JSON', async () => {
    const rivals = ['--against', 'trend', 'cross:fast=8,slow=40']
    const sheet = await told(...words, ...rivals, '--report', page)
    const { costs, byInstrument, byRegime, capacity } = sheet
    expect(costs.gross - costs.fees - costs.slippage).toBeCloseTo(costs.net, 6)
    expect(costs.net).toBeCloseTo(sheet.summary['netPnl'] ?? Number.NaN, 6)
    const sum = (of: readonly { readonly net: number }[]): number =>
      of.reduce((total, { net }) => total + net, 0)
    expect(sum(byInstrument)).toBeCloseTo(costs.net, 6)
    expect(sum(byRegime)).toBeCloseTo(costs.net, 6)
    expect(capacity.points.map(({ capital }) => capital)).toEqual([
      1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7,
    ])
    expect(sheet.rivals.map(({ name }) => name)).toEqual(['trend', 'cross:fast=8,slow=40'])
    expect(sheet.nulls).toMatchObject({ notRun: expect.stringContaining('--draws') })
    const text = readFileSync(page, 'utf8')
    for (const title of ['Equity', 'Drawdowns', 'Rolling Sharpe', 'Capacity', 'Null tests'])
      expect(text).toContain(`<h2>${title}</h2>`)
    expect(text).toContain('not a forecast')
    expect(text).toContain(sheet.hash)
    expect(text).not.toMatch(/(src|href)="(?!data:)|https?:|NaN|Infinity|undefined/)
  })

  it('counts the run and its rivals, and none of the capitals', async () => {
    const lines = readFileSync(at('desk/trials.jsonl'), 'utf8').trim().split('\n')
    expect(
      lines.filter((line) => line.includes('"agents"') && !line.includes('"settled"')),
    ).toHaveLength(3)
    const again = await told(...words, '--report', page)
    expect(again.trials).toBe(3)
    expect(again.rivals).toEqual([])
  })

  it('is written by backtest as well, byte for byte', async () => {
    const few = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '3']
    for (const command of [['backtest'], ['report', 'run']]) {
      const name = command.join('-')
      const places = ['--desk', at(`desk-${name}`), '--report', at(`${name}.html`)]
      expect((await runCoinswarm([...command, ...few, '--agent', 'cross', ...places])).code).toBe(0)
    }
    const [one, other] = ['backtest', 'report-run'].map((name) => readFileSync(at(`${name}.html`)))
    expect(one?.equals(other ?? new Uint8Array())).toBe(true)
  })

  it('runs the null tests that it is asked for', async () => {
    const few = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '3']
    const { nulls } = await told(
      ...['report', 'run', ...few, '--agent', 'cross', '--desk', at('few')],
      ...['--draws', '19', '--report', at('nulls.html')],
    )
    expect(nulls).toHaveLength(12)
    expect(readFileSync(at('nulls.html'), 'utf8')).toContain('shuffled returns')
  })

  it('says that capital was not tried where a book filled the orders', async () => {
    const few = ['--market', 'generated', '--instrument', 'BTC-USD', '--days', '1']
    const { capacity } = await told(
      ...['report', 'run', ...few, '--matching', 'book', '--desk', at('book')],
      ...['--report', at('book.html')],
    )
    expect(capacity.notRun).toContain('--matching book')
  })

  it.each([
    [['--against', 'nobody'], 2, /no agent 'nobody'/],
    [['--against', 'cross:fast=8,slow'], 2, /--against must be like/],
    [['--impact', 'much'], 2, /--impact must be a number from 0 to 100/],
    [['--draws', '5'], 2, /--draws must be whole/],
    [['--report', at('no/such/folder.html')], 3, /could not be written/],
  ])('refuses %j in one sentence', async (bad, code, sentence) => {
    const few = ['--market', 'generated', '--days', '0.1', '--desk', at('bad')]
    const ran = await runCoinswarm(['report', 'run', ...few, ...bad])
    expect(ran.code).toBe(code)
    // A changed source is built first, which is said on a line of its own.
    expect(ran.stderr.trim().split('\n').at(-1)).toMatch(sentence)
  })
})

describe('coinswarm report desk', () => {
  const seat = { from: 'random', parameters: { entry: 0.05, exit: 0.05, exposure: 0.2 } }

  it('tells what the journal of a desk comes to, and what cannot be asked of it', async () => {
    await runGeneratedDesk(at('paper'), seat, 9_000)
    const page = at('desk.html')
    const sheet = await told('report', 'desk', '--desk', at('paper'), '--report', page)
    expect(sheet.summary['fills']).toBeGreaterThan(10)
    expect(sheet.costs.net).toBeCloseTo(sheet.summary['netPnl'] ?? Number.NaN, 6)
    expect(sheet.byInstrument).toHaveLength(4)
    expect(sheet.capacity.notRun).toContain('report run')
    expect(readFileSync(page, 'utf8')).toContain('A desk as its journal has it')
  })

  it('says where there is no desk', async () => {
    const ran = await runCoinswarm(['report', 'desk', '--desk', at('nowhere')])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(/no journal in/)
  })
})
