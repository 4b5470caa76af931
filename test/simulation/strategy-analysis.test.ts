// @module-tag long
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import { analyseRun, eventsOfRun, type RunEvents } from '../../src/app/index.ts'
import { canonicalJson, defined, type Json } from '../../src/base/index.ts'
import { dayUs, hourUs } from '../../src/domain/index.ts'
import {
  type AnalysisReport,
  marketAnalysis,
  nativeRunner,
  tradesAnalysis,
} from '../../src/evolution/index.ts'
import { noisyMarket, sceneSetup, seatOf, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

let folder = ''
let run: RunEvents
const market = [trendingMarket(1, 2_000), noisyMarket(2, 2_000, 'ETH-USD.SIM')]

beforeAll(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-analyses-`)
  const trend = seatOf(defined(agentByName('trend'), 'trend'), { minutes: 60 })
  run = eventsOfRun({ setup: sceneSetup([trend]), market }, uncounted)
})
afterAll(() => rmSync(folder, { recursive: true }))

function reportOf(of: AnalysisReport): Readonly<Record<string, Json>> {
  if (of.kind === 'failed') throw new Error(of.why)
  expect(canonicalJson(of.report).length).toBeLessThan(16_384)
  return of.report as Readonly<Record<string, Json>>
}

it('tells market and trades of a run as they are, and leaves nothing behind', async () => {
  const { told, market: seen, trades } = await analyseRun(run, folder)
  const [btc] = reportOf(seen)['instruments'] as readonly Readonly<Record<string, Json>>[]
  const { bars } = defined(market[0], 'bars')
  const close = (ago: number): number => Number(bars.close[bars.length - 1 - ago])
  expect(btc?.['instrument']).toBe('BTC-USD.SIM')
  expect(btc?.['price']).toBeCloseTo(close(0) * 0.1, 6)
  expect(btc?.['change24h']).toBeCloseTo(close(0) / close(dayUs / hourUs) - 1, 4)
  expect(btc?.['change7d']).toBeCloseTo(close(0) / close((7 * dayUs) / hourUs) - 1, 4)
  expect(reportOf(seen)['scans']).toMatchObject({ received: 4_000, expected: 4_000 })
  const rsi = (defined(btc, 'an instrument')['indicators'] as Readonly<Record<string, Json>>)[
    'rsi14'
  ]
  expect(rsi).toMatchObject({ tenth: expect.any(Number), median: expect.any(Number) })
  const by = reportOf(trades)['byInstrument'] as readonly Readonly<Record<string, number>>[]
  const count = by.reduce((sum, of) => sum + Number(of['trades']), 0)
  expect(count).toBe(told.truth.trades.trades)
  expect(reportOf(trades)['actRate']).toBeGreaterThan(0)
  expect(readdirSync(`${folder}/analysis`)).toEqual([])
})

it('reports the same of the same run', async () => {
  const [one, two] = [await analyseRun(run, folder), await analyseRun(run, folder)]
  expect(two).toEqual(one)
})

it('says that an analysis failed and why, and has the other report (scan failures silent)', async () => {
  const broken = { ...marketAnalysis, queries: { a: 'SELECT 1; DELETE FROM trades' } }
  const slots = { market: nativeRunner(broken), trades: nativeRunner(tradesAnalysis) }
  const { market: told, trades } = await analyseRun(run, folder, slots)
  expect(told).toMatchObject({ kind: 'failed', name: 'market' })
  expect(told).toMatchObject({ why: expect.stringMatching(/the query a: .*one statement/) })
  expect(trades.kind).toBe('report')
  expect(readdirSync(`${folder}/analysis`)).toEqual([])
})
