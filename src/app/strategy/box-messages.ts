import { z } from 'zod'
import type { Json } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { BoxFault, StrategyFault } from '../../evolution/index.ts'
import type { StepAnswer } from './step-memory.ts'
import type { GateAnswer, ModuleJob } from './judge-module.ts'
import type { SweepAnswer, SweepPlan } from '../sweep/sweep-plan.ts'

/** What a box is asked for. It trusts its parent; the parent does not trust it. */
export type BoxAsk =
  | { readonly kind: 'check'; readonly source: string }
  | { readonly kind: 'describe'; readonly source: string }
  | { readonly kind: 'market'; readonly plan: BoxPlan }
  | { readonly kind: 'judge'; readonly source: string; readonly job: ModuleJob }
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

/** A sweep plan whose agent comes with every job. */
export type BoxPlan = Omit<SweepPlan, 'agent'>

/** From when on a version is watched, and with how much of the money, parts per million. */
export type BoxLane = { readonly fromTs: Micros; readonly cashPpm: number }

export type BoxRequest = { readonly id: number; readonly ask: BoxAsk }

const text = (max: number): z.ZodString => z.string().max(max)
const figure = z.number().nullable()

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

/** What the gate said in a box: a claim, until it is confirmed. */
export type BoxedGate = Omit<GateAnswer, 'summary'> & {
  readonly summary: { readonly [name: string]: Json }
}

export const boxedGate: z.ZodType<BoxedGate> = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'NOT RUN']),
  chosen: z.int().min(0),
  trials: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z
    .array(
      z.strictObject({
        name: text(100),
        status: z.enum(['pass', 'fail', 'warn', 'NOT RUN']),
        figures: z.record(text(64), figure),
        why: text(2_000),
      }),
    )
    .max(100),
  summary: z.record(text(64), z.json()),
})

/** The answer of a sweep worker, as a box gives it: a claim, until it is confirmed. */
export type BoxedAnswer = Omit<SweepAnswer, 'summary'> & {
  readonly summary: { readonly [name: string]: Json } | null
}

export const boxedAnswer: z.ZodType<BoxedAnswer> = z.strictObject({
  n: z.int(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  figure,
  summary: z.record(text(64), z.json()).nullable(),
  folds: z.array(figure).max(1_000),
  stages: z.array(figure).max(1_000),
  prunedAt: figure,
  error: text(400).nullable(),
  sharpe: figure,
  samples: z.number(),
  fingerprint: text(200).nullable(),
  returns: z.array(z.number()).max(100_000).nullable(),
})

export const analysisAnswer: z.ZodType<string> = text(65_536)
