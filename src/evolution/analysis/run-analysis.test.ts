import { expect, it } from 'vitest'
import { declined, type Json, ok, type Result } from '../../base/index.ts'
import type { AnalysisModule, AnalysisTable } from './analysis-module.ts'
import { marketAnalysis } from './index.ts'
import {
  type AnalysisReport,
  type AnalysisRunner,
  nativeRunner,
  runAnalysis,
} from './run-analysis.ts'

const one: Result<AnalysisTable> = ok({ columns: ['a'], rows: [[1]], isCut: false })

/** The report of a module that reads one table of one row. */
function told(
  runner: AnalysisRunner,
  truth: { readonly [name: string]: Json } = {},
): Promise<AnalysisReport> {
  return runAnalysis('market', runner, truth, async (queries) =>
    queries.map((sql) => (sql.startsWith('SELECT') ? one : declined('it only reads'))),
  )
}

const module: AnalysisModule = {
  name: 'mine',
  summary: 'Mine.',
  queries: { a: 'SELECT 1 AS a' },
  report: ({ truth, tables }) => ({
    trades: truth['trades'] ?? null,
    rows: tables['a']?.rows ?? [],
  }),
}

it('gives a module what is true and its own rows, and nothing else', async () => {
  const report = { trades: 3, rows: [[1]] }
  expect(await told(nativeRunner(module), { trades: 3 })).toEqual({
    kind: 'report',
    name: 'mine',
    report,
  })
})

const loop: Record<string, unknown> = {}
loop['self'] = loop

it.each<readonly [string, Partial<Record<keyof AnalysisModule, unknown>>, RegExp]>([
  ['NaN', { report: () => Number.NaN }, /no NaN/],
  ['an infinity', { report: () => ({ a: Number.POSITIVE_INFINITY }) }, /no Infinity/],
  ['a long text', { report: () => 'x'.repeat(501) }, /500 characters/],
  ['a long key', { report: () => ({ ['k'.repeat(65)]: 1 }) }, /64 characters/],
  ['too much', { report: () => Array.from({ length: 9_000 }, () => 1) }, /16384 characters/],
  ['a loop', { report: () => loop }, /nested/],
  ['a function', { report: () => () => 1 }, /has a function/],
  ['nothing', { report: () => undefined }, /has a undefined/],
  ['a big integer', { report: () => [1n] }, /has a bigint/],
  [
    'a getter that throws',
    {
      report: () => ({
        get a() {
          throw new Error('trap')
        },
      }),
    },
    /trap/,
  ],
  [
    'an error',
    {
      report: () => {
        throw new Error('broken')
      },
    },
    /broken/,
  ],
  ['a query that is declined', { queries: { b: 'DELETE FROM trades' } }, /query b: it only reads/],
  ['a query that is no text', { queries: { b: 1 } }, /query b is no text/],
  ['no queries', { queries: {} }, /1 to 12 queries/],
  ['a query without a name', { queries: { '': 'SELECT 1' } }, /name of a query/],
  ['a strange name', { name: '../x' }, /name of an analysis/],
  ['no summary', { summary: '' }, /summary/],
])('says that a module failed, and why: %s (scan failures silent)', async (_, part, why) => {
  const runner = nativeRunner({ ...module, ...part } as AnalysisModule)
  const failed = { kind: 'failed', name: 'market', why: expect.stringMatching(why) }
  expect(await told(runner)).toMatchObject(failed)
})

it('takes nothing that is no analysis for one', async () => {
  for (const said of ['nothing', null, 1, [], {}]) {
    const runner = { describe: async () => ok(said), report: async () => ok(1) }
    expect((await told(runner)).kind).toBe('failed')
  }
  const gone = { describe: async () => declined('its box ended'), report: async () => ok(1) }
  expect(await told(gone)).toEqual({ kind: 'failed', name: 'market', why: 'its box ended' })
})

it('reports of the market where there is no scan yet', async () => {
  const none: Result<AnalysisTable> = ok({ columns: [], rows: [], isCut: false })
  const report = await runAnalysis('market', nativeRunner(marketAnalysis), {}, async (queries) =>
    queries.map(() => none),
  )
  expect(report).toMatchObject({ kind: 'report', report: { instruments: [] } })
})
