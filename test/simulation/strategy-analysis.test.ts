// @module-tag long
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import {
  analyseRun,
  askQueries,
  eventsOfRun,
  type RunEvents,
  withAnalysis,
} from '../../src/app/index.ts'
import { canonicalJson, defined, type Json, ok } from '../../src/base/index.ts'
import { dayUs, hourUs } from '../../src/domain/index.ts'
import {
  type AnalysisModule,
  type AnalysisReport,
  type AnalysisRunner,
  marketAnalysis,
  nativeRunner,
  runAnalysis,
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
  const rsi = (btc?.['indicators'] as Readonly<Record<string, Json>>)['rsi14']
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

it('says that an analysis failed and why, whatever it does (scan failures silent)', async () => {
  const { queries } = marketAnalysis
  const module = { name: 'mine', summary: 'Mine.', queries, report: () => 1 }
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  const cases: readonly (readonly [Partial<AnalysisModule>, RegExp])[] = [
    [{ report: () => Number.NaN }, /no NaN/],
    [{ report: () => ({ a: Number.POSITIVE_INFINITY }) }, /no Infinity/],
    [{ report: () => 'x'.repeat(501) }, /500 characters/],
    [{ report: () => Array.from({ length: 9_000 }, (_, i) => i) }, /16384 characters/],
    [{ report: () => endless as Json }, /nested/],
    [{ report: () => (() => 1) as unknown as Json }, /has a function/],
    [{ report: () => undefined as unknown as Json }, /has a undefined/],
    [
      {
        report: () => {
          throw new Error('broken')
        },
      },
      /broken/,
    ],
    [{ queries: { a: 'DELETE FROM trades' } }, /the query a: a query begins with/],
    [{ queries: { a: 'SELECT 1; DELETE FROM trades' } }, /one statement/],
    [{ queries: { a: 'SELECT * FROM events' } }, /nothing to read in events/],
    [{ queries: {} }, /1 to 12 queries/],
    [{ queries: { 'not a name': 'SELECT 1' } }, /name of a query/],
    [{ name: '../x' }, /name of an analysis/],
    [{ summary: '' }, /summary/],
  ]
  await withAnalysis(run, folder, async (path) => {
    const told = (runner: AnalysisRunner): Promise<AnalysisReport> =>
      runAnalysis('market', runner, {}, (asked) => askQueries(path, asked))
    for (const [part, why] of cases)
      expect(await told(nativeRunner({ ...module, ...part }))).toMatchObject({
        ...{ kind: 'failed', name: 'market', why: expect.stringMatching(why) },
      })
    const strange = { describe: async () => ok('nothing'), report: async () => ok(1) }
    expect((await told(strange)).kind).toBe('failed')
  })
  const broken = nativeRunner({ ...module, report: () => Number.NaN })
  const both = await analyseRun(run, folder, {
    market: broken,
    trades: nativeRunner(tradesAnalysis),
  })
  // The other one reports all the same.
  expect([both.market.kind, both.trades.kind]).toEqual(['failed', 'report'])
  expect(existsSync(`${folder}/analysis`)).toBe(true)
  expect(readdirSync(`${folder}/analysis`)).toEqual([])
})
