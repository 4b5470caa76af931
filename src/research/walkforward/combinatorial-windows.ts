import { declined, ok, type Result } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import {
  type PathPart,
  type Span,
  stretchBarsMin,
  trainBarsMin,
  type WalkPlan,
  type WalkWindow,
  type WarmSpan,
} from './walk-plan.ts'

export type CombinatorialOptions = Span & {
  /** Length of a bar; groups begin and end with bars. */
  readonly barUs: number
  /** Groups of equal length that the data are cut into. Whole, 3 to 20. */
  readonly groups: number
  /** Of which so many are tested at a time. Whole, 1 to less than `groups`. */
  readonly testGroups: number
  /** Left out before each test: what was decided before may not be over yet. */
  readonly purgeUs: number
  /** Left out after each test: what comes right after knows what was in it. Warms training up. */
  readonly embargoUs: number
}

/** Each is a whole sweep. */
const splitsMax = 500

const groupsMax = 20

/**
 * The splits of combinatorial purged cross-validation: every choice of `testGroups` groups is
 * tested once, by what the others chose. Each group is so tested by as many splits as there are
 * paths, and the nth path takes of every group its nth test.
 *
 * A test is warmed up by the group before it. A stretch of training after a test is warmed up by
 * the bars under embargo, and so reads no price of a test.
 *
 * @returns Splits by their groups, the first running slowest, and the paths; a sentence where the
 *   data are too short for it, or purge and embargo too long.
 * @see López de Prado, "Advances in financial machine learning", 2018, chapters 7 and 12.
 */
export function combinatorialWindows(options: CombinatorialOptions): Result<WalkPlan> {
  const reason = refusal(options)
  if (reason !== undefined) return declined(reason)
  const { groups, testGroups } = options
  const splits = combinations(groups, testGroups)
  const windows = splits.map((tested) => windowOf(options, tested))
  const trained = windows.map(({ train }) => barsOf(train, options.barUs))
  const shortest = Math.min(
    ...windows.flatMap(({ train }) => train.map((one) => barsOf([one], options.barUs))),
  )
  if (Math.min(...trained) < trainBarsMin || shortest < stretchBarsMin)
    return declined(
      `purge and embargo leave ${shortest} bars of a stretch of training (${stretchBarsMin} at ` +
        `least) and ${Math.min(...trained)} of a whole one (${trainBarsMin})`,
    )
  return ok({ windows, paths: pathsOf(splits, groups) })
}

function refusal({
  groups,
  testGroups,
  purgeUs,
  embargoUs,
  ...of
}: CombinatorialOptions): string | undefined {
  if (!(Number.isInteger(groups) && groups >= 3 && groups <= groupsMax))
    return `groups must be a whole number from 3 to ${groupsMax}, was ${groups}`
  if (!(Number.isInteger(testGroups) && testGroups >= 1 && testGroups < groups))
    return `groups to test must be a whole number from 1 to ${groups - 1}, was ${testGroups}`
  const splits = combinations(groups, testGroups).length
  if (splits > splitsMax)
    return `${testGroups} of ${groups} groups are ${splits} splits, each a sweep; ${splitsMax} at most`
  const bars = groupBars(of, groups)
  if (bars < stretchBarsMin)
    return `${Math.floor((of.to - of.from) / of.barUs)} bars are too few for ${groups} groups: they have ${bars} bars (${stretchBarsMin} at least)`
  if (!(purgeUs >= 0 && embargoUs >= 0)) return 'purge and embargo must not be below 0'
  const left = Math.ceil(purgeUs / of.barUs) + Math.ceil(embargoUs / of.barUs)
  return left < bars
    ? undefined
    : `a purge and an embargo of ${left} bars together leave nothing of a group of ${bars}`
}

function groupBars({ from, to, barUs }: Span & { readonly barUs: number }, groups: number): number {
  return Math.floor((to - from) / barUs / groups)
}

/** Every choice of `count` out of 0…`of` - 1, rising, the first number running slowest. */
function combinations(of: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  return Array.from({ length: of - count + 1 }, (_, k) => of - 1 - k)
    .flatMap((last) => combinations(last, count - 1).map((rest) => [...rest, last]))
    .toSorted((a, b) => {
      const k = a.findIndex((value, i) => value !== b[i])
      return k < 0 ? 0 : (a[k] as number) - (b[k] as number)
    })
}

function windowOf(options: CombinatorialOptions, tested: readonly number[]): WalkWindow {
  const { from, barUs, groups, purgeUs, embargoUs } = options
  const bars = groupBars(options, groups)
  // What fills no group is left out at the front.
  const first = Math.floor((options.to - from) / barUs) - bars * groups
  const at = (bar: number): Micros => (from + (first + bar) * barUs) as Micros
  const [purge, embargo] = [Math.ceil(purgeUs / barUs), Math.ceil(embargoUs / barUs)]
  const isTested = (group: number): boolean => tested.includes(group)
  const train: WarmSpan[] = []
  for (let group = 0; group < groups; group += 1) {
    if (isTested(group) || (group > 0 && !isTested(group - 1))) continue
    let end = group
    while (end < groups && !isTested(end)) end += 1
    const start = group * bars
    train.push({
      warmFrom: at(start),
      from: at(group === 0 ? start : start + embargo),
      to: at(end === groups ? end * bars : end * bars - purge),
    })
  }
  const test = tested.map((group) => ({
    warmFrom: at(Math.max(0, group - 1) * bars),
    from: at(group * bars),
    to: at((group + 1) * bars),
  }))
  return { train, test, inner: [] }
}

function barsOf(spans: readonly Span[], barUs: number): number {
  return spans.reduce((sum, { from, to }) => sum + Math.round((to - from) / barUs), 0)
}

function pathsOf(splits: readonly (readonly number[])[], groups: number): WalkPlan['paths'] {
  const tests = Array.from({ length: groups }, (_, group): readonly PathPart[] =>
    splits.flatMap((tested, window) => {
      const test = tested.indexOf(group)
      return test < 0 ? [] : [{ window, test }]
    }),
  )
  const count = tests[0]?.length ?? 0
  return Array.from({ length: count }, (_, path) => tests.map((of) => of[path] as PathPart))
}
