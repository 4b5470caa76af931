import { requireRecord, requireSameLength, requireSeries } from '../argument.ts'
import { type Matrix, inverseLower, matrix } from '../matrix/index.ts'
import { requireMatrix } from '../matrix/matrix.ts'
import {
  type GaussianProcess,
  type GaussianProcessProblem,
  gaussianProcess,
} from './gaussian-process.ts'
import { type KernelShape, kernelAt, kernelGain, requireKernel, scaledSquare } from './kernel-at.ts'
import { minimiseBounded } from './minimise-bounded.ts'

/** Values at points, and how near points are to be alike. */
export type GaussianProcessSample = {
  readonly x: Matrix
  readonly y: Float64Array
  readonly kernel: KernelShape['kernel']
}

/** First lengths, in deviations of a coordinate: the likelihood may have several tops. */
const starts: readonly number[] = [0.3, 1, 3]

/**
 * The Gaussian process under which values are likeliest: amplitude, one length per coordinate and
 * noise by maximum likelihood, over their logarithms. Lengths lie within 1/100 and 100 deviations
 * of their coordinate, the amplitude within 1/1000 and 1000 mean squares of `y`, the noise within
 * 1e-8 and 1 of them.
 *
 * @param data.x - One row per point, two or more, no two all equal.
 * @param data.y - Around a mean of 0.
 * @returns `undefined` when all values are 0, or all points equal.
 * @throws ArgumentError when shapes differ or a value is not finite.
 * @see Rasmussen and Williams 2006, 5.4.1. Golden numbers: the likelihood scikit-learn 1.9.1 finds
 *   within the same bounds from 20 starts.
 */
export function fitGaussianProcess(data: GaussianProcessSample): GaussianProcess | undefined {
  requireRecord('data', data)
  requireMatrix('data.x', data.x)
  requireSeries('data.x.values', data.x.values, 1)
  requireSeries('data.y', data.y, 2)
  requireSameLength('data.x', { length: data.x.rows }, 'data.y', data.y)
  requireKernel('data.kernel', data.kernel)
  const spreads = coordinateSpreads(data.x)
  let size = 0
  for (const value of data.y) size += (value * value) / data.y.length
  if (size === 0 || spreads.every((spread) => spread === 0)) return undefined
  // A coordinate that never moved has no length to find.
  const logs = spreads.map((spread) => Math.log(spread || 1))
  const scale = Math.log(size)
  const [narrow, wide] = [Math.log(0.01), Math.log(100)]
  const bounds = {
    lower: Float64Array.of(
      scale - 3 * Math.LN10,
      scale - 8 * Math.LN10,
      ...logs.map((l) => l + narrow),
    ),
    upper: Float64Array.of(scale + 3 * Math.LN10, scale, ...logs.map((l) => l + wide)),
  }
  let best: GaussianProcess | undefined
  for (const start of starts) {
    const from = Float64Array.of(
      scale,
      scale - 4 * Math.LN10,
      ...logs.map((l) => l + Math.log(start)),
    )
    const found = climb(data, from, bounds)
    if (found !== undefined && !(found.logLikelihood <= (best?.logLikelihood ?? -Infinity)))
      best = found
  }
  return best
}

function coordinateSpreads(x: Matrix): Float64Array {
  return Float64Array.from({ length: x.columns }, (_, j) => {
    let middle = 0
    for (let i = 0; i < x.rows; i += 1) middle += (x.values[i * x.columns + j] as number) / x.rows
    let sum = 0
    let isConstant = true
    for (let i = 0; i < x.rows; i += 1) {
      const gap = (x.values[i * x.columns + j] as number) - middle
      sum += gap * gap
      if (x.values[i * x.columns + j] !== x.values[j]) isConstant = false
    }
    return isConstant ? 0 : Math.sqrt(sum / x.rows)
  })
}

function climb(
  data: GaussianProcessSample,
  from: Float64Array,
  bounds: { readonly lower: Float64Array; readonly upper: Float64Array },
): GaussianProcess | undefined {
  // The slopes are asked for where the loss was last.
  let last = gaussianProcess(problemAt(data, from))
  if (last === undefined) return undefined
  const { x } = minimiseBounded(
    (at) => {
      last = gaussianProcess(problemAt(data, at))
      return -(last?.logLikelihood ?? Number.NEGATIVE_INFINITY)
    },
    from,
    {
      ...bounds,
      gradient: (_, out) => {
        if (last !== undefined) lossSlopes(last, out)
      },
      iterationsMax: 100,
      tolerance: 1e-5,
    },
  )
  return gaussianProcess(problemAt(data, x))
}

/** From logarithms: amplitude, noise, lengths. */
function problemAt(data: GaussianProcessSample, at: Float64Array): GaussianProcessProblem {
  const [amplitude = 0, noise = 0, ...lengths] = at.map(Math.exp)
  return { ...data, amplitude, noise, lengths: Float64Array.from(lengths) }
}

/** The slopes of the negative log-likelihood: half the trace of (K⁻¹ - αα') dK. */
function lossSlopes(fitted: GaussianProcess, out: Float64Array): void {
  const { x, dual, factor, lengths, noise } = fitted
  const inverse = inverseOf(factor).values
  const { rows, columns, values } = x
  let byAmplitude = 0
  let byNoise = 0
  out.fill(0)
  for (let i = 0; i < rows; i += 1) {
    const own = dual[i] as number
    const share = 0.5 * ((inverse[i * rows + i] as number) - own * own)
    byAmplitude += share * fitted.amplitude
    byNoise += share * noise
    for (let j = 0; j < i; j += 1) {
      // Each pair stands for two elements.
      const pair = (inverse[i * rows + j] as number) - own * (dual[j] as number)
      const square = scaledSquare(lengths, values, i * columns, values, j * columns)
      byAmplitude += pair * kernelAt(fitted, square)
      const gain = pair * kernelGain(fitted, square)
      for (let k = 0; k < columns; k += 1) {
        const gap = (values[i * columns + k] as number) - (values[j * columns + k] as number)
        const scaled = gap / (lengths[k] as number)
        out[2 + k] = (out[2 + k] as number) + gain * scaled * scaled
      }
    }
  }
  out[0] = byAmplitude
  out[1] = byNoise
}

/** The inverse of the matrix that `factor` is the Cholesky factor of; its lower triangle alone. */
function inverseOf(factor: Matrix): Matrix {
  const size = factor.rows
  const { values } = inverseLower(factor)
  const made = matrix(size, size)
  for (let k = 0; k < size; k += 1)
    for (let i = 0; i <= k; i += 1) {
      const left = values[k * size + i] as number
      for (let j = 0; j <= i; j += 1)
        made.values[i * size + j] =
          (made.values[i * size + j] as number) + left * (values[k * size + j] as number)
    }
  return made
}
