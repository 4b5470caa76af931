import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { BoxFault, StrategyFault } from '../../evolution/index.ts'
import type { StepAnswer } from './step-memory.ts'
import type { SweepPlan } from '../sweep/sweep-plan.ts'

/** What a box is asked for. It trusts its parent; the parent does not trust it. */
export type BoxAsk =
  | { readonly kind: 'check'; readonly source: string }
  | { readonly kind: 'describe'; readonly source: string }
  | { readonly kind: 'market'; readonly plan: BoxPlan }
  | { readonly kind: 'claim'; readonly source: string }
  | { readonly kind: 'nulls'; readonly source: string; readonly draws: number }
  | {
      readonly kind: 'lane'
      readonly source: string
      /** Whom risk puts back in its place. */
      readonly before: string | null
      readonly lane: BoxLane
    }
  | { readonly kind: 'open'; readonly source: string }
  | { readonly kind: 'step'; readonly asked: Uint8Array }
  /** What an analysis says of itself, or makes of what it is given: JSON, and JSON comes back. */
  | { readonly kind: 'analysis'; readonly source: string; readonly given: string | undefined }

/** Bars and rules, for whatever module comes later. */
export type BoxPlan = Pick<SweepPlan, 'setup' | 'stretches'>

/** From when on a version runs, with how much of the money, and whether risk takes it back. */
export type BoxLane = {
  readonly fromTs: Micros
  /** Parts per million. */
  readonly cashPpm: number
  readonly isWatched: boolean
}

export type BoxRequest = { readonly id: number; readonly ask: BoxAsk }

const text = (max: number): z.ZodString => z.string().max(max)

/** What a box says, before anything of it is used. */
export type BoxReply = {
  readonly id: number
  readonly answer:
    | { readonly kind: 'done'; readonly value: Json }
    | { readonly kind: 'fault'; readonly of: BoxFault['kind']; readonly why: string }
}

export const boxReply: z.ZodType<BoxReply> = z.strictObject({
  id: z.int().min(0),
  answer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('done'), value: z.json() }),
    z.strictObject({
      kind: z.literal('fault'),
      of: z.enum(['module', 'threw', 'ended']),
      why: text(400),
    }),
  ]),
})

export const strategyFaults: z.ZodType<readonly StrategyFault[]> = z
  .array(
    z.strictObject({
      line: z.int().min(0),
      rule: z.enum(['parse', 'import', 'absent', 'state', 'loop', 'async', 'definition']),
      message: text(400),
    }),
  )
  .max(100)

/** What `describe` gives: a module at its usual parameters, by words alone. */
export type DescribedModule = {
  readonly kind: 'agent' | 'strategy'
  readonly name: string
  readonly summary: string
  readonly parameters: { readonly [name: string]: Json }
  /** Keys of its features, by the names it gave them. */
  readonly features: { readonly [name: string]: string }
  readonly isLongOnly: boolean
  /** What it wrote down, by name. */
  readonly parts: readonly string[]
}

export const describedModule: z.ZodType<DescribedModule> = z.strictObject({
  kind: z.enum(['agent', 'strategy']),
  name: text(64),
  summary: text(300),
  parameters: z.record(text(64), z.json()),
  features: z.record(text(64), text(200)),
  isLongOnly: z.boolean(),
  parts: z.array(text(64)).max(64),
})

export const stepAnswer: z.ZodType<StepAnswer> = z.strictObject({
  out: text(2_000),
  text: text(65_536),
})

export const analysisAnswer: z.ZodType<string> = text(65_536)
