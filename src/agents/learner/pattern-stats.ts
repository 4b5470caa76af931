import type { PatternRecord } from './pattern-record.ts'

/** What patterns are told apart by. @see SPEC P8. */
export const patternViews = [
  'moat',
  'instrument',
  'kind',
  'age',
  'decay',
  'quality',
  'verdict',
] as const
/** One of `patternViews`. */
export type PatternView = (typeof patternViews)[number]

/** Patterns of one kind, together. Values are weighed by evidence. */
export type PatternGroup = {
  readonly name: string
  readonly patterns: number
  readonly evidence: number
  /** Mean return over the horizon, net of a round trip; NaN where nothing is known. */
  readonly value: number
  readonly quality: number
  readonly claims: number
  /** What claims came to each, net; NaN where there were none. */
  readonly claimValue: number
}

/** Patterns by what they are told apart by; groups in the order of their names or their bounds. */
export type PatternStats = Readonly<Record<PatternView, readonly PatternGroup[]>>

/** Upper borders of groups, and what the group up to each is called. */
type Steps = readonly (readonly [below: number, name: string])[]

const ages: Steps = [
  [24, 'below 24 bars'],
  [168, 'below 168 bars'],
  [1_000, 'below 1000 bars'],
  [Number.POSITIVE_INFINITY, '1000 bars and more'],
]
const decays: Steps = [
  [0.25, 'less than a quarter left'],
  [0.5, 'less than half left'],
  [0.9, 'less than nine tenths left'],
  [Number.POSITIVE_INFINITY, 'fresh'],
]
const qualities: Steps = [
  [0.1, 'below 0.1'],
  [0.5, 'below 0.5'],
  [0.8, 'below 0.8'],
  [Number.POSITIVE_INFINITY, '0.8 and more'],
]

/** Counts patterns of any number of learners by moat, instrument, kind, age, decay and quality. */
export function patternStats(records: readonly PatternRecord[]): PatternStats {
  return {
    moat: named(records, ({ moat }) => moat),
    instrument: named(records, ({ instrumentId }) => instrumentId),
    kind: named(records, ({ kind }) => kind),
    age: stepped(records, ages, ({ age }) => age),
    decay: stepped(records, decays, ({ decay }) => decay),
    quality: stepped(records, qualities, ({ quality }) => quality),
    verdict: named(records, ({ verdict }) => verdict),
  }
}

function named(
  records: readonly PatternRecord[],
  nameOf: (record: PatternRecord) => string,
): readonly PatternGroup[] {
  const names = [...new Set(records.map(nameOf))].sort()
  return names.map((name) =>
    groupOf(
      name,
      records.filter((record) => nameOf(record) === name),
    ),
  )
}

function stepped(
  records: readonly PatternRecord[],
  steps: Steps,
  of: (record: PatternRecord) => number,
): readonly PatternGroup[] {
  const stepOf = (record: PatternRecord): number => steps.findIndex(([below]) => of(record) < below)
  return steps.flatMap(([, name], step) => {
    const within = records.filter((record) => stepOf(record) === step)
    return within.length === 0 ? [] : [groupOf(name, within)]
  })
}

/** Patterns put together under a name. */
export function groupOf(name: string, records: readonly PatternRecord[]): PatternGroup {
  let [evidence, value, quality, claims, claimed] = [0, 0, 0, 0, 0]
  for (const record of records) {
    evidence += record.evidence
    value += record.evidence * record.value
    quality += record.quality
    claims += record.claims
    claimed += record.claims * record.claimValue
  }
  return {
    name,
    patterns: records.length,
    evidence,
    value: value / evidence,
    quality: quality / records.length,
    claims,
    claimValue: claimed / claims,
  }
}
