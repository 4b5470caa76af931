import { z } from 'zod'
import type { Alert as AlarmRow, ControlState, RiskView } from '../../app/index.ts'
import { time } from './row-schemas.ts'

const maybe = z.number().nullable()

export const limitRow: z.ZodType<RiskView['limits'][number]> = z.object({
  name: z.string(),
  label: z.string(),
  was: maybe,
  max: z.number(),
  unit: z.enum(['share', 'money', 'count']),
  next: z.object({ max: z.number(), t: time }).exactOptional(),
})

export const modeRow: z.ZodType<RiskView['modes'][number]> = z.object({
  t: time,
  from: z.string(),
  to: z.string(),
  actor: z.string(),
  reason: z.string(),
})

export const alarmRow: z.ZodType<AlarmRow> = z.object({
  t: time,
  code: z.string(),
  text: z.string(),
})

export const riskView: z.ZodType<RiskView> = z.object({
  limits: z.array(limitRow),
  correlation: z.object({
    instruments: z.array(z.string()),
    values: z.array(z.array(maybe)),
    max: z.number(),
  }),
  breakers: z.array(
    z.object({
      scope: z.enum(['desk', 'venue', 'instrument', 'strategy']),
      subject: z.string(),
      state: z.enum(['closed', 'half-open', 'open']),
      cause: z.string(),
      t: time,
      was: z.number(),
      max: z.number(),
    }),
  ),
  stress: z.array(
    z.object({ scenario: z.string(), label: z.string(), loss: z.number(), max: z.number() }),
  ),
  standings: z.array(
    z.object({
      scope: z.enum(['instrument', 'strategy']),
      subject: z.string(),
      share: z.number(),
      isHibernating: z.boolean(),
      pnl: z.number(),
    }),
  ),
  modes: z.array(modeRow),
  refusals: z.array(z.object({ limit: z.string(), count: z.number(), t: time })),
  plan: z.array(
    z.object({
      stage: z.number(),
      instrument: z.string(),
      quantity: z.number(),
      done: z.number(),
      status: z.enum(['waiting', 'running', 'done', 'stuck']),
    }),
  ),
  isPlanRunning: z.boolean(),
  isHold: z.boolean(),
  tier: z.object({ name: z.string(), next: maybe, costPerDay: maybe, breakEven: maybe }),
  isCrisis: z.boolean(),
  alerts: z.array(alarmRow),
})

const shownLimit = z.object({
  key: z.string(),
  value: z.number(),
  next: z.object({ value: z.number(), t: time }).exactOptional(),
})

/** How a desk stands, as those who command it see it. */
export const controlState: z.ZodType<ControlState> = z.object({
  mode: z.enum(['normal', 'pause', 'reduce', 'emergency']),
  modeReason: z.string(),
  isHold: z.boolean(),
  held: z.number(),
  openOrders: z.number(),
  limits: z.array(shownLimit),
  hibernating: z
    .array(
      z.object({
        scope: z.enum(['instrument', 'strategy']),
        subject: z.number(),
        name: z.string(),
      }),
    )
    .exactOptional(),
})
