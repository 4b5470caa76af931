import { z } from 'zod'
import { declined, ok, type Result } from '../../base/index.ts'
import type { QueryAnswer, QueryBounds } from '../../journal/index.ts'

/** What a process that asks a database is told, as one JSON text. */
export type QueryRequest = QueryBounds & {
  readonly path: string
  readonly queries: readonly string[]
}

/** What it says. */
export type QueryReply =
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'answers'; readonly answers: readonly Result<QueryAnswer>[] }

const requestSchema = z.strictObject({
  path: z.string(),
  queries: z.array(z.string()).max(50),
  rowsMax: z.int().min(1).max(100_000),
  charactersMax: z.int().min(1).max(10_000_000),
})

const answerSchema = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  isCut: z.boolean(),
})

const replySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failed'), why: z.string().max(1_000) }),
  z.strictObject({
    kind: z.literal('answers'),
    answers: z.array(
      z.discriminatedUnion('ok', [
        z.strictObject({ ok: z.literal(true), value: answerSchema }),
        z.strictObject({ ok: z.literal(false), error: z.string().max(1_000) }),
      ]),
    ),
  }),
])

export function readRequest(text: string): Result<QueryRequest> {
  return read(text, requestSchema)
}

/** Nothing in it is taken for granted: the process has read what strangers wrote. */
export function readReply(text: string): Result<QueryReply> {
  return read(text, replySchema)
}

function read<T>(text: string, schema: z.ZodType<T>): Result<T> {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? ok(parsed.data) : declined('it cannot be read')
  } catch {
    return declined('it is no JSON')
  }
}
