import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Interval } from './interval-of.ts'
import type { Remembered } from './memory-growth.ts'

/** Where every part of a month that was made is written down. */
export const monthRecord = 'test/golden/month.json'

/** Something named, and how often. */
export type Counted = { readonly name: string; readonly count: number }

/** Money by where it was made, in units of the quote currency, and what was only wished for. */
export type MonthStreams = {
  readonly desk: Interval
  readonly fees: Interval
  /** What an equal share of every instrument, held, came to. */
  readonly held: Interval
  readonly byInstrument: readonly { readonly instrument: string; readonly brought: Interval }[]
  /** Shares of equity, a bar; nothing where votes are claimed. */
  readonly wished: readonly {
    readonly stream: string
    readonly total: number
    readonly perBar: readonly [number, number] | null
  }[]
}

/** What came of an agent; `null` of what is not kept where votes are claimed. */
export type AgentOfMonth = {
  readonly agent: string
  readonly weight: number | null
  /** Of what was wished for, a share of equity. */
  readonly brought: number | null
  readonly interval: readonly [number, number] | null
  /** Closed positions that it had asked for, and what one came to as a share of what was paid. */
  readonly positions: number
  readonly mean: number | null
}

/** What a desk had in its memory, in its journal and in its state when a day was over. */
export type DayOfMemory = Remembered & {
  readonly journalBytes: number
  readonly stateBytes: number
}

/** A desk on one group of series, from its first live bar to its last. */
export type MonthPart = {
  readonly group: 'hours' | 'five-minutes'
  readonly votes: 'earned' | 'claimed'
  readonly seed: number
  readonly days: number
  /** SHA-256 of the state at the end, all stops and every standing on the way. */
  readonly hash: string
  readonly bars: number
  readonly agents: number
  readonly teams: number
  /** Whether the journal, run again without a venue, comes to the same state. */
  readonly isReplayed: boolean
  readonly replayedEvents: number
  readonly equity: {
    readonly begin: number
    readonly end: number
    readonly drawdown: number
    readonly grossMean: number
  }
  readonly orders: number
  readonly fills: number
  readonly rejected: readonly Counted[]
  readonly streams: MonthStreams
  readonly attribution: readonly AgentOfMonth[]
  readonly refused: readonly Counted[]
  readonly cut: readonly Counted[]
  readonly memory: readonly DayOfMemory[]
  readonly lessons: readonly { readonly shelf: string; readonly text: string }[]
  readonly stops: readonly {
    readonly at: string
    readonly why: string
    readonly seconds: number
    readonly replayed: number
  }[]
  readonly incidents: readonly { readonly at: string; readonly what: string }[]
  readonly breakers: readonly Counted[]
  readonly answers: readonly Counted[]
  /** Most orders at once of which nobody knew what had become of them. */
  readonly unresolvedMost: number
  readonly silentBars: number
}

/** A night of the strategist. */
export type MonthNight = {
  readonly group: MonthPart['group']
  readonly at: string
  readonly outcome: string
  readonly why: string
  /** Drafts written, and how many of them ended at which step. */
  readonly written: number
  readonly ends: readonly Counted[]
}

/** All that was made of a month so far. */
export type MonthRecord = {
  readonly parts: readonly MonthPart[]
  readonly nights: readonly MonthNight[]
}

const interval = z.strictObject({ sum: z.number(), low: z.number(), high: z.number() })
const count = z.int().min(0)
const counted = z.array(z.strictObject({ name: z.string(), count }))
const bounds = z.tuple([z.number(), z.number()]).nullable()
const group = z.enum(['hours', 'five-minutes'])

const streams: z.ZodType<MonthStreams> = z.strictObject({
  ...{ desk: interval, fees: interval, held: interval },
  byInstrument: z.array(z.strictObject({ instrument: z.string(), brought: interval })),
  wished: z.array(z.strictObject({ stream: z.string(), total: z.number(), perBar: bounds })),
})

const agent: z.ZodType<AgentOfMonth> = z.strictObject({
  ...{ agent: z.string(), weight: z.number().nullable(), brought: z.number().nullable() },
  ...{ interval: bounds, positions: count, mean: z.number().nullable() },
})

const dayOfMemory: z.ZodType<DayOfMemory> = z.strictObject({
  ...{ day: count, events: count, positions: count, views: count, patterns: count },
  ...{ shelved: count, lessons: count, journalBytes: count, stateBytes: count },
})

const part: z.ZodType<MonthPart> = z.strictObject({
  ...{ group, votes: z.enum(['earned', 'claimed']), seed: z.int(), days: count },
  ...{ hash: z.string(), bars: count, agents: count, teams: count },
  ...{ isReplayed: z.boolean(), replayedEvents: count, orders: count, fills: count },
  equity: z.strictObject({
    ...{ begin: z.number(), end: z.number(), drawdown: z.number(), grossMean: z.number() },
  }),
  ...{ rejected: counted, refused: counted, cut: counted, breakers: counted, answers: counted },
  ...{ streams, attribution: z.array(agent), memory: z.array(dayOfMemory) },
  lessons: z.array(z.strictObject({ shelf: z.string(), text: z.string() })),
  stops: z.array(
    z.strictObject({ at: z.string(), why: z.string(), seconds: count, replayed: count }),
  ),
  incidents: z.array(z.strictObject({ at: z.string(), what: z.string() })),
  ...{ unresolvedMost: count, silentBars: count },
})

const night: z.ZodType<MonthNight> = z.strictObject({
  ...{ group, at: z.string(), outcome: z.string(), why: z.string() },
  ...{ written: count, ends: counted },
})

const record: z.ZodType<MonthRecord> = z.strictObject({
  parts: z.array(part),
  nights: z.array(night),
})

/** All that is written down; nothing of a file that is not there. */
export function readMonth(file: string = monthRecord): MonthRecord {
  if (!existsSync(file)) return { parts: [], nights: [] }
  return record.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Writes down what was made so far, so that who is stopped goes on where he was. */
export function writeMonth(made: MonthRecord, file: string = monthRecord): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(record.parse(made), shortened, 1)}\n`)
  renameSync(`${file}.part`, file)
}

/** Nobody reads more than nine figures. */
function shortened(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(9)) : value
}
