import { z } from 'zod'

/** What may be listened to; each is a part of the desk's view, or the runs. */
export const topics = [
  'status',
  'equity',
  'bars',
  'fills',
  'positions',
  'orders',
  'decisions',
  'journal',
  'risk',
  'swarm',
  'jobs',
] as const
/** One part of the desk's view, as it is listened to. */
export type Topic = (typeof topics)[number]

/** What a listener may ask for, as text. */
export const streamQuery: z.ZodObject<{
  topics: z.ZodExactOptional<z.ZodString>
  after: z.ZodExactOptional<z.ZodCoercedNumber>
  run: z.ZodExactOptional<z.ZodString>
}> = z.strictObject({
  topics: z
    .string()
    .regex(/^[a-z,]{1,128}$/)
    .exactOptional()
    .describe('with commas between; all when left out'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .exactOptional()
    .describe('the last sequence that was seen; what came after it comes first'),
  run: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .exactOptional()
    .describe('`run` of the hello in which that sequence was seen'),
})

/** One frame of the stream. */
export type StreamFrame =
  | {
      readonly kind: 'hello'
      readonly run: string
      readonly sequence: number
      readonly topics: readonly string[]
    }
  | { readonly kind: 'lost'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'event'
      readonly sequence: number
      readonly topic: Topic
      readonly data: unknown
    }
  | { readonly kind: 'beat'; readonly at: number; readonly sequence: number }

/** The same, as it is checked. */
export const streamFrame: z.ZodType<StreamFrame> = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('hello'),
      run: z.string(),
      sequence: z.number(),
      topics: z.array(z.string()),
    })
    .describe('first; sequences are of this run'),
  z
    .object({ kind: z.literal('lost'), from: z.number(), to: z.number() })
    .describe('these are kept no more: read the views again'),
  z.object({
    kind: z.literal('event'),
    sequence: z.number(),
    topic: z.enum(topics),
    data: z.unknown(),
  }),
  z.object({ kind: z.literal('beat'), at: z.number(), sequence: z.number() }),
])
