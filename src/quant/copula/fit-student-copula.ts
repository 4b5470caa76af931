import {
  ArgumentError,
  requireInside,
  requireSameLength,
  requireTogether,
  requireWhole,
} from '../argument.ts'
import { brentMinimum } from '../optimise/index.ts'
import { kendallOfRanks } from './kendall-tau.ts'
import { doubledRanks } from './pseudo-observations.ts'
import { correlationOfTaus } from './rank-correlation.ts'
import { RankQuantiles } from './rank-quantiles.ts'
import { jointLog, type StudentCopula, studentCopulaConstant } from './student-copula.ts'
import { type Whitener, whitenerOf } from './whitener.ts'

/** A fitted Student t copula. */
export type StudentCopulaFit = StudentCopula & {
  readonly logLikelihood: number
  /** Observations of each series. */
  readonly count: number
}

/** Where degrees of freedom are looked for. */
export type StudentCopulaOptions = {
  /** Default 2.5. */
  readonly degreesMin?: number
  /** Default 30. */
  readonly degreesMax?: number
}

/** The search stops when the log of the degrees is known to this. */
const logDegreesTolerance = 1e-7

/**
 * The Student t copula of series, in two steps: the correlation from Kendall's tau
 * (`rankCorrelation`), then the degrees of freedom of the highest likelihood at the series'
 * `pseudoObservations`. Degrees at an end of their range mean that the best lie beyond.
 *
 * @param series - One for each dimension, of equal length, 2 or more.
 * @returns `undefined` when a series does not vary, or two order their values just alike or just
 *   against each other.
 * @throws ArgumentError when there are fewer than two series, lengths differ, a value is not finite
 *   or the range of degrees is none.
 * @see Demarta and McNeil, "The t copula and related copulas", 2005, section 4.2. Golden numbers:
 *   an implementation of its own on scipy 1.17.1 (`test/golden/quant/copula.json`).
 */
export function fitStudentCopula(
  series: readonly Float64Array[],
  { degreesMin = 2.5, degreesMax = 30 }: StudentCopulaOptions = {},
): StudentCopulaFit | undefined {
  requireInside('degreesMin', degreesMin, 1, 1000)
  if (!(degreesMax > degreesMin && degreesMax <= 1000))
    throw new ArgumentError(
      `degreesMax must be above degreesMin and at most 1000, was ${degreesMax}`,
    )
  requireTogether('series', series, 2, 2)
  const ranks = series.map(doubledRanks)
  const correlation = correlationOfTaus(kendallOfRanks(ranks))
  if (correlation === undefined) return undefined
  const profile = new DegreesProfile(ranks, whitenerOf(correlation))
  const low = Math.log(degreesMin)
  const high = Math.log(degreesMax)
  const cost = (logDegrees: number): number => -profile.logLikelihood(Math.exp(logDegrees))
  const inside = brentMinimum(cost, low, high, logDegreesTolerance)
  const ends = [
    { degrees: Math.exp(inside.x), logLikelihood: -inside.value },
    { degrees: degreesMin, logLikelihood: profile.logLikelihood(degreesMin) },
    { degrees: degreesMax, logLikelihood: profile.logLikelihood(degreesMax) },
  ]
  const best = ends.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a))
  return { correlation, ...best, count: series[0]?.length ?? 0 }
}

/**
 * `fitStudentCopula` in each regime by itself.
 *
 * @param labels - Regime of each observation, whole numbers, as `viterbiPath` gives them.
 * @param options - `countMin`: regimes with fewer observations have no fit; default 30.
 * @returns By label, every label that occurs, lowest first; `undefined` where there is no fit.
 * @throws ArgumentError as `fitStudentCopula`, and when labels are not whole or not one for each
 *   observation.
 */
export function fitCopulaByRegime(
  series: readonly Float64Array[],
  labels: ArrayLike<number>,
  { countMin = 30, ...options }: StudentCopulaOptions & { readonly countMin?: number } = {},
): ReadonlyMap<number, StudentCopulaFit | undefined> {
  requireTogether('series', series, 2, 2)
  requireWhole('countMin', countMin, 2)
  requireSameLength('series[0]', series[0] ?? [], 'labels', labels)
  const days = new Map<number, number[]>()
  for (let t = 0; t < labels.length; t += 1) {
    const label = labels[t] as number
    requireWhole(`labels[${t}]`, label, 0)
    const own = days.get(label) ?? []
    own.push(t)
    days.set(label, own)
  }
  const sorted = [...days].toSorted(([a], [b]) => a - b)
  return new Map(
    sorted.map(([label, own]) => {
      if (own.length < countMin) return [label, undefined]
      const part = series.map((values) => Float64Array.from(own, (t) => values[t] as number))
      return [label, fitStudentCopula(part, options)]
    }),
  )
}

/**
 * The likelihood along the degrees. Ranks take few values, the same in every series: their
 * quantiles are found once for all.
 */
class DegreesProfile {
  readonly #whitener: Whitener
  readonly #count: number
  /** Row of the table of quantiles of every observation: count x size. */
  readonly #ranks: Int32Array
  readonly #quantiles: Float64Array
  readonly #logDensities: Float64Array
  readonly #table: RankQuantiles
  readonly #point: Float64Array

  constructor(doubled: readonly Int32Array[], whitener: Whitener) {
    const count = doubled[0]?.length ?? 0
    const { size } = whitener
    this.#whitener = whitener
    this.#count = count
    this.#ranks = new Int32Array(count * size)
    // Shared ranks may be halves: then the table is twice as fine.
    const isWhole = doubled.every((ranks) => ranks.every((rank) => rank % 2 === 0))
    for (const [i, ranks] of doubled.entries())
      for (let t = 0; t < count; t += 1) {
        const rank = ranks[t] as number
        this.#ranks[t * size + i] = (isWhole ? rank / 2 : rank) - 1
      }
    const rows = isWhole ? count : 2 * count + 1
    this.#table = new RankQuantiles(rows)
    this.#quantiles = new Float64Array(rows)
    this.#logDensities = new Float64Array(rows)
    this.#point = new Float64Array(size)
  }

  logLikelihood(degrees: number): number {
    const { size } = this.#whitener
    this.#table.fill(degrees, this.#quantiles, this.#logDensities)
    let sum = this.#count * studentCopulaConstant(this.#whitener, degrees)
    for (let t = 0, at = 0; t < this.#count; t += 1) {
      for (let i = 0; i < size; i += 1, at += 1) {
        const rank = this.#ranks[at] as number
        this.#point[i] = this.#quantiles[rank] as number
        sum -= this.#logDensities[rank] as number
      }
      sum += jointLog(this.#whitener, this.#point, degrees)
    }
    return sum
  }
}
