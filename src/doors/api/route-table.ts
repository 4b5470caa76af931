import { z } from 'zod'
import type { ApiAnswer, ApiName } from './api-types.ts'
import { jobId, jobRow, jobWish } from './job-schemas.ts'
import { alarmRow, controlState, limitRow, modeRow, riskView } from './risk-schemas.ts'
import * as market from './market-schemas.ts'
import * as record from './record-schemas.ts'
import * as row from './row-schemas.ts'
import * as snapshot from './snapshot-schemas.ts'

const ms = z.coerce.number().int().min(0).max(8_640_000_000_000)
const at = ms.exactOptional().describe('the desk as it stood then, by its own time, ms')
const past = z.strictObject({ at })
const span = {
  from: ms.exactOptional().describe('nothing older, ms'),
  to: ms.exactOptional().describe('nothing newer, ms'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,16}\.\d{1,6}$/)
    .exactOptional()
    .describe('`next` of the page before'),
}
const paged = z.strictObject(span)
const pagedPast = z.strictObject({ ...span, at })
const none = z.strictObject({})
const oneJob = z.strictObject({ id: jobId })
const reason = z.string().min(1).max(512)

/** Rows newest first; `next` goes on, `null` at the end. */
function pageOf<T>(
  each: z.ZodType<T>,
): z.ZodType<{ readonly rows: readonly T[]; readonly next: string | null }> {
  return z.object({ rows: z.array(each), next: z.string().nullable() })
}

function rowsOf<T>(each: z.ZodType<T>): z.ZodType<{ readonly rows: readonly T[] }> {
  return z.object({ rows: z.array(each) })
}

const done = z.object({
  did: z.string(),
  state: controlState,
  audit: z.object({ sequence: z.number(), hash: z.string() }).nullable(),
})

const read = (path: string, summary: string) =>
  ({ method: 'GET', path, summary, scope: 'read' }) as const
const act = (path: string, summary: string) =>
  ({ method: 'POST', path, summary, scope: 'control', answer: done }) as const

