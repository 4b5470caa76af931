import { z } from 'zod'
import { agentWords, axisWords, type RunWords, runWords } from './job-words.ts'
import { time } from './row-schemas.ts'

const count = z.number().int().min(1).max(200).optional()

/** What a job of each kind is told, as a command line tells it. */
export const jobOptions: JobOptionSchemas = {
  backtest: z.strictObject({ ...runWords, ...agentWords }),
  sweep: z.strictObject({ ...runWords, ...agentWords, ...axisWords, trials: count }),
  walkforward: z.strictObject({
    ...runWords,
    ...agentWords,
    ...axisWords,
    trials: count,
    scheme: z.enum(['anchored', 'rolling']).optional(),
    folds: z.number().int().min(1).max(50).optional(),
    trainPct: z.number().min(1).max(99).optional(),
  }),
  experiment: z.strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,60}$/)
      .describe('experiments/NAME.toml of the desk, as a person registered it'),
  }),
}

type Tried = RunWords & {
  readonly vary: readonly string[]
  readonly trials?: number | undefined
}

/** What a job of each kind may be told. */
export type JobOptions = {
  readonly backtest: RunWords
  readonly sweep: Tried
  readonly walkforward: Tried & {
    readonly scheme?: 'anchored' | 'rolling' | undefined
    readonly folds?: number | undefined
    /** Per cent of the data before the first test. */
    readonly trainPct?: number | undefined
  }
  readonly experiment: { readonly name: string }
}
/** What kind of run. */
export type JobKind = keyof JobOptions

type JobOptionSchemas = { readonly [K in JobKind]: z.ZodObject & z.ZodType<JobOptions[K]> }

/** A run that a program asks for. */
export type JobWish = {
  readonly [K in JobKind]: { readonly kind: K; readonly options: JobOptions[K] }
}[JobKind]

/** The same, as it is checked. */
export const jobWish: z.ZodType<JobWish> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backtest'), options: jobOptions.backtest }),
  z.strictObject({ kind: z.literal('sweep'), options: jobOptions.sweep }),
  z.strictObject({ kind: z.literal('walkforward'), options: jobOptions.walkforward }),
  z.strictObject({ kind: z.literal('experiment'), options: jobOptions.experiment }),
])

/** How a job stands. Interrupted: the desk's server ended before it did. */
export type JobState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'

/** A job as it is listed. Times are milliseconds since 1970, UTC. */
export type JobRow = {
  readonly id: string
  readonly kind: JobKind
  readonly options: Readonly<Record<string, unknown>>
  readonly state: JobState
  readonly created: number
  readonly ended: number | null
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Who asked for it. */
  readonly by: string
  /** Why it came to nothing; `null` unless it failed or was ended. */
  readonly error: string | null
}

/** The same, as it is checked. */
export const jobRow: z.ZodType<JobRow> = z.object({
  id: z.string(),
  kind: z.enum(['backtest', 'sweep', 'walkforward', 'experiment']),
  options: z.record(z.string(), z.unknown()),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  created: time,
  ended: time.nullable(),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  by: z.string(),
  error: z.string().nullable(),
})

/** Sixteen hex digits. */
export const jobId: z.ZodString = z.string().regex(/^[0-9a-f]{16}$/)
