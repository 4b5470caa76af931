import { z } from 'zod'
import type { BookDepth, LatencyTold, SourcesTold } from '../../app/index.ts'
import { time } from './row-schemas.ts'

/** A book, or why there is none to show. */
export type DepthTold = { readonly book: BookDepth | null; readonly why: string }

const level = z.object({ price: z.number(), quantity: z.number() })

const book: z.ZodType<BookDepth> = z.object({
  t: time.describe('when something was heard of it last'),
  isStale: z.boolean(),
  bids: z.array(level),
  asks: z.array(level),
})

export const depthTold: z.ZodType<DepthTold> = z.object({
  book: book.nullable(),
  why: z.string().describe('why there is no book; empty where there is one'),
})

export const latencyTold: z.ZodType<LatencyTold> = z.object({
  isMeasured: z.boolean().describe('whether bars come from a venue as they happen'),
  caughtUp: z.number().int().describe('bars that were fetched afterwards, and are not counted'),
  rows: z.array(
    z.object({
      t: time.describe('when the hour began'),
      bars: z.number().int(),
      median: z.number().describe('ms after the close'),
      p95: z.number(),
      max: z.number(),
    }),
  ),
})

const maybe = z.number().nullable()

export const sourcesTold: z.ZodType<SourcesTold> = z.object({
  isGiven: z.boolean().describe('whether the desk was given files of sources'),
  t: time.describe('as of when'),
  rows: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      source: z.string(),
      about: z.string(),
      observations: z.number().int(),
      newest: maybe,
      value: maybe,
      abstains: z.string(),
      silent: z.number().int(),
      constant: z.number().int(),
    }),
  ),
  passedOver: z.array(z.string()),
})