/** One route as it is checked and described. */
export type ApiRoute<A = unknown> = {
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1`. */
  readonly path: string
  readonly summary: string
  readonly scope: 'read' | 'control' | 'trade'
  /** What stands in the path, as `:id`. */
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: z.ZodType<A>
}

/** What every path of the API begins with. */
export const apiPrefix = '/api/v1'

/** Every route of the versioned API but the stream: what goes in, what comes out, who may. */
export const apiRoutes: { readonly [N in ApiName]: ApiRoute<ApiAnswer<N>> } = {
  document: { ...read('/openapi.json', 'This document.'), query: none, answer: z.looseObject({}) },
  status: {
    ...read('/status', 'What the desk is and how it stands.'),
    query: past,
    answer: z.object({ desk: row.header, status: row.status }),
  },
  snapshot: {
    ...read('/snapshot', 'All that the page shows, at once.'),
    query: past,
    answer: snapshot.pageSnapshot,
  },
  past: {
    ...read('/past', 'From when on the journal tells, and how far a look back has come.'),
    query: none,
    answer: snapshot.pastReach,
  },
  equity: {
    ...read('/equity', 'Equity and drawdown.'),
    query: pagedPast,
    answer: pageOf(row.equityPoint),
  },
  bars: {
    ...read('/bars', 'Bars of one instrument.'),
    query: z.strictObject({ ...span, at, instrument: z.string().max(64) }),
    answer: pageOf(row.barPoint),
  },
  positions: {
    ...read('/positions', 'What is held.'),
    query: past,
    answer: rowsOf(row.positionRow),
  },
  orders: { ...read('/orders', 'Orders.'), query: pagedPast, answer: pageOf(row.orderRow) },
  fills: { ...read('/fills', 'Fills.'), query: pagedPast, answer: pageOf(row.fillRow) },
  trades: {
    ...read('/trades', 'Ways out of nothing and back, put together from the fills.'),
    query: pagedPast,
    answer: pageOf(row.tradeRow),
  },
  decisions: {
    ...read('/decisions', 'Decisions, with every vote.'),
    query: pagedPast,
    answer: pageOf(row.decisionRow),
  },
  journal: {
    ...read('/journal', 'The journal in words.'),
    query: pagedPast,
    answer: pageOf(row.journalRow),
  },
  risk: {
    ...read('/risk', 'How much of what it may the desk uses.'),
    query: past,
    answer: z.object({ risk: riskView.nullable() }),
  },
  limits: { ...read('/limits', 'Every limit.'), query: past, answer: rowsOf(limitRow) },
  modes: { ...read('/modes', 'Changes of mode.'), query: pagedPast, answer: pageOf(modeRow) },
  alarms: {
    ...read('/alarms', 'What a person had to know.'),
    query: pagedPast,
    answer: pageOf(alarmRow),
  },
  swarm: {
    ...read('/swarm', 'Who votes, and by what right.'),
    query: past,
    answer: z.object({ swarm: z.record(z.string(), z.unknown()).nullable() }),
  },
  dataHealth: {
    ...read('/data-health', 'How fresh and how whole the bars are.'),
    query: past,
    answer: z.object({
      isStale: z.boolean(),
      marketTime: row.time,
      receivedAt: row.time,
      rows: z.array(row.healthRow),
    }),
  },
  depth: {
    ...read('/depth', 'The book of one instrument, where the desk listens to one.'),
    query: z.strictObject({ instrument: z.string().max(64).default('') }),
    answer: market.depthTold,
  },
  latency: {
    ...read('/latency', 'How late bars came, by the hour, since the desk was started.'),
    query: none,
    answer: market.latencyTold,
  },
  sources: {
    ...read('/sources', 'What was known beside the market, how old it is and what abstains.'),
    query: none,
    answer: market.sourcesTold,
  },
  memory: {
    ...read('/memory', 'What the desk remembers.'),
    query: none,
    answer: z.object({ memory: z.record(z.string(), z.unknown()) }),
  },
  strategies: {
    ...read('/strategies', 'Versions of strategies.'),
    query: paged,
    answer: pageOf(record.strategyLine),
  },
  strategy: {
    ...read('/strategy', 'One version: its steps, checks and what differs from its parent.'),
    query: z.strictObject({ id: z.string().max(64).default('') }),
    answer: z.object({ strategy: record.strategyDetail.nullable() }),
  },
  nights: {
    ...read('/nights', 'Nights of the strategist, each with its candidates and their checks.'),
    query: paged,
    answer: pageOf(record.nightLine),
  },
  thoughts: {
    ...read('/thoughts', 'What models were asked and said.'),
    query: paged,
    answer: pageOf(record.thoughtLine),
  },
  thought: {
    ...read('/thought', 'One of them, whole.'),
    query: z.strictObject({ id: z.string().max(160).default('') }),
    answer: z.object({ thought: record.thoughtDetail.nullable() }),
  },
  observations: {
    ...read('/observations', 'What was noticed, for later nights.'),
    query: paged,
    answer: pageOf(record.observationLine),
  },
  runs: {
    ...read('/runs', 'Runs of research whose pages were kept.'),
    query: paged,
    answer: pageOf(record.runLine),
  },
  experiments: {
    ...read('/experiments', 'Claims that were registered, and who looked when.'),
    query: paged,
    answer: pageOf(record.experimentLine),
  },
  trials: {
    ...read('/trials', 'How much was tried on which data.'),
    query: none,
    answer: rowsOf(record.trialsLine),
  },
  plans: { ...read('/plans', 'Proposals.'), query: paged, answer: pageOf(row.planLine) },
  audit: {
    ...read('/audit', 'What people did to the desk.'),
    query: paged,
    answer: pageOf(row.auditLine),
  },
  auditProof: {
    ...read('/audit/proof', 'Whether nobody has changed what people did.'),
    query: none,
    answer: row.auditProof,
  },
  configuration: {
    ...read('/configuration', 'Every setting with its value and origin.'),
    query: none,
    answer: rowsOf(row.settingLine),
  },
  control: {
    ...read('/control', 'How the desk stands, as those who command it see it.'),
    query: none,
    answer: z.object({ state: controlState, isFresh: z.boolean(), scopes: z.array(z.string()) }),
  },
  csrf: {
    ...read('/csrf', 'What a browser sends with every change.'),
    query: none,
    answer: z.object({ token: z.string() }),
  },
  kill: {
    ...act('/kill', 'Out of everything, at once. Any scope, no step-up, no limit.'),
    scope: 'read',
    body: z.object({ hold: z.boolean().default(false), reason: z.string().default('') }),
  },
  mode: {
    ...act('/mode', 'Another mode.'),
    body: z.strictObject({ to: z.enum(['normal', 'pause', 'reduce', 'emergency']), reason }),
  },
  changeLimit: {
    ...act('/limits', 'Another limit; a wider one holds a day later.'),
    body: z.strictObject({ key: z.string().max(64), value: z.number(), reason }),
  },
  wake: {
    ...act('/wake', 'Try again what hibernates.'),
    body: z.strictObject({
      scope: z.enum(['instrument', 'strategy']),
      subject: z.number().int().min(0),
      reason,
    }),
  },
  jobs: { ...read('/jobs', 'Runs that were asked for.'), query: none, answer: rowsOf(jobRow) },
  job: {
    ...read('/jobs/:id', 'One run: how far it is, and what came of it.'),
    params: oneJob,
    query: none,
    answer: z.object({ job: jobRow, result: z.unknown() }),
  },
  startJob: {
    ...act('/jobs', 'Begin a run: simulated fills, each a trial that counts.'),
    body: jobWish,
    answer: z.object({ job: jobRow }),
  },
  cancelJob: {
    ...act('/jobs/:id/cancel', 'End a run.'),
    params: oneJob,
    body: none,
    answer: z.object({ job: jobRow }),
  },
  stepUp: {
    ...act('/step-up', 'A code of now, which lets control in for five minutes.'),
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
    answer: z.object({ freshUntil: row.time }),
  },
}
