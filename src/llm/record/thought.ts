import { z } from 'zod'
import { type Json, type Result, declined, ok } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { micros } from '../../domain/index.ts'
import type { ModelReply, ModelRequest } from '../model-port.ts'

/** A question to a model and what came of it, whole. */
export type Thought = {
  readonly cycle: string
  /** Whom it was put to, such as `anthropic claude-opus-5-5`; older records do not say. */
  readonly by?: string
  /** When it was there. */
  readonly ts: Micros
  readonly hash: string
  readonly request: ModelRequest
  readonly reply: ModelReply
}

const json: z.ZodType<Json> = z.json()
const count = z.number().min(0)
const said = {
  tokensIn: count,
  tokensOut: count,
  costMicroUsd: count,
  model: z.string(),
  ms: count,
  isUseKnown: z.boolean(),
}

const thoughtSchema = z.strictObject({
  version: z.literal(1),
  cycle: z.string(),
  by: z.string().exactOptional(),
  ts: z.int().transform(micros),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  request: z.strictObject({
    purpose: z.string(),
    system: z.string(),
    prompt: z.string(),
    schema: z.strictObject({ name: z.string(), json }).exactOptional(),
    maxTokens: z.int().min(1),
    cache: z.enum(['none', 'minute', 'hour', 'day']).exactOptional(),
  }),
  reply: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string(), isCut: z.boolean(), ...said }),
    z.strictObject({
      kind: z.literal('none'),
      why: z.enum([
        'budget',
        'timeout',
        'refused',
        'garbage',
        'empty',
        'too-large',
        'outside',
        'unrecorded',
      ]),
      detail: z.string(),
      isPassing: z.boolean(),
      ...said,
    }),
  ]),
})

/** One line of JSON. */
export function thoughtLine(thought: Thought): string {
  return JSON.stringify({ version: 1, ...thought })
}

/** What stands in a line; declined where it is no thought. */
export function readThought(line: string): Result<Thought> {
  try {
    const parsed = thoughtSchema.safeParse(JSON.parse(line))
    if (!parsed.success) return declined('The line is no reply of a model that was kept.')
    const { version: _version, ...thought } = parsed.data
    return ok(thought)
  } catch {
    return declined('The line is no JSON.')
  }
}
