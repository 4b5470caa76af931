import { z } from 'zod'
import { declined, type Json, ok, plainLine, type Result } from '../base/index.ts'
import { cutJson } from './cut-json.ts'
import type { ModelNone, ModelPort, ModelRequest, ModelText } from './model-port.ts'

/** What an object must look like: told to the model, and what its answer is held to. */
export type ReplyForm<T> = {
  readonly name: string
  readonly json: Json
  readonly read: (value: unknown) => Result<T>
}

/** An object that has the form asked for, and the reply it was cut out of. */
export type ModelObject<T> = {
  readonly kind: 'object'
  readonly value: T
  readonly reply: ModelText
}

/**
 * The form of an object, from its schema.
 *
 * @param schema - Strict: a key that nobody asked for is no answer.
 */
export function replyForm<T>(name: string, schema: z.ZodType<T>): ReplyForm<T> {
  const json: unknown = z.toJSONSchema(schema)
  return {
    name,
    json: JSON.parse(JSON.stringify(json)) as Json,
    read: (value) => {
      const parsed = schema.safeParse(value)
      return parsed.success ? ok(parsed.data) : declined(unlike(parsed.error))
    },
  }
}

/**
 * Asks for one object. Words, several answers, other keys, numbers out of bounds: all of that is
 * `garbage`, which is no answer.
 */
export async function askObject<T>(
  model: ModelPort,
  request: Omit<ModelRequest, 'schema'>,
  form: ReplyForm<T>,
): Promise<ModelObject<T> | ModelNone> {
  const { name, json, read } = form
  const reply = await model.reply({ ...request, schema: { name, json } })
  if (reply.kind === 'none') return reply
  const found = cutJson(reply.text, read)
  if (found.ok) return { kind: 'object', value: found.value, reply }
  const detail = reply.isCut ? 'The reply ended before its JSON did.' : found.error
  const { tokensIn, tokensOut, costMicroUsd, ms, isUseKnown } = reply
  const use = { tokensIn, tokensOut, costMicroUsd, ms, isUseKnown }
  return { kind: 'none', why: 'garbage', detail, isPassing: false, model: reply.model, ...use }
}

/** Where it differs, in our words: what stands there is a stranger's, and stays out. */
function unlike({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.map(String).join('.') ?? ''
  const where = place === '' ? 'its top' : plainLine(place, 80)
  return `The JSON of the reply is not of the form asked for, at ${where} (${issue?.code}).`
}
