import { z } from 'zod'
import type { DeskSnapshot, PastReach } from '../../app/index.ts'
import { riskView } from './risk-schemas.ts'
import * as row from './row-schemas.ts'

/** All that a page shows, at one moment. */
export type PageSnapshot = Omit<DeskSnapshot, 'risk' | 'swarm'> & {
  readonly risk: DeskSnapshot['risk'] | null
  /** As in `app/swarm-view.ts`. */
  readonly swarm: Readonly<Record<string, unknown>> | null
}

export const pageSnapshot: z.ZodType<PageSnapshot> = z.object({
  desk: row.header,
  status: row.status,
  equity: z.array(row.equityPoint),
  bars: z.record(z.string(), z.array(row.barPoint)),
  fills: z.array(row.fillRow),
  positions: z.array(row.positionRow),
  orders: z.array(row.orderRow),
  decisions: z.array(row.decisionRow),
  journal: z.array(row.journalRow),
  risk: riskView.nullable(),
  swarm: z.record(z.string(), z.unknown()).nullable(),
})

export const pastReach: z.ZodType<PastReach> = z.object({
  from: row.time.nullable().describe('the first moment there is; null before the first bar'),
  wanted: row.time.nullable().describe('the moment that is being reached; null while none is'),
  reached: row.time.nullable().describe('how far that look has come'),
})
