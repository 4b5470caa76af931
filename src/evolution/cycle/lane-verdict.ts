import { mean, sequentialMean } from '../../quant/index.ts'

/** How a version did since its stage began: the shell's own run of it, on bars that came after. */
export type LaneRecord = {
  /** Net returns of each day of UTC since then, fractions. */
  readonly daily: Float64Array
  /** Positions that were closed since then. */
  readonly trades: number
  /** Why risk ended it, if it did. */
  readonly breach: string | undefined
}

/** What runs beside every version, over the same days. */
export type Yardsticks = {
  /** Daily returns of the strategy that is never rewritten. */
  readonly control: Float64Array
  /** Of holding, at the mean exposure of the version. */
  readonly hold: Float64Array
}

/** What a stage asks before it lets a version on. */
type StageTerms = {
  readonly daysMin: number
  /** After so many days without an answer it is declined. */
  readonly daysMax: number
  readonly tradesMin: number
}

/** By what lanes are judged. The shell's own: no author of strategies can reach it. */
export type LaneRules = {
  readonly shadow: StageTerms
  readonly canary: StageTerms
  /** Chance of ever being wrong about one yardstick, over all looks. */
  readonly alpha: number
  /** Weeks after which the sequential test is sharpest. */
  readonly bestAt: number
}

export const laneRules: LaneRules = {
  shadow: { daysMin: 30, daysMax: 90, tradesMin: 5 },
  canary: { daysMin: 30, daysMax: 180, tradesMin: 10 },
  alpha: 0.01,
  bestAt: 20,
}

/**
 * Weeks below which nothing is said. Bounds are for means near a normal law: who loses little in
 * most weeks and wins much in few is taken for worse too often before some twenty weeks.
 */
const weeksMin = 8

/** `stay`: nothing is known yet, or all is well. */
export type LaneVerdict = {
  readonly kind: 'stay' | 'advance' | 'decline'
  readonly why: string
}

/**
 * Whether a version in the shadow, or the canary, may go on. One that did not trade enough is not
 * declined for it but given more time, up to `daysMax`.
 *
 * @param champion - Daily returns of the champion over the same days: a canary must have done at
 *   least as well. Left out for a shadow.
 */
export function judgeTrial(
  record: LaneRecord,
  beside: Yardsticks,
  {
    stage,
    rules,
    champion,
  }: {
    readonly stage: 'shadow' | 'canary'
    readonly rules: LaneRules
    readonly champion?: Float64Array | undefined
  },
): LaneVerdict {
  const worse = worseThan(record, beside, rules)
  if (worse !== undefined) return { kind: 'decline', why: worse }
  const { daysMin, daysMax, tradesMin } = rules[stage]
  const { daily, trades } = record
  const missing = missingOf(record, rules[stage]) ?? shortOf(daily, champion)
  if (missing === undefined)
    return { kind: 'advance', why: `${daily.length} days and ${trades} trades, none the worse` }
  if (daily.length < daysMax) return { kind: 'stay', why: missing }
  return {
    kind: 'decline',
    why: `${missing}; that was so for ${daysMax} days (${daysMin} days, ${tradesMin} trades asked)`,
  }
}

/** Whether a champion may stay. */
export function judgeChampion(
  record: LaneRecord,
  beside: Yardsticks,
  rules: LaneRules,
): LaneVerdict {
  const worse = worseThan(record, beside, rules)
  return worse === undefined
    ? { kind: 'stay', why: 'not known to be worse than the control or than holding' }
    : { kind: 'decline', why: worse }
}

/** Why it must go whatever else is so. */
function worseThan(
  { daily, breach }: LaneRecord,
  { control, hold }: Yardsticks,
  { alpha, bestAt }: LaneRules,
): string | undefined {
  if (breach !== undefined) return breach
  for (const [name, other] of [
    ['the frozen control', control],
    ['holding as much', hold],
  ] as const) {
    const less = weekly(lessOf(daily, other))
    const looked =
      less.length > 0 ? sequentialMean(less, { alpha, bestAt, from: weeksMin }) : undefined
    if (looked?.belowAt !== undefined)
      return `worse than ${name}, by more than chance after ${looked.belowAt} weeks`
  }
  return undefined
}

function missingOf({ daily, trades }: LaneRecord, terms: StageTerms): string | undefined {
  if (daily.length < terms.daysMin) return `${daily.length} of ${terms.daysMin} days`
  if (trades === 0) return 'no trade yet: nothing can be concluded'
  if (trades < terms.tradesMin) return `${trades} of ${terms.tradesMin} trades`
  return undefined
}

function shortOf(daily: Float64Array, champion: Float64Array | undefined): string | undefined {
  if (champion === undefined) return undefined
  if (!((mean(daily) ?? 0) > 0)) return 'it has not made anything'
  return (mean(lessOf(daily, champion)) ?? 0) >= 0 ? undefined : 'the champion did better'
}

/**
 * Whole weeks: a mood of the market lasts for days, which by themselves would pass for as many
 * proofs.
 */
function weekly(daily: Float64Array): Float64Array {
  const weeks = new Float64Array(Math.floor(daily.length / 7))
  for (let day = 0; day < 7 * weeks.length; day += 1) {
    const week = Math.floor(day / 7)
    weeks[week] = (weeks[week] as number) + (daily[day] as number)
  }
  return weeks
}

/** Day by day, as far as both go. */
function lessOf(daily: Float64Array, other: Float64Array): Float64Array {
  const length = Math.min(daily.length, other.length)
  return Float64Array.from({ length }, (_, i) => (daily[i] as number) - (other[i] as number))
}
