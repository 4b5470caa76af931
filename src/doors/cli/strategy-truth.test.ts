// @module-tag long
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type CliSaid, runInProcess } from '../../../test/e2e/cli-in-process.ts'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import { changeStrategies } from '../../app/index.ts'
import { strategyCommand } from './strategy.ts'

const root = mkdtempSync(path.join(tmpdir(), 'coinswarm-strategy-'))
afterAll(() => rmSync(root, { recursive: true }))

function run(folder: string, ...args: readonly string[]): Promise<CliSaid> {
  return runInProcess(strategyCommand, args, { desk: path.join(root, folder), settings: root })
}

const onRun = ['--market', 'generated', '--days', '4', '--agent', 'trend'] as const

it('says what is true of a desk, to the last unit of its own books, while nothing is asked', async () => {
  const desk = await runGeneratedDesk(
    path.join(root, 'desk'),
    { from: 'trend', parameters: { minutes: 15 } },
    9_000,
  )
  const { json, lines } = await run('desk', 'truth')
  expect(json).toMatchObject({ command: 'strategy truth', version: 'trend', mode: 'normal' })
  const { equity } = desk.snapshot().status
  expect(Number(json['equity'])).toBeCloseTo(equity, 6)
  expect(Number(json['scans'])).toBeGreaterThan(1_000)
  expect(Number(json['netPnl'])).toBeCloseTo(
    Number(json['realised']) + Number(json['unrealised']) - Number(json['fees']),
    8,
  )
  expect(lines.join('\n')).toMatch(/scans +\d+ of \d+ expected/)
  const counted = await run('desk', 'sql', 'SELECT COUNT(*) AS n FROM scans')
  expect(counted.json['rows']).toEqual([[json['scans']]])
}, 120_000)

it('answers queries of a backtest, and declines what does more than read', async () => {
  const { json, lines } = await run('run', 'sql', 'SELECT COUNT(*) AS n FROM trades', ...onRun)
  expect(json).toMatchObject({ columns: ['n'], isCut: false })
  expect(lines[0]).toBe('n')
  const declined = run('run', 'sql', 'SELECT 1; DROP TABLE trades', ...onRun)
  await expect(declined).rejects.toThrow(/not run: a query is one statement/)
  expect(readdirSync(path.join(root, 'run', 'analysis'))).toEqual([])
})

it('has both analyses report', async () => {
  const { json } = await run('run', 'analysis', ...onRun)
  expect(json).toMatchObject({ market: { kind: 'report' }, trades: { kind: 'report' } })
})

it('has an analysis of a person report in a box, and says of one that fails why', async () => {
  const file = path.join(root, 'mine.ts')
  writeFileSync(
    file,
    `const count = (rows: readonly unknown[]): number => rows.length
    export const analysis = { name: 'mine', summary: 'Counts.', queries: { all: 'SELECT 1 FROM trades' },
      report: ({ tables }: any) => ({ trades: count(tables.all.rows) }) }`,
  )
  const asked = ['analysis', ...onRun, '--market-analysis', file] as const
  const counted = await run('run', 'sql', 'SELECT COUNT(*) FROM trades', ...onRun)
  const [[trades]] = counted.json['rows'] as [[number]]
  const mine = { kind: 'report', name: 'mine', report: { trades } }
  expect((await run('run', ...asked)).json).toMatchObject({ market: mine })
  writeFileSync(file, 'export const analysis = {}')
  expect((await run('run', ...asked)).lines[0]).toMatch(/^market failed: .*no report/)
  const none = run('run', 'analysis', ...onRun, '--trades-analysis', 'nowhere.ts')
  await expect(none).rejects.toThrow(/There is no analysis in nowhere.ts/)
}, 60_000)

it('asks the analysis that the desk took up, where it took one up', async () => {
  const source = `export const analysis = { name: 'taken', summary: 'Says so.', queries: { all: 'SELECT 1' },
    report: () => ({ isTaken: true }) }`
  changeStrategies(path.join(root, 'owned'), (registry) => {
    const made = { parents: [], author: 'ada', cycle: 0, ts: 1, note: '' }
    const id = registry.add({ module: 'market', source, ...made })
    for (const to of ['reviewed', 'checked', 'sound', 'champion'] as const)
      registry.move({ id, to, ts: 2, cycle: 1, actor: 'ada', reason: 'tried' })
  })
  const market = { kind: 'report', name: 'taken', report: { isTaken: true } }
  const { json } = await run('owned', 'analysis', ...onRun)
  expect(json).toMatchObject({ market, trades: { kind: 'report' } })
  const told = await run('owned', 'context', ...onRun)
  expect(told.json).toMatchObject({ context: { analysis: { market } } })
}, 60_000)

it('shows what a cycle would be told: limits and fees in force, and observations', async () => {
  const folder = path.join(root, 'told')
  expect((await run('told', 'observations')).lines).toEqual([
    'Nothing was observed in the last ninety days.',
  ])
  await run('told', 'observations', '--add', 'Fees rose in May')
  expect((await run('told', 'observations')).lines[0]).toMatch(/^1 .* person +Fees rose in May$/)
  await run('told', 'prompts', '--write')
  expect(existsSync(path.join(folder, 'prompts', 'identity.md'))).toBe(true)
  writeFileSync(path.join(folder, 'prompts', 'mandate.md'), 'Be calm.')
  const { json, lines } = await run('told', 'context', ...onRun)
  const text = lines.join('\n')
  expect(text).toContain('Be calm.')
  expect(text).toContain('"Fees rose in May"')
  expect(text).toMatch(/- feeTakerPpm: \d+/)
  expect(text).toMatch(/- positionMax: [\d.]+/)
  expect(json).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const { version } = (await run('told', 'prompts')).json
  expect(readdirSync(path.join(folder, 'prompts', 'versions'))).toEqual([`${String(version)}.json`])
})
