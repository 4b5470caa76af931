import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { reasonOf, UserError } from '../../base/index.ts'
import { makeFolder } from '../../kernel/index.ts'
import type { Notice } from './notice.ts'

/** Why a notice went to nobody: it says so in the history, and was counted. */
export type HeldBack = 'silenced' | 'quiet-hours' | 'too-many'

const time = z.number().int().min(0)
const noticeSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().max(64),
  ts: time,
  urgency: z.enum(['info', 'warning', 'critical']),
  title: z.string().max(120),
  text: z.string().max(2_000),
  subject: z.string().optional(),
})
const recordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('told'),
    notice: noticeSchema,
    held: z.enum(['silenced', 'quiet-hours', 'too-many']).optional(),
  }),
  z.object({
    kind: z.literal('sent'),
    id: z.string(),
    ts: time,
    channel: z.string(),
    /** Why it was not delivered; absent when it was. */
    why: z.string().optional(),
  }),
  z.object({ kind: z.literal('acknowledged'), id: z.string(), ts: time, by: z.string() }),
  z.object({
    kind: z.literal('silence'),
    name: z.string(),
    ts: time,
    untilTs: time,
    by: z.string(),
  }),
])

/** One line of the history. Times: microseconds since 1970, UTC. */
export type NoticeRecord =
  | { readonly kind: 'told'; readonly notice: Notice; readonly held?: HeldBack | undefined }
  | {
      readonly kind: 'sent'
      readonly id: string
      readonly ts: number
      readonly channel: string
      readonly why?: string | undefined
    }
  | { readonly kind: 'acknowledged'; readonly id: string; readonly ts: number; readonly by: string }
  | {
      readonly kind: 'silence'
      readonly name: string
      readonly ts: number
      readonly untilTs: number
      readonly by: string
    }

/** Read of a history; what is older is not looked at. */
const bytesMax = 4_194_304

/**
 * The history of notices, a file in the folder of the desk to which lines are only ever added: the
 * desk and commands write at once, and a torn line costs itself alone.
 */
export class NoticeLog {
  readonly #file: string
  #position = 0

  constructor(desk: string) {
    this.#file = path.join(desk, 'notices.jsonl')
  }

  /** @throws UserError `notice-unwritten` */
  add(record: NoticeRecord): void {
    try {
      makeFolder(path.dirname(this.#file))
      fs.appendFileSync(this.#file, `${JSON.stringify(record)}\n`, { mode: 0o600 })
    } catch (error) {
      const why = `The notice could not be noted: ${reasonOf(error)}; make room in the folder.`
      throw new UserError('notice-unwritten', why, 3)
    }
  }

  /** What was added since the last call, by whoever; at first the newest 4 MiB. Skips the torn. */
  news(): readonly NoticeRecord[] {
    const size = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0
    const from = Math.max(size < this.#position ? 0 : this.#position, size - bytesMax)
    if (size === from) return []
    const bytes = Buffer.alloc(size - from)
    const file = fs.openSync(this.#file, 'r')
    try {
      fs.readSync(file, bytes, 0, bytes.length, from)
    } finally {
      fs.closeSync(file)
    }
    const end = bytes.lastIndexOf(10) + 1
    this.#position = from + end
    return bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .flatMap((line) => recordOf(line))
  }
}

function recordOf(line: string): readonly NoticeRecord[] {
  try {
    const read = recordSchema.safeParse(JSON.parse(line))
    return read.success ? [withoutNothing(read.data)] : []
  } catch {
    return []
  }
}

type Parsed = z.infer<typeof recordSchema>

/** A field that is not there is left out. */
function withoutNothing(record: Parsed): NoticeRecord {
  if (record.kind !== 'told') return record
  const { subject, ...notice } = record.notice
  return { ...record, notice: { ...notice, ...(subject === undefined ? {} : { subject }) } }
}
