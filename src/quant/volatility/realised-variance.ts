import { requireBetween, requireSeries, requireWhole } from '../argument.ts'
import { power } from '../special/index.ts'
import { sumOfLagged, sumOfProducts } from '../sum-of.ts'

/**
 * Realised variance: the sum of squared returns of a period. All of the quadratic variation, jumps
 * included; with ticks also twice the noise of each.
 *
 * @param returns - Of one period, say the five-minute log returns of a day; 1 or more.
 * @throws ArgumentError when `returns` is empty or not finite.
 * @see Andersen and Bollerslev 1998.
 */
export function realisedVariance(returns: Float64Array): number {
  requireSeries('returns', returns, 1)
  return sumOfProducts(returns, returns)
}

/**
 * The mean of the realised variances of the `step` grids of every `step`-th price, each from its
 * own first price. Sparse sampling keeps noise out, the mean uses every price.
 *
 * @param logPrices - Logarithms of prices, at least `step` + 1.
 * @param step - Prices from one grid point to the next, 1 or more; 1 is plain realised variance.
 * @throws ArgumentError when `logPrices` is too short or not finite, or `step` not whole.
 * @see Zhang, Mykland and Aït-Sahalia 2005, the "second best" estimator.
 */
export function subsampledVariance(logPrices: Float64Array, step: number): number {
  requireWhole('step', step, 1)
  requireSeries('logPrices', logPrices, step + 1)
  let sum = 0
  for (let i = step; i < logPrices.length; i += 1) {
    const change = (logPrices[i] as number) - (logPrices[i - step] as number)
    sum += change * change
  }
  return sum / step
}

/**
 * Two-scale realised variance: the subsampled one less the noise that the variance of all prices
 * shows, scaled up for what the grids leave out. Free of bias under independent noise.
 *
 * @param logPrices - Logarithms of prices, more than `step` + 1.
 * @param step - Prices from one grid point to the next, 2 or more.
 * @returns The integrated variance; below 0 when noise outweighs it.
 * @throws ArgumentError when `logPrices` is too short or not finite, or `step` not whole.
 * @see Zhang, Mykland and Aït-Sahalia 2005, equations 55 and 63 (the small-sample correction).
 */
export function twoScaleVariance(logPrices: Float64Array, step: number): number {
  requireWhole('step', step, 2)
  requireSeries('logPrices', logPrices, step + 2)
  const count = logPrices.length - 1
  const perGrid = (count - step + 1) / step
  const share = perGrid / count
  const slow = subsampledVariance(logPrices, step)
  const fast = subsampledVariance(logPrices, 1)
  return (slow - share * fast) / (1 - share)
}

/**
 * The realised kernel: autocovariances of returns weighted down by Parzen's kernel. Free of bias
 * under noise that is correlated in time too, and never below 0.
 *
 * @param returns - Of one period; more than `bandwidth`.
 * @param bandwidth - H, the lags that count, 0 or more; 0 is plain realised variance.
 * @throws ArgumentError when `returns` is too short or not finite, or `bandwidth` not whole.
 * @see Barndorff-Nielsen, Hansen, Lunde and Shephard 2009, without the averaging of end prices.
 */
export function realisedKernel(returns: Float64Array, bandwidth: number): number {
  requireWhole('bandwidth', bandwidth, 0)
  requireSeries('returns', returns, bandwidth + 1)
  let sum = sumOfLagged(returns, 0)
  for (let lag = 1; lag <= bandwidth; lag += 1)
    sum += 2 * parzen(lag / (bandwidth + 1)) * sumOfLagged(returns, lag)
  return sum
}

/**
 * The bandwidth that balances bias and spread of `realisedKernel`: 3.5134 ξ^(4/5) n^(3/5), with
 * ξ² the noise variance over the integrated variance.
 *
 * @param returnCount - n, 1 or more.
 * @param noiseShare - ξ², 0 or more: say realised variance of all prices / (2 n) over a sparse one.
 * @returns Whole, 0 to n - 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Barndorff-Nielsen, Hansen, Lunde and Shephard 2009, section 2.
 */
export function kernelBandwidth(returnCount: number, noiseShare: number): number {
  requireWhole('returnCount', returnCount, 1)
  requireBetween('noiseShare', noiseShare, 0, Number.MAX_VALUE)
  const best = 3.5134 * power(noiseShare, 0.4) * power(returnCount, 0.6)
  return Math.min(returnCount - 1, Math.ceil(best))
}

function parzen(x: number): number {
  const rest = 1 - x
  return x <= 0.5 ? 1 - 6 * x * x * rest : 2 * rest * rest * rest
}
