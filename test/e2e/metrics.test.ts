// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { drawToken, metricFamilies, TokenBook } from '../../src/app/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { madeSecret, produced } from '../house/produced.ts'
import {
  prometheusFolder,
  type PrometheusServer,
  promtoolSays,
  startPrometheus,
} from '../servers/prometheus-server.ts'
import { until } from '../servers/start-server.ts'
import { type Cli, startCli } from './start-cli.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'metrics-'))
let desk: Cli
let url: string
let token: string
let prometheus: PrometheusServer

function newToken(name: string, scope: string): string {
  const made = new TokenBook(folder).create({
    ...{ name, scopes: [scope], days: 1, now: liveClock.now() },
    ...drawToken(),
  })
  madeSecret(made.token.slice(13))
  return made.token
}

async function scrape(bearer?: string): Promise<{ status: number; type: string; text: string }> {
  const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
  const reply = await fetch(url, { headers })
  const text = await reply.text()
  produced(text)
  return { status: reply.status, type: reply.headers.get('content-type') ?? '', text }
}

beforeAll(async () => {
  const words = ['up', '--desk', folder, '--market', 'generated', '--speed', '3600', '--headless']
  const seats = ['--agent', 'trend', 'momentum']
  desk = startCli([...words, ...seats], [], {
    COINSWARM_METRICS_IS_ENABLED: 'true',
    COINSWARM_METRICS_PORT: '0',
    COINSWARM_DESK_VOTES: 'earned',
  })
  token = newToken('prometheus', 'read')
  await until(() => /metrics: \S+/.test(desk.out), `the metrics: ${desk.said}`, 60_000)
  url = /metrics: ([^\s,]+)/.exec(desk.out)?.[1] ?? ''
  prometheus = await startPrometheus(new URL(url).host, token)
})

afterAll(async () => {
  await prometheus?.end()
  desk?.child.kill('SIGTERM')
  await desk?.closed
  rmSync(folder, { recursive: true })
})

test('who brings no token that may read is told nothing', async () => {
  expect((await scrape()).status).toBe(401)
  expect((await scrape('csw_00000000_' + 'x'.repeat(43))).status).toBe(401)
  expect((await scrape(newToken('hand', 'control'))).status).toBe(403)
  for (const said of [await scrape(), await scrape('x')]) expect(said.text).not.toContain('equity')
})

test('what is told is what promtool takes for metrics, each with its help', async () => {
  const { status, type, text } = await scrape(token)
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const { code, said } = promtoolSays(['check', 'metrics'], text)
  expect([said, code]).toEqual(['', 0])
  expect(typesIn(text)).toEqual(new Set(Object.keys(metricFamilies).map(named)))
})

test('a real Prometheus scrapes the desk, and answers what it is asked', async () => {
  const one = async (expression: string): Promise<number | undefined> =>
    (await prometheus.query(expression))[0]?.value
  await until(async () => (await one('up{job="coinswarm"}')) === 1, 'a scrape')
  await until(async () => ((await one('coinswarm_bars_total')) ?? 0) > 100, 'bars', 60_000)
  await until(async () => ((await one('rate(coinswarm_bars_total[10s])')) ?? 0) > 0, 'a rate')
  await until(
    async () => ((await one('coinswarm_journal_flush_seconds_count')) ?? 0) > 0,
    'a sync of the journal',
  )
  expect(await one('coinswarm_mode{mode="normal"}')).toBe(1)
  expect(await one('coinswarm_equity')).toBeGreaterThan(0)
  expect(await one('coinswarm_instruments{state="all"}')).toBe(4)
  expect(await one('sum(coinswarm_turn_seconds_count)')).toBeGreaterThan(0)
  expect(await one('coinswarm_memory_bytes{kind="rss"}')).toBeGreaterThan(1e6)
  const weights = await prometheus.query('coinswarm_agent_weight')
  const seated = new Set(weights.map(({ labels }) => labels['agent']))
  expect(seated).toEqual(new Set(['momentum', 'trend']))
})

const ruleList = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            name: z.string(),
            query: z.string(),
            health: z.string(),
            annotations: z.record(z.string(), z.string()),
          }),
        ),
      }),
    ),
  }),
})

async function rules(): Promise<z.infer<typeof ruleList>['data']['groups'][number]['rules']> {
  const { data } = ruleList.parse(await prometheus.api('rules'))
  return data.groups.flatMap((group) => group.rules)
}

test('configuration and rules are what promtool takes, and every alert fires in its tests', () => {
  const config = promtoolSays(['check', 'config', prometheus.configuration])
  expect([config.said.includes('SUCCESS'), config.code]).toEqual([true, 0])
  const check = promtoolSays(['check', 'rules', '--lint-fatal', `${prometheusFolder}/alerts.yml`])
  expect([check.said.includes('FAILED'), check.code]).toEqual([false, 0])
  const tests = promtoolSays(['test', 'rules', `${prometheusFolder}/alerts.test.yml`])
  expect([tests.said.includes('SUCCESS'), tests.code]).toEqual([true, 0])
})

test('every rule is evaluated, has a test and a page of the runbook, and fires on no good desk', async () => {
  await until(async () => (await rules()).every(({ health }) => health === 'ok'), 'the rules')
  const tested = readFileSync(`${prometheusFolder}/alerts.test.yml`, 'utf8')
  for (const { name, annotations } of await rules()) {
    expect(tested).toContain(`alertname: ${name}\n        exp_alerts:`)
    const page = readFileSync(annotations['runbook_url'] ?? '', 'utf8')
    expect(page).toContain('## What to do')
  }
  expect(await prometheus.query('ALERTS{alertstate="firing"}')).toEqual([])
})

const dashboard = z.object({
  panels: z.array(
    z.object({
      title: z.string(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
})

test('every panel asks what Prometheus can answer', async () => {
  for (const { expr } of await asked())
    expect(await prometheus.api(`query?query=${encodeURIComponent(expr)}`)).toMatchObject({
      status: 'success',
    })
})

test('a rule or a panel names what is told, and few of what is told are in neither', async () => {
  const { text } = await scrape(token)
  const told = typesIn(text)
  const expressions = [...(await rules()).map(({ query }) => query), ...(await asked()).map(exprOf)]
  const used = expressions.flatMap((each) => each.match(/coinswarm_[a-z_]+/g) ?? [])
  const families = new Set(used.map((name) => name.replace(/_(bucket|count|sum)$/, '')))
  expect([...families].filter((name) => !told.has(name))).toEqual([])
  const quiet = ['champion_info', 'info', 'journal_commits_total', 'journal_sequence']
  const left = [...told].filter((name) => !families.has(name)).sort()
  expect(left).toEqual([...quiet, 'uptime_seconds'].map(named))
})

async function asked(): Promise<readonly { readonly expr: string }[]> {
  const file = readFileSync('deploy/grafana/dashboards/desk.json', 'utf8')
  const { panels } = dashboard.parse(JSON.parse(file))
  return panels.flatMap(({ targets }) => targets)
}

function exprOf({ expr }: { readonly expr: string }): string {
  return expr
}

function typesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] ?? ''))
}

function named(name: string): string {
  return `coinswarm_${name}`
}
