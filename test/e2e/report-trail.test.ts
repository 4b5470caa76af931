// @module-tag long

import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restoreDesk } from '../../src/app/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const temporary = mkdtempSync(path.join(tmpdir(), 'coinswarm-trail-'))
const at = (name: string): string => path.join(temporary, name)
/** A desk of January 2024, 76 orders long, that an older version made. */
const desk = at('desk')
const file = 'test/golden/desk-1.backup'

const hasPoppler = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .some((folder) => nodeDisk.exists(path.join(folder, 'pdftotext')))

type Row = Readonly<Record<string, string>>
type Told = Readonly<Record<string, readonly Row[]>> & {
  readonly gain: string
  readonly isSimulated: boolean
  readonly audit: { readonly ok: boolean; readonly entries: number }
}

async function told(...words: readonly string[]): Promise<Told> {
  const { code, stdout, stderr } = await runCoinswarm([
    'report',
    ...words,
    '--desk',
    desk,
    '--json',
  ])
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Told
}

function textOf(pdf: string): string {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
}

beforeAll(() => {
  restoreDesk({
    disk: nodeDisk,
    file,
    folder: desk,
    keys: undefined,
    isDryRun: false,
    onProgress: () => {},
  })
})
afterAll(() => rmSync(temporary, { recursive: true }))

describe('coinswarm report tax', () => {
  it('tells every lot, and each total is the sum of its rows to the last unit', async () => {
    const report = await told('tax', '--year', '2024', '--method', 'hifo', '--csv', at('tax.csv'))
    expect(report.isSimulated).toBe(true)
    const { disposals = [], totals = [] } = report
    expect(disposals).toHaveLength(38)
    const units = (text = ''): bigint => {
      const [whole = '', part = ''] = text.replace('-', '').split('.')
      const size = BigInt(whole + part.padEnd(8, '0'))
      return text.startsWith('-') ? -size : size
    }
    const sum = (rows: readonly Row[], key: string): bigint =>
      rows.reduce((total, row) => total + units(row[key]), 0n)
    for (const key of ['proceeds', 'cost', 'fees', 'gain']) {
      expect(sum(disposals, key)).toBe(units(totals[0]?.[key]))
      expect(
        sum(
          totals.filter(({ by }) => by === 'instrument'),
          key,
        ),
      ).toBe(units(totals[0]?.[key]))
      expect(
        sum(
          totals.filter(({ by }) => by === 'period'),
          key,
        ),
      ).toBe(units(totals[0]?.[key]))
    }
    // The desk is flat, so every method comes to what its ledger realised.
    expect(report['reconciliation']).toMatchObject([
      { lotsRealised: '308.25', ledgerRealised: '308.25', realisedMore: '0.00', openMore: '0.00' },
    ])
    expect(report.gain).toBe('-2328.99228976')
    const lines = readFileSync(at('tax.csv'), 'utf8').split('\r\n').slice(1, -1)
    const cells = lines.map((line) => line.split(','))
    expect(cells.map(([kind, trading, , , , , , , , , , gain]) => [kind, trading, gain])).toEqual(
      disposals.map(({ gain }) => ['disposal', 'simulated (paper)', gain]),
    )
    expect(statSync(at('tax.csv')).mode & 0o777).toBe(0o600)
  })

  it.skipIf(!hasPoppler)(
    'prints the same totals, marked on every page, in the same bytes',
    async () => {
      const report = await told('tax', '--method', 'average', '--pdf', at('tax.pdf'))
      const pages = textOf(at('tax.pdf')).split('\f').slice(0, -1)
      expect(pages.length).toBeGreaterThan(1)
      for (const [i, page] of pages.entries()) {
        expect(page).toContain('SIMULATED (paper): no real trade took place, so no tax arises.')
        expect(page).toContain(`page ${i + 1} of ${pages.length}`)
      }
      const text = pages.join('\n')
      expect(text).toContain('no tax advice')
      expect(text).toMatch(/Acquired\s+\(UTC\)|Acquired \(UTC\)/)
      const [all] = report['totals'] ?? []
      for (const key of ['proceeds', 'cost', 'fees', 'gain', 'shortTerm'])
        expect(text).toContain(all?.[key])
      for (const { gain = '' } of report['disposals'] ?? []) expect(text).toContain(gain)
      await told('tax', '--method', 'average', '--pdf', at('again.pdf'))
      expect(readFileSync(at('again.pdf')).equals(readFileSync(at('tax.pdf')))).toBe(true)
    },
  )

  it('has nothing of another year, and declines what it cannot tell', async () => {
    const report = await told('tax', '--year', '2023')
    expect([report['disposals'], report.gain]).toEqual([[], '0.00'])
    const run = (...words: readonly string[]) => runCoinswarm(['report', 'tax', ...words])
    const euro = await run('--desk', desk, '--currency', 'EUR')
    expect(euro).toMatchObject({ code: 2, stderr: expect.stringContaining('--currency USD') })
    const year = await run('--desk', desk, '--year', '24')
    expect(year).toMatchObject({ code: 2, stderr: expect.stringContaining('--year') })
    const nowhere = await run('--desk', at('none'))
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('no journal') })
    const unwritten = await run('--desk', desk, '--csv', at('none/tax.csv'))
    expect(unwritten).toMatchObject({ code: 3, stderr: expect.stringContaining('--csv') })
  })

  it('makes no paper of a journal that was changed', async () => {
    const changed = at('changed')
    cpSync(desk, changed, { recursive: true })
    const journal = path.join(changed, 'journal')
    const segment = '000006.seg'
    const bytes = readFileSync(path.join(journal, segment))
    bytes[500] = (bytes[500] ?? 0) ^ 1
    writeFileSync(path.join(journal, segment), bytes)
    const { code, stderr } = await runCoinswarm(['report', 'tax', '--desk', changed])
    expect([code, stderr]).toEqual([2, expect.stringContaining('000006.seg at byte')])
  })
})

