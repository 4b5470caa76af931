import { z } from 'zod'
import type {
  AuditLine,
  AuditProof,
  BarPoint,
  DecisionRow,
  DeskHeader,
  DeskStatus,
  EquityPoint,
  FillPoint,
  JournalRow,
  OrderRow,
  PlanLine,
  PositionRow,
  SettingLine,
} from '../../app/index.ts'

/** A way out of nothing and back. */
export type TradeRow = {
  readonly t: number
  readonly opened: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly quantity: number
  readonly fills: number
  readonly fees: number
  readonly realised: number
}

/** How whole the bars of an instrument are. */
export type HealthRow = {
  readonly instrument: string
  readonly bars: number
  readonly newest: number | null
  readonly intervalMs: number | null
  readonly gaps: number
  readonly missing: number
}

/** Milliseconds since 1970, UTC. */
export const time: z.ZodNumber = z.number().describe('milliseconds since 1970, UTC')
const side = z.enum(['buy', 'sell'])
const maybe = z.number().nullable()

export const equityPoint: z.ZodType<EquityPoint> = z.object({
  t: time,
  equity: z.number(),
  drawdown: z.number(),
})

export const barPoint: z.ZodType<BarPoint> = z.object({
  t: time,
  o: z.number(),
  h: z.number(),
  l: z.number(),
  c: z.number(),
  v: z.number(),
})

export const fillRow: z.ZodType<FillPoint> = z.object({
  t: time,
  instrument: z.string(),
  side,
  role: z.string(),
  price: z.number(),
  quantity: z.number(),
  fee: z.number(),
  realised: z.number(),
})

export const tradeRow: z.ZodType<TradeRow> = z.object({
  t: time.describe('when it was closed'),
  opened: time,
  instrument: z.string(),
  side: side.describe('which way it was opened'),
  quantity: z.number().describe('the most that was held'),
  fills: z.number().int(),
  fees: z.number(),
  realised: z.number(),
})

export const positionRow: z.ZodType<PositionRow> = z.object({
  instrument: z.string(),
  quantity: z.number(),
  entryPrice: z.number(),
  markPrice: z.number(),
  unrealisedPnl: z.number(),
  stop: maybe,
  target: maybe,
})

export const orderRow: z.ZodType<OrderRow> = z.object({
  id: z.string(),
  t: time,
  instrument: z.string(),
  side,
  type: z.string(),
  role: z.string(),
  quantity: z.number(),
  filled: z.number(),
  price: maybe,
  status: z.string(),
})

const voiceRow = z.object({
  agent: z.string(),
  exposure: z.number(),
  confidence: z.number(),
  because: z.string(),
  pull: z.number().exactOptional(),
})

export const decisionRow: z.ZodType<DecisionRow> = z.object({
  t: time,
  instrument: z.string(),
  exposure: z.number(),
  confidence: z.number(),
  dissent: z.number(),
  stop: maybe,
  target: maybe,
  voices: z.array(voiceRow),
  outcome: z.string(),
})

export const journalRow: z.ZodType<JournalRow> = z.object({
  sequence: z.number().int(),
  t: time,
  kind: z.string(),
  text: z.string(),
})

export const header: z.ZodType<DeskHeader> = z.object({
  name: z.string(),
  version: z.string(),
  trading: z.enum(['paper', 'rehearsal']),
  exchangeUrl: z.string().exactOptional(),
  currency: z.string(),
  startEquity: z.number(),
  startedAt: time,
  instruments: z.array(z.object({ id: z.string(), tickSize: z.number(), lotSize: z.number() })),
  agents: z.array(z.string()),
  source: z.object({
    kind: z.enum(['generated', 'file', 'venue']),
    label: z.string(),
    speed: z.number(),
  }),
})

export const status: z.ZodType<DeskStatus> = z.object({
  marketTime: time,
  receivedAt: time,
  isStale: z.boolean(),
  isFinished: z.boolean(),
  mode: z.enum(['normal', 'pause', 'reduce', 'emergency']),
  modeReason: z.string(),
  equity: z.number(),
  cash: z.number(),
  realisedPnl: z.number(),
  unrealisedPnl: z.number(),
  fees: z.number(),
  drawdown: z.number(),
  exposure: z.number(),
  trades: z.number(),
  bars: z.number(),
  journalSequence: z.number(),
  moneyAsOf: time.exactOptional(),
  champion: z
    .object({
      version: z.string().describe('empty where nobody is champion'),
      since: time,
      before: z.string().describe('whom risk would put back; empty for nobody'),
    })
    .exactOptional(),
})

export const healthRow: z.ZodType<HealthRow> = z.object({
  instrument: z.string(),
  bars: z.number().int(),
  newest: time.nullable(),
  intervalMs: z.number().nullable().describe('most common distance of two bars'),
  gaps: z.number().int(),
  missing: z.number().int().describe('bars that would have stood in the gaps'),
})

export const auditLine: z.ZodType<AuditLine> = z.object({
  sequence: z.number().int(),
  hash: z.string(),
  t: time,
  stage: z.string(),
  door: z.string(),
  actor: z.string(),
  act: z.string(),
  what: z.string(),
  reason: z.string(),
  outcome: z.string(),
})

export const auditProof: z.ZodType<AuditProof> = z.object({
  isWhole: z.boolean(),
  entries: z.number().int(),
  head: z.object({ sequence: z.number().int(), hash: z.string() }).nullable(),
  faults: z.array(z.string()),
})

export const settingLine: z.ZodType<SettingLine> = z.object({
  key: z.string(),
  value: z.unknown(),
  origin: z.string(),
  fallback: z.unknown().describe('what holds where nothing is said'),
  meaning: z.string(),
})

export const planLine: z.ZodType<PlanLine> = z.object({
  t: time,
  id: z.string(),
  subject: z.string(),
  sentence: z.string(),
  state: z.enum(['open', 'approved', 'declined']),
  actor: z.string(),
  reason: z.string(),
})
