import type { Random } from '../../base/index.ts'
import { normalCdf, normalQuantile } from '../normal.ts'
import {
  fromScale,
  type SearchParameter,
  type Scaled,
  scaleBounds,
  toScale,
} from './search-space.ts'

/** One parameter of all kernels: normal laws cut off at the bounds of its scale. */
type ScaledKernels = {
  readonly parameter: Scaled
  readonly low: number
  readonly high: number
  readonly middles: Float64Array
  readonly widths: Float64Array
  /** What of each normal law lies within the bounds. */
  readonly masses: Float64Array
}

/** Chances of each category, kernel after kernel. */
type CategoryKernels = {
  readonly parameter: Extract<SearchParameter, { readonly kind: 'category' }>
  readonly chances: Float64Array
}

/** A mixture of one kernel per point seen, the oldest first, and one as wide as the space. */
export type ParzenDensity = {
  /** 1 in sum. */
  readonly weights: Float64Array
  readonly kernels: readonly (ScaledKernels | CategoryKernels)[]
}

/**
 * A density over a space around the points seen in it. The latest 25 weigh 1, older ones less; a
 * kernel reaches to the farther of its two neighbours on each scale, but at least 1 / (2 + points)
 * of it (1 / 100 from 98 points on), and the end points only to their one neighbour; of equal
 * values the older counts as the smaller.
 */
export function parzenDensity(
  space: readonly SearchParameter[],
  points: readonly Float64Array[],
): ParzenDensity {
  const raw = Float64Array.from(points, (_, k) => ageWeight(k, points.length))
  const weights = new Float64Array(points.length + 1)
  const whole = raw.reduce((sum, weight) => sum + weight, 1)
  raw.forEach((weight, k) => {
    weights[k] = weight / whole
  })
  weights[points.length] = 1 / whole
  const kernels = space.map((parameter, i) => {
    const seen = Float64Array.from(points, (point) => point[i] as number)
    return parameter.kind === 'category'
      ? categoryKernels(parameter, seen)
      : scaledKernels(parameter, seen)
  })
  return { weights, kernels }
}

/** From 1 / count for the oldest up to 1 for the latest 25. */
function ageWeight(k: number, count: number): number {
  const old = count - 25
  if (k >= old) return 1
  return old === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * k) / (old - 1)
}

function categoryKernels(
  parameter: CategoryKernels['parameter'],
  seen: Float64Array,
): CategoryKernels {
  const { count } = parameter
  const base = seen.length === 0 ? 1 : 1 / (seen.length + 1)
  const chances = new Float64Array((seen.length + 1) * count).fill(base)
  seen.forEach((category, k) => {
    chances[k * count + category] = (chances[k * count + category] as number) + 1
  })
  for (let k = 0; k <= seen.length; k += 1) {
    const whole = base * count + (k < seen.length ? 1 : 0)
    for (let c = 0; c < count; c += 1)
      chances[k * count + c] = (chances[k * count + c] as number) / whole
  }
  return { parameter, chances }
}

function scaledKernels(parameter: Scaled, seen: Float64Array): ScaledKernels {
  const { low, high } = scaleBounds(parameter)
  const count = seen.length
  const middles = new Float64Array(count + 1)
  const widths = new Float64Array(count + 1)
  seen.forEach((value, k) => {
    middles[k] = toScale(parameter, value)
  })
  const order = [...seen.keys()].sort(
    (i, j) => (middles[i] as number) - (middles[j] as number) || i - j,
  )
  const least = (high - low) / Math.min(100, 2 + count)
  order.forEach((k, rank) => {
    const [before, after] = [order[rank - 1], order[rank + 1]]
    const at = middles[k] as number
    const left = before === undefined ? at - low : at - (middles[before] as number)
    const right = after === undefined ? high - at : (middles[after] as number) - at
    const isEnd = count > 1 && (before === undefined || after === undefined)
    const inner = before === undefined ? right : left
    const width = isEnd ? inner : Math.max(left, right)
    widths[k] = Math.min(high - low, Math.max(least, width))
  })
  middles[count] = (low + high) / 2
  widths[count] = high - low
  const masses = middles.map((middle, k) => {
    const width = widths[k] as number
    return width === 0 ? 1 : mass((low - middle) / width, (high - middle) / width)
  })
  return { parameter, low, high, middles, widths, masses }
}

/** A point drawn from the density. */
export function drawParzen(density: ParzenDensity, random: Random): Float64Array {
  const k = drawIndex(density.weights, 0, density.weights.length, random)
  return Float64Array.from(density.kernels, (kernels) => {
    if ('chances' in kernels) {
      const { count } = kernels.parameter
      return drawIndex(kernels.chances, k * count, (k + 1) * count, random) - k * count
    }
    const { low, high, parameter } = kernels
    const [middle, width] = [kernels.middles[k] as number, kernels.widths[k] as number]
    if (width === 0) return parameter.low
    const from = normalCdf((low - middle) / width)
    const to = normalCdf((high - middle) / width)
    return fromScale(parameter, middle + width * normalQuantile(from + (to - from) * random.next()))
  })
}

/** An index from `start` to before `end`, by its chance. */
function drawIndex(chances: Float64Array, start: number, end: number, random: Random): number {
  let left = random.next()
  for (let i = start; i < end - 1; i += 1) {
    left -= chances[i] as number
    if (left < 0) return i
  }
  return end - 1
}

/**
 * The logarithm of the density at a point: over the scale for a real parameter, a chance for
 * others.
 *
 * @see Golden numbers: optuna 5.0.0, the estimator of its `TPESampler(multivariate=True)`.
 */
export function logParzen(density: ParzenDensity, point: Float64Array): number {
  const { weights, kernels } = density
  const logs = weights.map(Math.log)
  kernels.forEach((own, i) => {
    const value = point[i] as number
    for (let k = 0; k < logs.length; k += 1)
      logs[k] =
        (logs[k] as number) +
        ('chances' in own
          ? Math.log(own.chances[k * own.parameter.count + value] as number)
          : logKernel(own, k, value))
  })
  const largest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY)
  if (largest === Number.NEGATIVE_INFINITY) return largest
  let sum = 0
  for (const log of logs) sum += Math.exp(log - largest)
  return largest + Math.log(sum)
}

function logKernel(own: ScaledKernels, k: number, value: number): number {
  const { parameter } = own
  const middle = own.middles[k] as number
  const width = own.widths[k] as number
  const whole = own.masses[k] as number
  if (width === 0) return 0
  if (parameter.kind === 'whole') {
    const left = (toScale(parameter, value - 0.5) - middle) / width
    const right = (toScale(parameter, value + 0.5) - middle) / width
    return Math.log(mass(left, right) / whole)
  }
  const z = (toScale(parameter, value) - middle) / width
  return -0.5 * z * z - Math.log(width * whole * Math.sqrt(2 * Math.PI))
}

/** What a standard normal law holds between two points; from the nearer tail, for its digits. */
function mass(from: number, to: number): number {
  return from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from)
}
