import { requireBetween, requireSeries } from '../argument.ts'
import { brentRoot } from '../optimise/index.ts'
import { generalisedParetoErrors } from './generalised-pareto-errors.ts'

/** A generalised Pareto law: 1 - (1 + shape x / scale)^(-1 / shape) lies below x. */
export type GeneralisedPareto = {
  /** Heaviness of the tail, often written xi: 0 is exponential, 1/2 has no variance, 1 no mean. */
  readonly shape: number
  /** In the unit of the data, often written beta. */
  readonly scale: number
}

/** The most likely law, with what it is worth. */
export type GeneralisedParetoFit = GeneralisedPareto & {
  readonly logLikelihood: number
  /** From the observed information; `undefined` for a shape of -1/2 or less, where it has none. */
  readonly shapeError: number | undefined
  readonly scaleError: number | undefined
}

/** Steps of the search on either side of 0. */
const gridSteps = 60

/**
 * The most likely generalised Pareto law of excesses over a threshold. The likelihood is searched
 * along one line, shape over scale, on which the best of all others is known; among several local
 * maxima with a shape above -1 the highest is taken. (Below -1 the likelihood has no bound.)
 *
 * @param excesses - 0 or more, at least 2 of them.
 * @returns `undefined` when there is no such maximum: excesses that are all equal, or near it.
 * @throws ArgumentError when an excess is below 0 or not finite.
 * @see Grimshaw, "Computing maximum likelihood estimates for the generalized Pareto distribution",
 *   1993. Golden numbers: scipy 1.17.1, R fExtremes 4021.83 (`test/golden/quant/tail.json`); danish
 *   fire losses of McNeil 1997.
 */
export function fitGeneralisedPareto(excesses: Float64Array): GeneralisedParetoFit | undefined {
  requireExcesses(excesses)
  if (excesses.every((excess) => excess === excesses[0])) return undefined
  const mean = excesses.reduce((a, b) => a + b, 0) / excesses.length
  // In units of their mean, no square of an excess leaves the range of a double.
  const fit = fitUnit(excesses.map((excess) => excess / mean))
  if (fit === undefined) return undefined
  return {
    ...fit,
    scale: fit.scale * mean,
    logLikelihood: fit.logLikelihood - excesses.length * Math.log(mean),
    scaleError: fit.scaleError === undefined ? undefined : fit.scaleError * mean,
  }
}

/** Of excesses with a mean of 1. */
function fitUnit(excesses: Float64Array): GeneralisedParetoFit | undefined {
  const points = gridOf(excesses.reduce((a, b) => Math.max(a, b)))
  const slope = (ratio: number): number => profileSlope(excesses, ratio)
  const slopes = points.map(slope)
  let best: GeneralisedParetoFit | undefined
  for (let i = 1; i < points.length; i += 1) {
    const [low, high] = [points[i - 1] as number, points[i] as number]
    if (!((slopes[i - 1] as number) > 0 && (slopes[i] as number) <= 0)) continue
    const ratio = brentRoot(slope, low, high, 1e-16 * Math.abs(low + high) + Number.MIN_VALUE)
    const fit = ratio === undefined ? undefined : fitAt(excesses, ratio)
    if (fit !== undefined && !(fit.logLikelihood <= (best?.logLikelihood ?? Number.NaN))) best = fit
  }
  return best
}

export function requireExcesses(excesses: Float64Array): void {
  requireSeries('excesses', excesses, 2)
  for (let i = 0; i < excesses.length; i += 1)
    requireBetween(`excesses[${i}]`, excesses[i] as number, 0, Number.MAX_VALUE)
}

/** Log-likelihood of `excesses`; -Infinity when one lies beyond the end of the law. */
function generalisedParetoLog(excesses: Float64Array, { shape, scale }: GeneralisedPareto): number {
  let sum = 0
  for (let i = 0; i < excesses.length; i += 1) {
    const z = (excesses[i] as number) / scale
    const inside = shape * z
    if (inside <= -1) return Number.NEGATIVE_INFINITY
    // log(1 + shape z) / shape is z when the shape is 0.
    sum += (1 + shape) * (inside === 0 ? z : (z * Math.log1p(inside)) / inside)
  }
  return -excesses.length * Math.log(scale) - sum
}

/** Ratios of shape to scale: from the left end, -1 / max, over 0, to far right. */
function gridOf(max: number): Float64Array {
  const points = new Float64Array(2 * gridSteps + 1)
  for (let i = 0; i < gridSteps; i += 1) {
    const share = i / (gridSteps - 1)
    points[i] = -leftShare(share) / max
    points[gridSteps + 1 + i] = Math.exp(27.63 * share - 13.815)
  }
  return points
}

/** From 1e-8 below 1 down to 1e-6, dense at both ends. */
function leftShare(share: number): number {
  return share < 0.5 ? 1 - Math.exp(35.45 * share - 18.42) : 0.5 * Math.exp(-26.2 * (share - 0.5))
}

/**
 * The slope, in the ratio of shape to scale, of the highest log-likelihood there is at that ratio,
 * over the number of excesses.
 */
function profileSlope(excesses: Float64Array, ratio: number): number {
  let logs = 0
  let curves = 0
  let shares = 0
  for (let i = 0; i < excesses.length; i += 1) {
    const x = excesses[i] as number
    const u = ratio * x
    logs += u === 0 ? x : (x * Math.log1p(u)) / u
    curves += x * x * curve(u)
    shares += x / (1 + u)
  }
  return curves / logs - shares / excesses.length
}

/** (log(1 + u) - u / (1 + u)) / u^2, which is 1/2 at 0. */
function curve(u: number): number {
  if (Math.abs(u) > 0.02) return (Math.log1p(u) - u / (1 + u)) / (u * u)
  let sum = 0
  let term = 1
  for (let k = 2; k < 14; k += 1) {
    sum += (term * (k - 1)) / k
    term *= -u
  }
  return sum
}

function fitAt(excesses: Float64Array, ratio: number): GeneralisedParetoFit | undefined {
  let logs = 0
  for (let i = 0; i < excesses.length; i += 1) logs += Math.log1p(ratio * (excesses[i] as number))
  const shape = logs / excesses.length
  if (shape <= -1) return undefined
  const law = { shape, scale: ratio === 0 ? 1 : shape / ratio }
  const logLikelihood = generalisedParetoLog(excesses, law)
  return { ...law, logLikelihood, ...generalisedParetoErrors(excesses, law) }
}
