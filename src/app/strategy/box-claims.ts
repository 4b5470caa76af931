import { z } from 'zod'
import type { LaneRun } from '../../evolution/index.ts'
import type { CheckRow } from '../../research/index.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const text = (max: number): z.ZodString => z.string().max(max)
const returns = z.array(z.number().min(-1).max(1_000)).max(20_000)

/** What a box says of a run: a claim, until it is confirmed. */
export type RunClaim = {
  readonly hash: string
  readonly netPnl: number
  readonly returnPct: number
  readonly drawdownPct: number
  readonly fills: number
  /** Positions that were closed. */
  readonly trades: number
  /** Mean over deviation, a sample; `null` where it is not defined. */
  readonly sharpe: number | null
  /** The same at twice the costs; `null` where nobody asked for it as well. */
  readonly dearSharpe: number | null
  readonly samples: number
  readonly fingerprint: string | null
  /** Whether a sample is a day: it is not of bars of less than 30 days. */
  readonly isDaily: boolean
  readonly returns: readonly number[]
  /** Of holding as much. */
  readonly hold: readonly number[]
}

export const runClaim: z.ZodType<RunClaim> = z.strictObject({
  hash,
  netPnl: z.number(),
  returnPct: z.number(),
  drawdownPct: z.number(),
  fills: count,
  trades: count,
  sharpe: z.number().nullable(),
  dearSharpe: z.number().nullable(),
  samples: count,
  fingerprint: text(200).nullable(),
  isDaily: z.boolean(),
  returns,
  hold: returns,
})

export const checkRows: z.ZodType<readonly CheckRow[]> = z
  .array(
    z.strictObject({
      name: text(80),
      status: z.enum(['pass', 'fail', 'warn', 'NOT RUN']),
      figures: z.record(text(80), z.number().nullable()),
      why: text(1_000),
    }),
  )
  .max(100)

export const laneClaim: z.ZodType<LaneRun> = z
  .strictObject({
    hash,
    trades: count,
    breach: text(400).nullable(),
    daily: returns,
    hold: returns,
  })
  .transform(({ daily, hold, breach, ...rest }) => ({
    ...rest,
    breach: breach ?? undefined,
    daily: Float64Array.from(daily),
    hold: Float64Array.from(hold),
  }))
