import { requireTogether } from '../argument.ts'
import { cholesky, type Matrix, matrix } from '../matrix/index.ts'
import { DccSurface } from './dcc-surface.ts'
import type { LinearLimit } from './feasible-step.ts'
import { fitGarch, type GarchFit } from './fit-garch.ts'
import type { GarchModel } from './garch-model.ts'
import { newtonMinimum } from './newton-minimum.ts'

/** A DCC(1,1) fitted to the returns of two or more assets. */
export type DccFit = {
  /** The first step: one for each asset. */
  readonly assets: readonly GarchFit[]
  /** Weight of yesterday's shocks in Q. */
  readonly a: number
  /** Weight of yesterday's Q. */
  readonly b: number
  /** S: the mean of z z', not centred and not scaled. */
  readonly target: Matrix
  /** Q of the day that comes next. */
  readonly nextQ: Matrix
  /** The whole of it: variances and correlation. */
  readonly logLikelihood: number
  /** Of the first step. */
  readonly varianceLogLikelihood: number
  /** -½ Σ (ln |R| + z'R⁻¹z - z'z). */
  readonly correlationLogLikelihood: number
  readonly iterations: number
  readonly hasConverged: boolean
}

/** Persistence stays under 1, or Q would forget S. */
const limits: readonly LinearLimit[] = [
  { weights: [1, 0], min: 0 },
  { weights: [0, 1], min: 0 },
  { weights: [-1, -1], min: -(1 - 1e-6) },
]

/**
 * Fits a DCC-GARCH in Engle's two steps: a GARCH for each asset, then a and b of
 * Q = (1 - a - b) S + a z z' + b Q, starting from Q = S, with S set to the mean of z z'.
 *
 * @param returns - One series for each of two or more assets, of one length.
 * @returns `undefined` when an asset has no GARCH fit, or standardised returns are collinear.
 * @throws ArgumentError when there are fewer than two assets, they differ in length, or one cannot
 *   be taken by `fitGarch`.
 * @see Engle 2002. Golden numbers: the daily returns of `EuStockMarkets` against an estimate of the
 *   same two steps written in numpy 2.4.6 and scipy 1.17.1.
 */
export function fitDcc(
  returns: readonly Float64Array[],
  model: Partial<GarchModel> = {},
): DccFit | undefined {
  requireTogether('returns', returns, 30, 2)
  const assets: GarchFit[] = []
  for (const series of returns) {
    const fit = fitGarch(series, model)
    if (fit === undefined) return undefined
    assets.push(fit)
  }
  const shocks = shocksOf(assets)
  const target = meanProduct(shocks, assets.length)
  if (cholesky(target) === undefined) return undefined
  return correlate(assets, shocks, target)
}

function correlate(
  assets: readonly GarchFit[],
  shocks: Float64Array,
  target: Matrix,
): DccFit | undefined {
  const surface = new DccSurface(target, shocks)
  const start = bestStart(surface)
  const found = newtonMinimum(surface, start, limits, 'secant')
  if (!Number.isFinite(surface.value(found.x))) return undefined
  const varianceLogLikelihood = assets.reduce((sum, { logLikelihood }) => sum + logLikelihood, 0)
  const [a, b] = [found.x[0] as number, found.x[1] as number]
  return {
    assets,
    a,
    b,
    target,
    nextQ: surface.nextQ(),
    logLikelihood: varianceLogLikelihood - found.value,
    varianceLogLikelihood,
    correlationLogLikelihood: -found.value,
    iterations: found.iterations,
    hasConverged: found.hasConverged,
  }
}

function bestStart(surface: DccSurface): Float64Array {
  const starts = [Float64Array.of(0.02, 0.95), Float64Array.of(0.05, 0.8)]
  const values = starts.map((x) => surface.value(x))
  return starts[values.indexOf(Math.min(...values))] ?? Float64Array.of(0.02, 0.95)
}

/** Standardised residuals, a row for each day. */
function shocksOf(assets: readonly GarchFit[]): Float64Array {
  const size = assets.length
  const days = assets[0]?.standardised.length ?? 0
  const shocks = new Float64Array(size * days)
  assets.forEach(({ standardised }, i) => {
    for (let day = 0; day < days; day += 1) shocks[day * size + i] = standardised[day] as number
  })
  return shocks
}

function meanProduct(shocks: Float64Array, size: number): Matrix {
  const mean = matrix(size, size)
  const days = shocks.length / size
  for (let from = 0; from < shocks.length; from += size)
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j <= i; j += 1)
        mean.values[i * size + j] =
          (mean.values[i * size + j] as number) +
          (shocks[from + i] as number) * (shocks[from + j] as number)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = (mean.values[i * size + j] as number) / days
      mean.values[i * size + j] = value
      mean.values[j * size + i] = value
    }
  return mean
}
