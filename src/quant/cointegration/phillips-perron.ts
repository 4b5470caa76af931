import { requireRecord, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { sumOfProducts } from '../sum-of.ts'
import { type DeterministicTerms, requireTerms } from './deterministic-terms.ts'
import { schwertLags } from './lag-choice.ts'
import { bartlettVariance } from './bartlett-variance.ts'
import { type LowerCritical, mackinnonCritical, mackinnonProbability } from './mackinnon.ts'
import { orthonormalise, project } from './orthonormal.ts'

/** What a Phillips-Perron test found. Small statistics speak against a unit root. */
export type PhillipsPerron = {
  /** The corrected t-value, Z-tau. */
  readonly statistic: number
  /** The corrected n (rho - 1), Z-rho. Its law is another: `probability` is of Z-tau. */
  readonly rhoStatistic: number
  readonly probability: number
  readonly critical: LowerCritical
  readonly lags: number
  readonly count: number
}

/** How to run a Phillips-Perron test. */
export type PhillipsPerronOptions = {
  /** `constant` when left out. */
  readonly terms?: DeterministicTerms
  /** Lags of the Bartlett window; Schwert's 12 (n / 100)^1/4, rounded up, when left out. */
  readonly lags?: number
}

/**
 * Phillips-Perron test: Dickey-Fuller without lags, corrected for the long-run variance of the
 * residuals. Null: a unit root. Rejects too often when moving averages are negative.
 *
 * @returns `undefined` for a constant series or one the regression fits exactly.
 * @throws ArgumentError with fewer than 8 values, one not finite, or lags not below the rows.
 * @see Phillips and Perron 1988. Golden numbers: arch 8.0.0 `PhillipsPerron`.
 */
export function phillipsPerron(
  series: Float64Array,
  options: PhillipsPerronOptions = {},
): PhillipsPerron | undefined {
  requireModerate('series', series, 8)
  requireRecord('options', options)
  const terms = options.terms ?? 'constant'
  requireTerms(terms)
  const count = series.length - 1
  const lags = options.lags ?? Math.min(schwertLags(series.length), count - 1)
  requireWhole('lags', lags, 0, count - 1)
  const level = series.slice(0, -1)
  const steps = Float64Array.from(level, (value, i) => (series[i + 1] as number) - value)
  const size = sumOfProducts(steps, steps)
  const basis = termBasis(count, terms)
  const whole = sumOfProducts(level, level)
  for (const column of [level, steps]) project(column, basis)
  const own = sumOfProducts(level, level)
  if (!(own > 1e-18 * whole)) return undefined
  const slope = sumOfProducts(level, steps) / own
  const residuals = Float64Array.from(steps, (step, i) => step - slope * (level[i] as number))
  const short = sumOfProducts(residuals, residuals) / count
  const long = bartlettVariance(residuals, lags)
  if (!(short * count > 1e-20 * size && long > 0)) return undefined
  const free = (short * count) / (count - basis.length - 1)
  const error = Math.sqrt(free / own)
  const reach = (count * error) / Math.sqrt(free)
  const statistic =
    Math.sqrt(short / long) * (slope / error) - ((long - short) / 2 / Math.sqrt(long)) * reach
  const critical = mackinnonCritical({ terms, seriesCount: 1, count })
  if (critical === undefined) return undefined
  const rhoStatistic = count * slope - ((long - short) / 2) * reach * reach
  const probability = mackinnonProbability(statistic, terms)
  return { statistic, rhoStatistic, probability, critical, lags, count }
}

function termBasis(count: number, terms: DeterministicTerms): readonly Float64Array[] {
  if (terms === 'none') return []
  const basis = [new Float64Array(count).fill(1)]
  if (terms === 'trend') basis.push(Float64Array.from({ length: count }, (_, i) => i))
  orthonormalise(basis)
  return basis
}
