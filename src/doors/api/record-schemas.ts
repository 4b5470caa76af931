import { z } from 'zod'
import type {
  ExperimentLine,
  NightCandidate,
  NightCheck,
  NightLine,
  ObservationLine,
  RunLine,
  StrategyDetail,
  StrategyLine,
  StrategyStep,
  ThoughtDetail,
  ThoughtLine,
  TrialsLine,
} from '../../app/index.ts'
import { time } from './row-schemas.ts'

const text = z.string()
const count = z.number().int()

const line = {
  t: time,
  id: text,
  module: text,
  state: text,
  isControl: z.boolean(),
  author: text,
  parents: z.array(text),
  cycle: z.number(),
  note: text,
  since: time.describe('since when it stands where it does'),
  why: text.describe('the reason of its last step'),
}

export const strategyLine: z.ZodType<StrategyLine> = z.object(line)

const nightCheck: z.ZodType<NightCheck> = z.object({
  step: text,
  isPassed: z.boolean(),
  why: text,
  answers: z
    .array(
      z.object({
        name: text,
        status: text,
        figures: z.record(text, z.number().nullable()),
        why: text,
      }),
    )
    .describe('of the gate, question by question'),
})

const strategyStep: z.ZodType<StrategyStep> = z.object({
  t: time,
  from: text,
  to: text,
  cycle: z.number(),
  actor: text,
  reason: text,
  evidence: z.record(text, z.union([z.number(), text, z.boolean()])),
})

export const strategyDetail: z.ZodType<StrategyDetail> = z.object({
  ...line,
  steps: z.array(strategyStep),
  checks: z.array(nightCheck),
  against: text.nullable().describe('what it is held against: its first parent'),
  diff: z.array(text).describe('marked +, -, space; @@ for lines left out'),
})

const nightCandidate: z.ZodType<NightCandidate> = z.object({
  version: text,
  parent: text.nullable(),
  idea: text,
  checks: z.array(nightCheck),
})

export const nightLine: z.ZodType<NightLine> = z.object({
  t: time,
  night: count.describe('which night of the desk, from 1'),
  cycle: count,
  author: text,
  decision: text,
  why: text,
  outcome: text.describe('`unfinished` where the record ends before the night does'),
  end: text,
  candidates: z.array(nightCandidate),
})

const thought = {
  t: time,
  id: text,
  cycle: text,
  purpose: text,
  model: text,
  outcome: text.describe('`text`, `cut off`, or why there is no reply'),
  tokensIn: z.number(),
  tokensOut: z.number(),
  costMicroUsd: z.number().describe('millionths of a US dollar'),
  ms: z.number(),
}

export const thoughtLine: z.ZodType<ThoughtLine> = z.object(thought)

export const thoughtDetail: z.ZodType<ThoughtDetail> = z.object({
  ...thought,
  system: text,
  prompt: text,
  reply: text.describe('what was said, or in a sentence why nothing was'),
})

export const runLine: z.ZodType<RunLine> = z.object({
  t: time,
  id: text,
  command: text,
  title: text,
  verdict: text,
  hash: text,
  hasPage: z.boolean(),
})

export const experimentLine: z.ZodType<ExperimentLine> = z.object({
  t: time.describe('when it was registered'),
  name: text,
  hash: text,
  looks: z.array(z.object({ t: time, look: count, verdict: text })),
})

export const trialsLine: z.ZodType<TrialsLine> = z.object({
  data: text.describe('SHA-256 of the data'),
  tried: count,
  settled: count,
  best: z.number().nullable().describe('best Sharpe ratio of one sample'),
})

export const observationLine: z.ZodType<ObservationLine> = z.object({
  t: time,
  id: count,
  cycle: text,
  by: z.enum(['model', 'shell', 'person']),
  text,
})
