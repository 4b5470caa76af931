import type { Random } from '../../base/index.ts'
import {
  requireRandom,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { centred } from '../centred.ts'
import { type Alternative, type TestResult, alternativeProbability } from '../hypothesis/index.ts'
import { requireAlternative } from '../hypothesis/alternative.ts'
import { mean } from '../moments.ts'
import { choose } from './cross-validation.ts'
import { eachChoice, eachOrder, eachSign, factorial } from './rearrange.ts'
import { sumOf, sumOfProducts } from '../sum-of.ts'

/** What a permutation test found. */
export type PermutationResult = TestResult & {
  /** How many arrangements were looked at. */
  readonly arrangements: number
  /** Whether these were all there are; otherwise they were drawn. */
  readonly isExact: boolean
}

/** How to run a permutation test. */
export type PermutationOptions = {
  readonly random: Random
  /** Two-sided by default: twice the smaller tail. */
  readonly alternative?: Alternative
  /**
   * Arrangements to draw when there are more than `exactMax`. Whole, 1 or more; 9999 by default.
   */
  readonly draws?: number
  /** Arrangements up to which all are looked at. Whole, 0 or more; 20000 by default. */
  readonly exactMax?: number
}

/**
 * Whether two samples have one law, by the difference of their means, `a` less `b`, over all ways
 * to deal the values out anew. Exact where all are looked at; else (k + 1) / (draws + 1), which is
 * never 0 and never too small on average.
 *
 * @returns A probability of 1 when all values are equal.
 * @throws ArgumentError when a sample is empty or has a value not finite, or an option is out of
 *   range.
 * @see Fisher 1935; Phipson and Smyth 2010 for the draws. Golden numbers: scipy 1.17.1
 *   `stats.permutation_test`, `permutation_type='independent'` (`selection.json`).
 */
export function permuteMeans(
  a: Float64Array,
  b: Float64Array,
  options: PermutationOptions,
): PermutationResult {
  requireSeries('a', a, 1)
  requireSeries('b', b, 1)
  const pooled = centred(Float64Array.from([...a, ...b]))
  const statistic = averageOf(a) - averageOf(b)
  const isExact = choose(pooled.length, a.length) <= exactMaxOf(options)
  // The difference rises with the sum of the first sample alone.
  const tally = tallyOf(sumOf(pooled.subarray(0, a.length)), pooled)
  if (isExact) eachChoice(pooled, a.length, tally.add)
  else
    for (let draw = drawsOf(options); draw > 0; draw -= 1) {
      shuffleFirst(pooled, a.length, options.random)
      tally.add(sumOf(pooled.subarray(0, a.length)))
    }
  return { statistic, ...tally.result(options, isExact) }
}

/**
 * Whether a sample is symmetric around 0, by its mean, over all ways to give its values new signs.
 *
 * @returns A probability of 1 when all values are 0.
 * @throws ArgumentError when `values` is empty or has one not finite, or an option is out of range.
 * @see Fisher 1935. Golden numbers: scipy 1.17.1 `stats.permutation_test`,
 *   `permutation_type='samples'` (`selection.json`).
 */
export function permuteSigns(values: Float64Array, options: PermutationOptions): PermutationResult {
  requireSeries('values', values, 1)
  const exactMax = exactMaxOf(options)
  const isExact = values.length < 31 && 1 << values.length <= exactMax
  const tally = tallyOf(sumOf(values), values)
  if (isExact) eachSign(values, tally.add)
  else
    for (let draw = drawsOf(options); draw > 0; draw -= 1) {
      let sum = 0
      for (const value of values) sum += options.random.next() < 0.5 ? value : -value
      tally.add(sum)
    }
  return { statistic: averageOf(values), ...tally.result(options, isExact) }
}

/**
 * Whether two paired series are independent, by Pearson's correlation, over all orders of the
 * second. For values that do not depend on their neighbours: with series that trend it rejects too
 * often.
 *
 * @returns `undefined` when a series is constant.
 * @throws ArgumentError when lengths differ or are below 2, or a value is not finite.
 * @see Golden numbers: scipy 1.17.1 `stats.permutation_test`, `permutation_type='pairings'`
 *   (`selection.json`).
 */
export function permuteCorrelation(
  x: Float64Array,
  y: Float64Array,
  options: PermutationOptions,
): PermutationResult | undefined {
  requireSeries('x', x, 2)
  requireSeries('y', y, 2)
  requireSameLength('x', x, 'y', y)
  const left = centred(x)
  const right = centred(y)
  const scale = Math.sqrt(sumOfProducts(left, left)) * Math.sqrt(sumOfProducts(right, right))
  if (!(scale > 0)) return undefined
  const isExact = factorial(x.length) <= exactMaxOf(options)
  const observed = sumOfProducts(left, right)
  const tally = tallyOf(observed, Float64Array.of(scale))
  if (isExact) eachOrder(right, (order) => tally.add(sumOfProducts(left, order)))
  else
    for (let draw = drawsOf(options); draw > 0; draw -= 1) {
      shuffleFirst(right, right.length, options.random)
      tally.add(sumOfProducts(left, right))
    }
  return { statistic: observed / scale, ...tally.result(options, isExact) }
}

/** Counts arrangements on either side of what was observed; sums that differ by rounding tie. */
function tallyOf(
  observed: number,
  scaleOf: Float64Array,
): {
  readonly add: (value: number) => void
  readonly result: (
    options: PermutationOptions,
    isExact: boolean,
  ) => Omit<PermutationResult, 'statistic'>
} {
  let scale = 0
  for (const value of scaleOf) scale += Math.abs(value)
  const rounding = 1e-13 * scale
  let [below, above, arrangements] = [0, 0, 0]
  return {
    add: (value) => {
      if (value <= observed + rounding) below += 1
      if (value >= observed - rounding) above += 1
      arrangements += 1
    },
    result: ({ alternative = 'two-sided' }, isExact) => {
      const own = isExact ? 0 : 1
      const all = arrangements + own
      const probability = alternativeProbability(
        alternative,
        (below + own) / all,
        (above + own) / all,
      )
      return { probability, arrangements, isExact }
    },
  }
}

/** Brings a random choice of `count` values to the front, in random order. */
function shuffleFirst(values: Float64Array, count: number, random: Random): void {
  for (let i = 0; i < count; i += 1) {
    const from = i + random.below(values.length - i)
    const value = values[from] as number
    values[from] = values[i] as number
    values[i] = value
  }
}

function exactMaxOf(options: PermutationOptions): number {
  requireRecord('options', options)
  const { exactMax = 20_000, alternative = 'two-sided', random } = options
  requireAlternative(alternative)
  requireRandom(random)
  requireWhole('exactMax', exactMax, 0)
  return exactMax
}

function drawsOf({ draws = 9999 }: PermutationOptions): number {
  requireWhole('draws', draws, 1)
  return draws
}

function averageOf(values: Float64Array): number {
  return mean(values) ?? 0
}