describe('coinswarm report compliance', () => {
  const formula = '=HYPERLINK("http://x") \u8a9e'

  it('has orders with their lives, refusals, acts and settings, in files and in print', async () => {
    const paused = await runCoinswarm(['mode', 'reduce', '--reason', formula, '--desk', desk])
    expect([paused.code, paused.stderr]).toEqual([0, ''])
    const report = await told('compliance', '--csv', at('record'), '--pdf', at('record.pdf'))
    expect(report.audit).toMatchObject({ ok: true, entries: 2 })
    expect(report['acts']).toMatchObject([
      { door: 'cli', act: 'mode', reason: formula, stage: 'asked' },
      { door: 'cli', act: 'mode', stage: 'done' },
    ])
    expect(report['orders']).toHaveLength(76)
    expect(report['orders']?.[0]).toMatchObject({
      ...{ order: '1', side: 'buy', role: 'entry', wish: '0.2', risk: 'passed', status: 'filled' },
      ...{ arrival: '39683', quantity: '0.5039', filled: '0.5039', slippage: '20.156' },
    })
    const steps = (report['orderEvents'] ?? []).filter(({ order }) => order === '1')
    expect(steps.map(({ what }) => what)).toEqual(['submit', 'order-accepted', 'order-filled'])
    expect(report['refusals']?.map(({ limit }) => limit)).toEqual([
      'daily-loss',
      'daily-loss',
      'mode',
    ])
    expect(report['modes']?.at(-1)).toMatchObject({ to: 'reduce', reason: formula })
    expect(report['execution']?.[0]).toMatchObject({ orders: '76', fills: '76', feesBps: '26' })
    expect(report['sources']).toMatchObject([{ name: 'BTC-USD.FILE', live: '500' }])
    const acts = readFileSync(at('record/acts.csv'), 'utf8')
    expect(acts).toContain(`"'=HYPERLINK(""http://x"") \u8a9e"`)
    expect(acts).not.toMatch(/(^|,)"?=/m)
    if (!hasPoppler) return
    const text = textOf(at('record.pdf'))
    expect(text).toContain('U+8A9E')
    expect(text).toContain(report['execution']?.[0]?.['slippage'])
    for (const { clientOrderId = '?' } of report['orders'] ?? [])
      expect(readFileSync(at('record/orders.csv'), 'utf8')).toContain(clientOrderId)
  })

  it('says that an audit was changed, shows nothing of it, and answers no', async () => {
    const changed = at('forged')
    cpSync(desk, changed, { recursive: true })
    const audit = path.join(changed, 'audit')
    const segment = readdirSync(audit).find((name) => name.endsWith('.seg')) ?? ''
    const bytes = readFileSync(path.join(audit, segment))
    const place = bytes.indexOf('HYPERLINK')
    bytes.write('X', place)
    writeFileSync(path.join(audit, segment), bytes)
    const ran = await runCoinswarm(['report', 'compliance', '--desk', changed, '--json'])
    expect(ran.code).toBe(1)
    const report = JSON.parse(ran.stdout) as Told
    expect([report.audit.ok, report['acts']]).toEqual([false, []])
  })
})
