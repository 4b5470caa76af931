// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { agentByName } from '../../../src/agents/index.ts'
import { analyseRun, boxedAnalysis, BoxPool, eventsOfRun } from '../../../src/app/index.ts'
import { defined, ok } from '../../../src/base/index.ts'
import { type AnalysisReport, runAnalysis } from '../../../src/evolution/index.ts'
import { sceneSetup, seatOf, trendingMarket } from '../../simulation/null-scene.ts'
import { uncounted } from '../../simulation/uncounted.ts'

const pool = new BoxPool(0)
const folder = mkdtempSync(`${tmpdir()}/coinswarm-boxed-analysis-`)
afterAll(async () => {
  await pool.end()
  rmSync(folder, { recursive: true })
})

const shipped = (name: string): string =>
  readFileSync(`src/evolution/analysis/${name}-analysis.ts`, 'utf8')

it('comes to the same in a box as natively, for both that ship', async () => {
  const trend = seatOf(defined(agentByName('trend'), 'trend'), { minutes: 60 })
  const run = eventsOfRun(
    { setup: sceneSetup([trend]), market: [trendingMarket(1, 1_500)] },
    uncounted,
  )
  const native = await analyseRun(run, folder)
  const boxed = await analyseRun(run, folder, {
    market: boxedAnalysis(pool, shipped('market')),
    trades: boxedAnalysis(pool, shipped('trades')),
  })
  expect(native.market.kind).toBe('report')
  expect(boxed).toEqual(native)
})

/** What a module of a stranger comes to. */
function told(report: string, queries = "{ a: 'SELECT 1' }", before = ''): Promise<AnalysisReport> {
  const source = `${before}
    export const analysis = { name: 'mine', summary: 'Mine.', queries: ${queries}, report: ${report} }`
  const rows = ok({ columns: ['a'], rows: [[1]], isCut: false })
  return runAnalysis('market', boxedAnalysis(pool, source), { trades: 2 }, async (asked) =>
    asked.map(() => rows),
  )
}

it('is given what it asked for, as copies, and nothing of the host', async () => {
  const report = `({ truth, tables }) => ({
    sum: truth.trades + tables.a.rows[0][0],
    host: [typeof process, typeof require, typeof fetch, typeof globalThis.eval, typeof Buffer],
  })`
  expect(await told(report)).toEqual({
    ...{ kind: 'report', name: 'mine' },
    report: { sum: 3, host: Array.from({ length: 5 }, () => 'undefined') },
  })
})

it.each([
  ['a loop that does not end', '() => { for (;;); }', /took longer/],
  ['memory without end', '() => { const a = []; for (;;) a.push(new Array(1e6).fill(1)) }', /./],
  ['code out of text', "() => Function('return process')()", /Function is not defined/],
  ['a constructor', "() => (() => 1).constructor('return process')()", /code cannot be made/],
  ['chance', '() => Math.random()', /no chance/],
  ['the clock', '() => Date.now()', /./],
  ['NaN', '() => ({ a: 0 / 0 })', /no NaN/],
  ['too much', "() => 'x'.repeat(1e6)", /65536 characters/],
  ['a text that is too long', "() => 'x'.repeat(501)", /500 characters/],
  ['nothing', '() => undefined', /plain JSON/],
  ['an error', "() => { throw new Error('broken') }", /broken/],
  ['a promise', 'async () => 1', /./],
])('that does harm is a failure that says why: %s', async (name, report, why) => {
  const came = await told(report)
  // A promise is an empty object once it is JSON.
  if (name === 'a promise') expect(came).toMatchObject({ kind: 'report', report: {} })
  else expect(came).toMatchObject({ kind: 'failed', why: expect.stringMatching(why) })
})

it('that is none, imports something or changes JSON does no harm either', async () => {
  const failed = { kind: 'failed', name: 'market' }
  expect(await told('() => 1', '{}')).toMatchObject(failed)
  expect(await told('1')).toMatchObject({ ...failed, why: expect.stringMatching(/no report/) })
  const imports = await told('() => 1', undefined, "import fs from 'node:fs'")
  expect(imports).toMatchObject({ ...failed, why: expect.stringMatching(/imports nothing/) })
  const tampered = await told('() => 7', undefined, "JSON.stringify = () => '{}'; JSON.parse = 1")
  expect(tampered).toEqual({ kind: 'report', name: 'mine', report: 7 })
})
