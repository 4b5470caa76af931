import { jsonOf } from '../../base/index.ts'
import { z } from 'zod'
import { LineFiles } from '../llm/line-files.ts'

/** One question of a check, and how it was answered. */
export type NightAnswer = {
  readonly name: string
  readonly status: string
  /** What the answer rests on, where the record says so. */
  readonly figures: Readonly<Record<string, number | null>>
  readonly why: string
}

/** A step that a candidate came through, or at which it ended. */
export type NightCheck = {
  readonly step: string
  readonly isPassed: boolean
  readonly why: string
  readonly answers: readonly NightAnswer[]
}

export type NightCandidate = {
  readonly version: string
  readonly parent: string | null
  readonly idea: string
  readonly checks: readonly NightCheck[]
}

/** A night of the strategist. Times are milliseconds since 1970, UTC. */
export type NightLine = {
  readonly t: number
  /** Which night of the desk it was, from 1: models were asked under `night-N`. */
  readonly night: number
  readonly cycle: number
  readonly author: string
  readonly decision: string
  readonly why: string
  /** `unfinished` where the record ends before the night does. */
  readonly outcome: string
  readonly end: string
  readonly candidates: readonly NightCandidate[]
}

const text = z.string()
const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cycle-began'), ts: z.int(), cycle: z.int(), author: text }),
  z.object({ kind: z.literal('cycle-decided'), decision: text, why: text }),
  z.object({
    kind: z.literal('candidate-written'),
    version: text,
    parent: text.optional(),
    idea: text,
  }),
  z.object({
    kind: z.literal('candidate-checked'),
    version: text,
    step: text,
    isPassed: z.boolean(),
    why: text,
    figures: z.json(),
  }),
  z.object({ kind: z.literal('cycle-ended'), outcome: text, why: text }),
])
type NightEvent = z.infer<typeof event>

const answer = z.object({
  name: text,
  status: text,
  figures: z.record(text, z.number().nullable()),
  why: text,
})
const statuses = z.record(text, z.enum(['pass', 'fail', 'warn', 'NOT RUN']))

/** Every night of a desk, the oldest first. Lines that cannot be read are passed over. */
export function nightLines(desk: string): readonly NightLine[] {
  const nights: NightLine[] = []
  for (const line of new LineFiles(`${desk}/strategies`).read('cycles')) {
    const read = eventIn(line)
    if (read === undefined) continue
    if (read.kind === 'cycle-began') nights.push(began(read, nights.length + 1))
    const last = nights.at(-1)
    if (last !== undefined) nights[nights.length - 1] = after(last, read)
  }
  return nights
}

/** What was asked of one version in all nights, in order. */
export function checksOf(nights: readonly NightLine[], version: string): readonly NightCheck[] {
  return nights.flatMap(({ candidates }) =>
    candidates.flatMap((of) => (of.version === version ? of.checks : [])),
  )
}

function began(
  { ts, cycle, author }: Extract<NightEvent, { readonly kind: 'cycle-began' }>,
  night: number,
): NightLine {
  return {
    ...{ t: Math.floor(ts / 1_000), night, cycle, author, decision: '', why: '' },
    ...{ outcome: 'unfinished', end: '', candidates: [] },
  }
}

function after(night: NightLine, read: NightEvent): NightLine {
  switch (read.kind) {
    case 'cycle-began':
      return night
    case 'cycle-decided':
      return { ...night, decision: read.decision, why: read.why }
    case 'candidate-written': {
      const { version, parent = null, idea } = read
      const candidate = { version, parent, idea, checks: [] }
      return { ...night, candidates: [...night.candidates, candidate] }
    }
    case 'candidate-checked':
      return {
        ...night,
        candidates: night.candidates.map((of) =>
          of.version === read.version ? { ...of, checks: [...of.checks, checkIn(read)] } : of,
        ),
      }
    case 'cycle-ended':
      return { ...night, outcome: read.outcome, end: read.why }
  }
}

function checkIn({
  step,
  isPassed,
  why,
  figures,
}: Extract<NightEvent, { readonly kind: 'candidate-checked' }>): NightCheck {
  return { step, isPassed, why, answers: step === 'gate' ? answersIn(figures) : [] }
}

/** Whole rows where they were kept, else what each question came to. */
function answersIn(figures: unknown): readonly NightAnswer[] {
  const whole = z.object({ rows: z.array(answer) }).safeParse(figures)
  if (whole.success) return whole.data.rows
  const bare = statuses.safeParse(figures)
  if (!bare.success) return []
  return Object.entries(bare.data).map(([name, status]) => {
    return { name, status, figures: {}, why: '' }
  })
}

function eventIn(line: string): NightEvent | undefined {
  return event.safeParse(jsonOf(line)).data
}
