import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { deskPaths } from '../../src/app/index.ts'
import { type DeskEvent, micros } from '../../src/domain/index.ts'
import { headerJson } from '../../src/engine/index.ts'
import { SegmentJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { loadTape } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import { journalOf, marketWishes, tapeFiles, tapeInstrument } from '../golden/tape-desk.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const tape = await loadTape(tapeFiles, { spec: { tick: '0.1', lot: '0.001' } })

/** A desk folder with the journal of 40 orders, each fill `worseBps` worse than on the tape. */
function folderOf(worseBps: number): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-gap-'))
  const paths = deskPaths(folder)
  const journal = SegmentJournal.open({
    disk: nodeDisk,
    folder: paths.journal,
    anchor: paths.anchor,
    segmentBytes: 1 << 20,
  })
  const events = journalOf(tape, marketWishes(tape, 40), worseBps)
  for (const event of [started(), ...events]) journal.append(event)
  journal.commit()
  journal.close()
  return folder
}

function started(): DeskEvent {
  const agents = [{ from: 'trend', parameters: {} }]
  const header = headerJson(
    {
      desk: '0123456789abcdef',
      agents,
      source: { kind: 'venue', label: 'binance', market: ['venue:binance'] },
      setup: {
        seed: 1,
        instruments: [tapeInstrument],
        intervalsUs: [60_000_000],
        quorum: 1,
        limits: wideLimits,
        costs: defaultCosts,
        cash: 10_000_000_000n,
        rebalanceMin: 0.05,
      },
    },
    ['trend'],
  )
  return { kind: 'run-started', ts: micros(1_680_652_700_000_000), header }
}

const asked = ['reality-gap', '--latency-ms', '0', '--ticks', ...tapeFiles, '--desk'] as const

it('finds no gap between a desk and the market that filled it', async () => {
  const folder = folderOf(0)
  const { code, stdout } = await runCoinswarm([...asked, folder, '--json', '--orders'])
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({
    command: 'reality-gap',
    instrument: 'BTC-USDT.BINANCE',
    source: { fidelity: 'quotes' },
    orders: 40,
    compared: 40,
    uncovered: [],
    all: { price: { count: 40, mean: 0, low: 0, high: 0 }, fees: { mean: 0 } },
    strategies: [{ name: 'trend', orders: 40 }],
    band: 'ok',
  })
  expect(report.rows).toHaveLength(40)
})

it('watches a planted gap of 10 bps, and answers no where that is an alarm', async () => {
  const folder = folderOf(10)
  const watched = await runCoinswarm([...asked, folder])
  expect(watched.code).toBe(0)
  expect(watched.stdout).toContain('verdict: watch')
  expect(watched.stdout).toMatch(/price +mean 9\.99\d* bps/)
  const alarming = await runCoinswarm([...asked, folder, '--watch-bps', '2', '--alarm-bps', '8'])
  expect(alarming.code).toBe(1)
  expect(alarming.stdout).toContain('verdict: alarm')
})

it('refuses what it cannot use in one sentence', async () => {
  const folder = folderOf(0)
  const watched = await runCoinswarm([...asked, folder, '--watch-bps', '20'])
  expect(watched).toMatchObject({ code: 2, stderr: expect.stringContaining('is watched first') })
  const nowhere = await runCoinswarm([...asked, path.join(folder, 'none')])
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('no journal') })
  const other = await runCoinswarm([...asked, folder, '--instrument', 'X-Y.Z'])
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('BTC-USDT.BINANCE') })
})
