// @module-tag long
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import {
  askQueries,
  askQuery,
  eventsOfRun,
  queryLimits,
  type RunTruth,
  writeAnalysis,
} from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { minorPerUnit } from '../../src/domain/index.ts'
import { GuardedDatabase, type QueryAnswer, readableTables } from '../../src/journal/index.ts'
import { noisyMarket, sceneSetup, seatOf, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

let root = ''
let path = ''
let told: RunTruth
let sha = ''

const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex')

beforeAll(async () => {
  root = mkdtempSync(`${tmpdir()}/coinswarm-analysis-`)
  path = `${root}/analysis.sqlite`
  const trend = seatOf(defined(agentByName('trend'), 'trend'), { minutes: 60 })
  const market = [trendingMarket(1, 2_000), noisyMarket(2, 2_000, 'ETH-USD.SIM')]
  const run = eventsOfRun({ setup: sceneSetup([trend]), market }, uncounted)
  told = await writeAnalysis(run, path)
  sha = hashOf(path)
})
afterAll(() => rmSync(root, { recursive: true }))

const ask = (sql: string): Promise<QueryAnswer> => askQuery(path, sql)

describe('the tables of an analysis', () => {
  it('have every scan with what was read, the regime and what was wished', async () => {
    const { rows } = await ask(
      `SELECT COUNT(*), COUNT(signal), SUM(is_held), COUNT(rsi14), COUNT(change_7d),
        COUNT(DISTINCT regime) FROM scans`,
    )
    const [scans, signals, held, read, weeks, regimes] = defined(rows[0], 'a row').map(Number)
    expect(scans).toBe(told.truth.scans.received)
    expect(signals).toBe(told.truth.signals.signals)
    expect(Number(held) / Number(scans)).toBeCloseTo(told.truth.heldShare, 1)
    expect([read, weeks]).toEqual([2 * (2_000 - 14), 2 * (2_000 - 168)])
    expect(regimes).toBeGreaterThan(5)
  })

  it('have every trade to the last unit', async () => {
    const { rows } = await ask(
      'SELECT COUNT(*), SUM(net_minor), SUM(fees_minor), SUM(net) FROM trades',
    )
    const { trades } = told.truth
    const [count, net, fees, units] = defined(rows[0], 'a row')
    expect([count, net, fees]).toEqual([trades.trades, Number(trades.net), Number(trades.fees)])
    expect(units).toBeCloseTo(Number(trades.net) / minorPerUnit, 6)
    const truth = await ask("SELECT value FROM truth WHERE name = 'trades'")
    expect(truth.rows).toEqual([[trades.trades]])
  })

  it('answer several queries at once, and decline one alone', async () => {
    const answers = await askQueries(path, ['SELECT 1 AS a', 'DROP TABLE trades', 'SELECT 2'])
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(answers[0]).toMatchObject({ value: { columns: ['a'], rows: [[1]], isCut: false } })
  })
})

const canary = (): string => `${root}/canary`

/** What somebody who wants more than to read might ask. */
const hostile = (): readonly string[] => [
  'SELECT 1; DROP TABLE trades',
  'SELECT 1 -- \n; DELETE FROM trades',
  "SELECT 1 /* ' */; DELETE FROM trades; /* ' */",
  'INSERT INTO trades (number) VALUES (99999)',
  'WITH a AS (SELECT 1) INSERT INTO truth SELECT 1, 2 FROM a',
  'WITH a AS (SELECT 1) DELETE FROM trades',
  'WITH a AS (SELECT 1) UPDATE trades SET net = 0',
  'REPLACE INTO truth VALUES (1, 2)',
  'CREATE TABLE x (a)',
  'CREATE TEMP TABLE x (a)',
  `ATTACH DATABASE '${canary()}' AS other`,
  `SELECT * FROM trades; ATTACH DATABASE '${canary()}' AS other`,
  `VACUUM INTO '${canary()}'`,
  'PRAGMA query_only = 0',
  'PRAGMA writable_schema = 1',
  "SELECT * FROM pragma_table_info('trades')",
  'SELECT * FROM pragma_database_list',
  'SELECT * FROM sqlite_master',
  'SELECT * FROM sqlite_schema',
  'SELECT * FROM main.sqlite_master',
  'SELECT * FROM sqlite_temp_master',
  'SELECT * FROM dbstat',
  'SELECT * FROM sqlite_dbpage',
  'SELECT * FROM events',
  'SELECT * FROM progress',
  'SELECT * FROM "events"',
  'SELECT (SELECT json FROM events LIMIT 1)',
  'SELECT 1 WHERE EXISTS (SELECT 1 FROM events)',
  'WITH trades AS (SELECT * FROM events) SELECT * FROM trades',
  "SELECT load_extension('/tmp/x')",
  `SELECT writefile('${canary()}', 'x')`,
  "SELECT readfile('/etc/passwd')",
  "SELECT edit('x')",
  'SELECT random()',
  'SELECT randomblob(10)',
  'SELECT zeroblob(1000000000)',
  "SELECT printf('%1000000000d', 1)",
  "SELECT format('%1000000000d', 1)",
  "SELECT datetime('now')",
  "SELECT strftime('%s', 'now')",
  "SELECT julianday('now')",
  'SELECT unixepoch()',
  'SELECT CURRENT_TIMESTAMP',
  'SELECT CURRENT_DATE, CURRENT_TIME',
  'SELECT last_insert_rowid(), changes(), total_changes()',
  'SELECT sqlite_version()',
  'SELECT sqlite_source_id()',
  'SELECT sqlite_compileoption_get(1)',
  'BEGIN',
  'COMMIT',
  'SAVEPOINT a',
  'ROLLBACK',
  'ANALYZE',
  'REINDEX',
  'DETACH DATABASE main',
  'EXPLAIN SELECT 1',
  'EXPLAIN QUERY PLAN SELECT 1',
  'ALTER TABLE trades RENAME TO x',
  'SELECT ?1, ?2',
  'SELECT 1\0; DROP TABLE trades',
  '\ufeffSELECT 1; DROP TABLE trades',
  "SELECT fts3_tokenizer('simple')",
  `SELECT ${Array.from({ length: 200 }, () => '1').join(',')}`,
  `SELECT ${Array.from({ length: 300 }, () => '1').join('+')}`,
  Array.from({ length: 100 }, () => 'SELECT 1').join(' UNION ALL '),
]

describe('a query of a stranger', () => {
  it('is declined when it does more than read, in one sentence', async () => {
    const queries = hostile()
    expect(queries.length).toBeGreaterThan(60)
    for (let from = 0; from < queries.length; from += 50) {
      const some = queries.slice(from, from + 50)
      const answers = await askQueries(path, some)
      const taken = some.filter((_, i) => answers[i]?.ok === true)
      expect(taken).toEqual([])
    }
    expect(existsSync(canary())).toBe(false)
  })

  it('names what it may not call or read', async () => {
    await expect(ask('SELECT random()')).rejects.toThrow(/the function random is not for queries/)
    await expect(ask('SELECT * FROM events')).rejects.toThrow(/nothing to read in events/)
    await expect(ask('SELECT nonsense FROM trades')).rejects.toThrow(/no such column: nonsense/)
  })

  it('is stopped when it does not end, and takes no longer than it may', async () => {
    const endless =
      'WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT max(n) FROM a'
    await expect(askQuery(path, endless, { ...queryLimits, timeUs: 500_000 })).rejects.toThrow(
      /stopped: it took more than 0.5 seconds/,
    )
    const cross = 'SELECT COUNT(*) FROM scans a, scans b, scans c'
    await expect(askQuery(path, cross, { ...queryLimits, timeUs: 500_000 })).rejects.toThrow(
      /stopped/,
    )
  })

  it('has no more memory than it may, and puts nothing on the disk for it', async () => {
    const rows = 'WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a)'
    for (const large of [
      `${rows} SELECT n, upper(n || (SELECT group_concat(closed) FROM trades)) FROM a ORDER BY 2`,
      'SELECT a.time || b.time || c.time AS k FROM scans a, scans b, scans c ORDER BY k',
    ])
      await expect(askQuery(path, large, { ...queryLimits, timeUs: 60_000_000 })).rejects.toThrow(
        /took more memory/,
      )
  })

  it('brings back no more rows and characters than it may, and says so', async () => {
    const rows = await ask('SELECT ts_us FROM scans')
    expect([rows.rows.length, rows.isCut]).toEqual([1_000, true])
    const wide = await askQuery(path, 'SELECT group_concat(time) FROM scans', {
      ...queryLimits,
      charactersMax: 5_000,
    })
    expect([wide.rows.length, wide.isCut]).toEqual([0, true])
  })

  it('says numbers that JSON has not, as text', async () => {
    expect((await ask('SELECT 9e999, -9e999, 9007199254740993, 1.5')).rows).toEqual([
      ['Infinity', '-Infinity', '9007199254740993', 1.5],
    ])
  })
})

const words = [
  ...['SELECT', 'FROM', 'trades', 'events', '*', ';', '--', '/*', '*/', "'", '"', '(', ')', ','],
  ...['DROP TABLE', 'DELETE FROM', 'UNION', 'WITH a AS', 'a', '1', 'sqlite_master', 'ATTACH'],
  ...['PRAGMA', 'random()', 'count(*)', '\n', 'WHERE', 'INSERT INTO', 'VALUES', ']', '['],
]

it('whatever is put together out of words, nothing changes and nothing hidden is read', async () => {
  const database = await GuardedDatabase.open(path, readableTables)
  let answered = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }), (parts) => {
      for (const sql of [parts.join(' '), `SELECT ${parts.join(' ')}`]) {
        const answer = database.ask(sql, { rowsMax: 5, charactersMax: 10_000 })
        if (!answer.ok) continue
        answered += 1
        // What stands in tables that are not for queries.
        expect(JSON.stringify(answer.value.rows)).not.toMatch(/CREATE|decision-made|order-filled/)
      }
    }),
    { numRuns: 4_000 },
  )
  database.close()
  expect(answered).toBeGreaterThan(20)
})

it('whatever was asked before: not one byte has changed, and nothing stands beside it', () => {
  expect(hashOf(path)).toBe(sha)
  expect(readdirSync(root)).toEqual(['analysis.sqlite'])
})
