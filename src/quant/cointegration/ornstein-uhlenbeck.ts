import { requireBetween, requireOneOf, requirePositive, requireRecord } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { brentMinimum } from '../optimise/index.ts'
import { type LagSums, lagSums } from './lag-sums.ts'

/**
 * An Ornstein-Uhlenbeck process, dx = reversion (mean - x) dt + volatility dW (others write kappa,
 * theta and sigma), with standard errors. `ornsteinUhlenbeck` simulates it.
 */
export type OrnsteinUhlenbeckFit = {
  /** Speed of return, per unit of time. */
  readonly reversion: number
  readonly reversionError: number
  /** The level returned to. */
  readonly mean: number
  readonly meanError: number
  /** Deviation per square root of a unit of time. */
  readonly volatility: number
  readonly volatilityError: number
  /** Time in which half of a gap closes: log 2 / reversion. */
  readonly halfLife: number
  /** Deviation around the mean in the long run: volatility / sqrt(2 reversion). */
  readonly equilibriumDeviation: number
  /** Of the sample; that of the first value is in it with the `exact` estimate only. */
  readonly logLikelihood: number
}

/** How to fit an Ornstein-Uhlenbeck process. */
export type OrnsteinUhlenbeckOptions = {
  /** Time between values, in the unit wanted. 1 when left out. */
  readonly step?: number
  /**
   * `conditional` least squares given the first value, with divisor n - 2; or `exact` maximum
   * likelihood, the first value drawn from the long-run law, with divisor n. The latter when left
   * out.
   */
  readonly method?: 'exact' | 'conditional'
}

/** The sampled process: x' = mean + decay (x - mean) + noise. */
type Decay = { readonly decay: number; readonly mean: number; readonly noiseSquared: number }

/**
 * Fits an Ornstein-Uhlenbeck process to equally spaced values, by its exact discretisation: decay
 * exp(-reversion step). Both estimates make it too large in a short sample, by some 4 / span.
 *
 * Standard errors are those of the regression on the last value, carried over by derivatives.
 *
 * @returns `undefined` when values do not return (decay not within (0, 1)), are constant, or decay
 *   without noise.
 * @throws ArgumentError with fewer than 4 values, one not finite, or a step not above 0.
 * @see Tang and Chen, "Parameter estimation and bias correction for diffusion processes", 2009.
 *   Golden numbers: statsmodels 0.15.0 `OLS` and `ARIMA(order=(1, 0, 0))`.
 */
export function fitOrnsteinUhlenbeck(
  series: Float64Array,
  options: OrnsteinUhlenbeckOptions = {},
): OrnsteinUhlenbeckFit | undefined {
  requireRecord('options', options)
  const { step = 1, method = 'exact' } = options
  requireModerate('series', series, 4)
  requirePositive('step', step)
  requireOneOf('method', method, ['exact', 'conditional'])
  const sums = lagSums(series)
  if (sums === undefined) return undefined
  const fit = method === 'exact' ? exact(sums) : conditional(sums)
  // What decays without noise leaves rounding only.
  if (fit === undefined || !(fit.noiseSquared > (1e-20 * sums.nextNext) / sums.count))
    return undefined
  const pairs = sums.count - 1
  const rest = method === 'exact' ? sums.count : pairs - 2
  const logLikelihood =
    method === 'exact'
      ? -exactCost(sums, fit.decay)
      : (-pairs / 2) * (Math.log((2 * Math.PI * fit.noiseSquared * rest) / pairs) + 1)
  return { ...inTime(fit, sums, step), logLikelihood }
}

/**
 * How many equilibrium deviations a value is above the level returned to.
 *
 * @throws ArgumentError when `value` is not finite.
 */
export function equilibriumScore(fit: OrnsteinUhlenbeckFit, value: number): number {
  requireBetween('value', value, -Number.MAX_VALUE, Number.MAX_VALUE)
  requireRecord('fit', fit)
  return (value - fit.mean) / fit.equilibriumDeviation
}

function conditional(sums: LagSums): Decay | undefined {
  const pairs = sums.count - 1
  const spread = sums.lastLast - (sums.last * sums.last) / pairs
  // All values but the last are equal.
  if (!(spread > 1e-12 * sums.lastLast)) return undefined
  const decay = (sums.nextLast - (sums.next * sums.last) / pairs) / spread
  if (!(decay > 0 && decay < 1)) return undefined
  const mean = (sums.next - decay * sums.last) / pairs / (1 - decay)
  const left = squaresAround(sums, decay, mean)
  return { decay, mean: mean + sums.centre, noiseSquared: left / (pairs - 2) }
}

function exact(sums: LagSums): Decay | undefined {
  const edge = 1e-9
  const found = brentMinimum((decay) => exactCost(sums, decay), edge, 1 - edge, 1e-12)
  const decay = found.x
  // A minimum at either end is no process that returns.
  if (decay < 10 * edge || decay > 1 - 10 * edge) return undefined
  const mean = exactMean(sums, decay)
  const noiseSquared = exactSquares(sums, decay, mean) / sums.count
  return { decay, mean: mean + sums.centre, noiseSquared }
}

/** Minus the log-likelihood, the mean and the noise at their best for a decay. */
function exactCost(sums: LagSums, decay: number): number {
  const squares = exactSquares(sums, decay, exactMean(sums, decay))
  const spread = Math.log((2 * Math.PI * squares) / sums.count) + 1
  return (sums.count / 2) * spread - Math.log(1 - decay * decay) / 2
}

function exactMean(sums: LagSums, decay: number): number {
  const own = 1 - decay * decay
  const gap = 1 - decay
  const above = own * sums.first + gap * (sums.next - decay * sums.last)
  return above / (own + (sums.count - 1) * gap * gap)
}

function exactSquares(sums: LagSums, decay: number, mean: number): number {
  const gap = sums.first - mean
  return (1 - decay * decay) * gap * gap + squaresAround(sums, decay, mean)
}

/** Sum of squared noise: (next - mean - decay (last - mean))². */
function squaresAround(sums: LagSums, decay: number, mean: number): number {
  const shift = mean * (1 - decay)
  return (
    sums.nextNext +
    decay * decay * sums.lastLast -
    2 * decay * sums.nextLast -
    2 * shift * (sums.next - decay * sums.last) +
    (sums.count - 1) * shift * shift
  )
}

function inTime(
  { decay, mean, noiseSquared }: Decay,
  sums: LagSums,
  step: number,
): Omit<OrnsteinUhlenbeckFit, 'logLikelihood'> {
  const pairs = sums.count - 1
  const rate = -Math.log(decay)
  const reversion = rate / step
  const own = 1 - decay * decay
  const scale = Math.sqrt((2 * reversion) / own)
  const volatility = Math.sqrt(noiseSquared) * scale
  const lastMean = sums.last / pairs
  const decayVariance = noiseSquared / (sums.lastLast - pairs * lastMean * lastMean)
  const toMean = mean - sums.centre - lastMean
  const gap = 1 - decay
  // Of log scale by decay: half that of log(rate / (1 - decay²)).
  const slope = decay / own - 1 / (2 * decay * rate)
  const noiseShare = 1 / (2 * pairs)
  return {
    reversion,
    reversionError: Math.sqrt(decayVariance) / (decay * step),
    mean,
    meanError: Math.sqrt(noiseSquared / pairs + toMean * toMean * decayVariance) / gap,
    volatility,
    volatilityError: volatility * Math.sqrt(noiseShare + slope * slope * decayVariance),
    halfLife: Math.LN2 / reversion,
    equilibriumDeviation: volatility / Math.sqrt(2 * reversion),
  }
}
