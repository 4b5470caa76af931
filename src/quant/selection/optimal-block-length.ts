import { requireSeries } from '../argument.ts'
import { mean } from '../moments.ts'
import { sumOfLagged } from '../sum-of.ts'

/** Block lengths that keep the error of a bootstrapped mean least. */
export type OptimalBlockLength = {
  /** Mean block length for the stationary bootstrap, in values, not rounded. */
  readonly stationary: number
  /** Block length for the circular bootstrap, in values, not rounded. */
  readonly circular: number
}

/**
 * The block lengths that a series' autocovariances ask for. They may be below 1 for a series that
 * remembers nothing: round up for `circularBlockBootstrap`, take at least 1 for
 * `stationaryBootstrap`. At most min(3√n, n / 3), rounded up.
 *
 * @param values - 8 or more.
 * @returns `undefined` for equal values, and where the autocovariances sum to nothing.
 * @throws ArgumentError with fewer than 8 values, or one not finite.
 * @see Politis and White, "Automatic block-length selection for the dependent bootstrap", 2004;
 *   correction of Patton, Politis and White 2009. Golden numbers: arch 8.0.0
 *   `optimal_block_length` (`test/golden/quant/selection.json`).
 */
export function optimalBlockLength(values: Float64Array): OptimalBlockLength | undefined {
  requireSeries('values', values, 8)
  const centred = centre(values)
  if (centred === undefined) return undefined
  const count = values.length
  const shortRun = Math.max(5, Math.floor(Math.log10(count)))
  const lagsMax = Math.ceil(Math.sqrt(count)) + shortRun
  const silence = silentFrom(centred, shortRun, lagsMax)
  const lags = Math.min(lagsMax, silence === undefined ? lagsMax : 2 * Math.max(silence, 1))
  let weighted = 0
  let longRun = sumOfLagged(centred, 0) / count
  for (let lag = 1; lag <= lags; lag += 1) {
    const taper = 2 * lag <= lags ? 1 : 2 * (1 - lag / lags)
    const covariance = 2 * taper * (sumOfLagged(centred, lag) / count)
    weighted += lag * covariance
    longRun += covariance
  }
  if (longRun === 0) return undefined
  const ratio = (weighted / longRun) * (weighted / longRun)
  const longest = Math.ceil(Math.min(3 * Math.sqrt(count), count / 3))
  return {
    stationary: Math.min(longest, cubeRoot(ratio * count)),
    circular: Math.min(longest, cubeRoot(1.5 * ratio * count)),
  }
}

/** The first lag, less `run`, before which `run` autocorrelations in a row are insignificant. */
function silentFrom(centred: Float64Array, run: number, lagsMax: number): number | undefined {
  const count = centred.length
  const critical = 2 * Math.sqrt(Math.log10(count) / count)
  let quiet = 0
  for (let lag = 0; lag < lagsMax; lag += 1) {
    quiet = Math.abs(tailCorrelation(centred, lag)) < critical ? quiet + 1 : 0
    if (quiet === run) return lag + 1 - run
  }
  return undefined
}

/** A product over the spreads of what is left of the series on either side, one value less. */
function tailCorrelation(centred: Float64Array, lag: number): number {
  const count = centred.length
  let [product, early, late] = [0, 0, 0]
  for (let i = lag; i < count; i += 1) {
    const [now, before] = [centred[i] as number, centred[i - lag] as number]
    product += now * before
    if (i > lag) late += now * now
    if (i < count - 1) early += before * before
  }
  const spread = Math.sqrt(late * early)
  // Of nothing left on one side: not a silence, as the reference has it.
  return spread > 0 ? product / spread : Infinity
}

function centre(values: Float64Array): Float64Array | undefined {
  const middle = mean(values)
  if (middle === undefined) return undefined
  const centred = values.map((value) => value - middle)
  return centred.some((value) => value !== 0) ? centred : undefined
}

function cubeRoot(x: number): number {
  return x === 0 ? 0 : Math.exp(Math.log(x) / 3)
}
