import { type Matrix, matrix } from '../matrix/index.ts'
import { feasibleStep, type LinearLimit, madeConvex, weightedSum } from './feasible-step.ts'
import { sumOfProducts } from '../sum-of.ts'

/** A smooth function of a few parameters, to be made small. */
export type Surface = {
  /** Not finite where there is no answer. */
  value(x: Float64Array): number
  /** Its slope, and its curvature or a stand-in for it, at the x of the last `value`. */
  derive(gradient: Float64Array, hessian: Matrix): void
}

/** Where the search ended. */
export type NewtonMinimum = {
  readonly x: Float64Array
  readonly value: number
  readonly iterations: number
  readonly hasConverged: boolean
}

/** A squared Newton step under this, in standard errors, is the last one. */
const lastStep = { exact: 1e-11, secant: 1e-9 }
/** A step that gains less than this share of the value has stalled: a kink, or a flat valley. */
const stallShare = 1e-8
const stallsMax = 3
/** Where the search ends with a squared step under this, the top is within a standard error. */
const nearTop = 1
/** Under this share of the value, a rise is rounding. */
const noiseShare = 1e-14
const iterationsMax = 100
const halvingsMax = 30

/**
 * The minimum within linear limits, by Newton steps kept feasible and shortened until the value
 * falls. Made for likelihoods: the value is a negative log-likelihood, so that the length of a
 * Newton step is in standard errors.
 *
 * @param curvature - `'exact'`: `derive` gives the Hessian. `'secant'`: it gives a first guess of
 *   it, which is then kept up by damped BFGS.
 */
export function newtonMinimum(
  surface: Surface,
  start: Float64Array,
  limits: readonly LinearLimit[],
  curvature: 'exact' | 'secant',
): NewtonMinimum {
  let x = start
  let value = surface.value(x)
  const gradient = new Float64Array(x.length)
  const hessian = matrix(x.length, x.length)
  surface.derive(gradient, hessian)
  let iterations = 0
  let stalls = 0
  while (iterations < iterationsMax && isKnown(value, gradient, hessian)) {
    iterations += 1
    const step = feasibleStep(gradient, madeConvex(hessian), limits, slacksOf(limits, x))
    const descent = -sumOfProducts(gradient, step)
    const next = stepDown(surface, { x, value, step, descent, limits })
    const gain = next === undefined ? 0 : value - next.value
    stalls = gain < stallShare * (1 + Math.abs(value)) ? stalls + 1 : 0
    const isLast = descent < lastStep[curvature] || next === undefined || stalls >= stallsMax
    const before = x
    x = next?.x ?? x
    value = next?.value ?? value
    if (isLast) return { x, value, iterations, hasConverged: descent < nearTop }
    deriveNext(surface, curvature, { gradient, hessian, before, x })
  }
  return { x, value, iterations, hasConverged: false }
}

/** Far out a slope can leave the range of a double where the value does not. */
function isKnown(value: number, gradient: Float64Array, hessian: Matrix): boolean {
  return (
    Number.isFinite(value) &&
    gradient.every(Number.isFinite) &&
    hessian.values.every(Number.isFinite)
  )
}

type Stand = {
  readonly x: Float64Array
  readonly value: number
  readonly step: Float64Array
  readonly descent: number
  readonly limits: readonly LinearLimit[]
}

/** The first of the step, its half, its quarter... that lowers the value enough. */
function stepDown(
  surface: Surface,
  { x, value, step, descent, limits }: Stand,
): { readonly x: Float64Array; readonly value: number } | undefined {
  const noise = noiseShare * (1 + Math.abs(value))
  for (let n = 0, share = 1; n < halvingsMax; n += 1, share /= 2) {
    const next = x.map((at, i) => at + share * (step[i] as number))
    holdToLimits(next, limits)
    const found = surface.value(next)
    if (found <= value - 1e-4 * share * descent + noise) return { x: next, value: found }
  }
  return undefined
}

/** Takes away what rounding left outside the limits of a single parameter. */
function holdToLimits(x: Float64Array, limits: readonly LinearLimit[]): void {
  for (const { weights, min } of limits) {
    const index = weights.findIndex((weight) => weight !== 0)
    const weight = weights[index] ?? 0
    const isSingle = weights.every((other, i) => i === index || other === 0)
    if (isSingle && weight * (x[index] as number) < min) x[index] = min / weight
  }
}

function slacksOf(limits: readonly LinearLimit[], x: Float64Array): readonly number[] {
  return limits.map(({ weights, min }) => Math.max(0, weightedSum(weights, x) - min))
}

type Move = {
  readonly gradient: Float64Array
  readonly hessian: Matrix
  readonly before: Float64Array
  readonly x: Float64Array
}

function deriveNext(surface: Surface, curvature: 'exact' | 'secant', move: Move): void {
  const { gradient, hessian, before, x } = move
  if (curvature === 'exact') {
    surface.derive(gradient, hessian)
    return
  }
  const bend = Float64Array.from(gradient)
  surface.derive(gradient, matrix(x.length, x.length))
  const step = x.map((at, i) => at - (before[i] as number))
  for (let i = 0; i < bend.length; i += 1) bend[i] = (gradient[i] as number) - (bend[i] as number)
  updateSecant(hessian, step, bend)
}

/** Damped BFGS: the matrix stays positive definite. @see Powell 1978. */
function updateSecant(hessian: Matrix, step: Float64Array, bend: Float64Array): void {
  const size = step.length
  const bent = new Float64Array(size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1)
      bent[i] = (bent[i] as number) + (hessian.values[i * size + j] as number) * (step[j] as number)
  const curvature = sumOfProducts(step, bent)
  if (!(curvature > 0)) return
  const seen = sumOfProducts(step, bend)
  const share = seen >= 0.2 * curvature ? 1 : (0.8 * curvature) / (curvature - seen)
  const mixed = bend.map((value, i) => share * value + (1 - share) * (bent[i] as number))
  const mixedCurvature = sumOfProducts(step, mixed)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1)
      hessian.values[i * size + j] =
        (hessian.values[i * size + j] as number) +
        ((mixed[i] as number) * (mixed[j] as number)) / mixedCurvature -
        ((bent[i] as number) * (bent[j] as number)) / curvature
}
