import { ArgumentError } from '../argument.ts'
import { cholesky, inverseLower } from '../matrix/index.ts'
import { logGamma } from '../special/index.ts'
import type {
  DiagonalGaussian,
  DiscreteSymbols,
  Emission,
  FullGaussian,
  PoissonCounts,
  StudentT,
} from './emission.ts'

const logTwoPi = Math.log(2 * Math.PI)

/**
 * Writes the log density of each of `rows` observations in each state: `out` is rows x states.
 * Prepared once for a model, so that an observation costs no more than its arithmetic.
 */
export type LogDensity = (observations: Float64Array, rows: number, out: Float64Array) => void

/** @throws ArgumentError when a covariance is not positive definite. */
export function logDensityOf(emission: Emission, states: number): LogDensity {
  switch (emission.kind) {
    case 'diagonal-gaussian':
      return emission.dimensions === 1
        ? gaussianLine(emission, states)
        : diagonalGaussian(emission, states)
    case 'full-gaussian':
      return fullGaussian(emission, states)
    case 'student-t':
      return studentT(emission, states)
    case 'poisson':
      return poisson(emission, states)
    case 'discrete':
      return discrete(emission, states)
  }
}

function gaussianLine({ means, variances }: DiagonalGaussian, states: number): LogDensity {
  const constants = variances.map((variance) => -0.5 * (logTwoPi + Math.log(variance)))
  const halves = variances.map((variance) => -0.5 / variance)
  return (observations, rows, out) => {
    for (let t = 0, at = 0; t < rows; t += 1) {
      const x = observations[t] as number
      for (let k = 0; k < states; k += 1, at += 1) {
        const gap = x - (means[k] as number)
        out[at] = (constants[k] as number) + gap * gap * (halves[k] as number)
      }
    }
  }
}

function diagonalGaussian(emission: DiagonalGaussian, states: number): LogDensity {
  const { dimensions, means, variances } = emission
  const halves = variances.map((variance) => -0.5 / variance)
  const constants = new Float64Array(states)
  for (let k = 0; k < states; k += 1)
    for (let d = 0; d < dimensions; d += 1)
      constants[k] =
        (constants[k] as number) -
        0.5 * (logTwoPi + Math.log(variances[k * dimensions + d] as number))
  return (observations, rows, out) => {
    for (let t = 0, at = 0; t < rows; t += 1)
      for (let k = 0; k < states; k += 1, at += 1) {
        let sum = constants[k] as number
        for (let d = 0, i = k * dimensions; d < dimensions; d += 1, i += 1) {
          const gap = (observations[t * dimensions + d] as number) - (means[i] as number)
          sum += gap * gap * (halves[i] as number)
        }
        out[at] = sum
      }
  }
}

function fullGaussian(emission: FullGaussian, states: number): LogDensity {
  const { dimensions, means, covariances } = emission
  const { factors, halfLogs } = whitening(covariances, states, dimensions)
  const constants = halfLogs.map((half) => -0.5 * dimensions * logTwoPi - half)
  return (observations, rows, out) => {
    squaredDistances({ observations, rows, means, factors, states, dimensions, out })
    for (let t = 0, at = 0; t < rows; t += 1)
      for (let k = 0; k < states; k += 1, at += 1)
        out[at] = (constants[k] as number) - 0.5 * (out[at] as number)
  }
}

function studentT(emission: StudentT, states: number): LogDensity {
  const { dimensions, locations, scatters, degrees } = emission
  const { factors, halfLogs } = whitening(scatters, states, dimensions)
  const constants = degrees.map(
    (degree, k) =>
      logGamma((degree + dimensions) / 2) -
      logGamma(degree / 2) -
      0.5 * dimensions * Math.log(degree * Math.PI) -
      (halfLogs[k] as number),
  )
  return (observations, rows, out) => {
    squaredDistances({ observations, rows, means: locations, factors, states, dimensions, out })
    for (let t = 0, at = 0; t < rows; t += 1)
      for (let k = 0; k < states; k += 1, at += 1) {
        const degree = degrees[k] as number
        const log = Math.log1p((out[at] as number) / degree)
        out[at] = (constants[k] as number) - 0.5 * (degree + dimensions) * log
      }
  }
}

function poisson({ rates }: PoissonCounts, states: number): LogDensity {
  const logs = rates.map(Math.log)
  return (observations, rows, out) => {
    for (let t = 0, at = 0; t < rows; t += 1) {
      const count = observations[t] as number
      const logFactorial = logGamma(count + 1)
      for (let k = 0; k < states; k += 1, at += 1) {
        // A rate of 0 gives 0 for certain: 0 times the log of 0 is to be 0.
        const power = count === 0 ? 0 : count * (logs[k] as number)
        out[at] = power - (rates[k] as number) - logFactorial
      }
    }
  }
}

function discrete({ symbols, probabilities }: DiscreteSymbols, states: number): LogDensity {
  const logs = probabilities.map(Math.log)
  return (observations, rows, out) => {
    for (let t = 0, at = 0; t < rows; t += 1)
      for (let k = 0; k < states; k += 1, at += 1)
        out[at] = logs[k * symbols + (observations[t] as number)] as number
  }
}

/** Lower triangles that make each covariance the identity, and half the log of its determinant. */
function whitening(
  covariances: Float64Array,
  states: number,
  dimensions: number,
): { readonly factors: Float64Array; readonly halfLogs: Float64Array } {
  const square = dimensions * dimensions
  const factors = new Float64Array(states * square)
  const halfLogs = new Float64Array(states)
  for (let k = 0; k < states; k += 1) {
    const values = covariances.slice(k * square, (k + 1) * square)
    const root = cholesky({ rows: dimensions, columns: dimensions, values })
    if (root === undefined)
      throw new ArgumentError(`the covariance of state ${k} must be positive definite`)
    factors.set(inverseLower(root).values, k * square)
    for (let d = 0; d < dimensions; d += 1)
      halfLogs[k] = (halfLogs[k] as number) + Math.log(root.values[d * dimensions + d] as number)
  }
  return { factors, halfLogs }
}

type DistanceInput = {
  readonly observations: Float64Array
  readonly rows: number
  readonly means: Float64Array
  readonly factors: Float64Array
  readonly states: number
  readonly dimensions: number
  readonly out: Float64Array
}

/** Squared Mahalanobis distances of every row from every state. */
function squaredDistances(input: DistanceInput): void {
  const { observations, rows, means, factors, states, dimensions, out } = input
  for (let t = 0, at = 0; t < rows; t += 1)
    for (let k = 0; k < states; k += 1, at += 1) {
      let squared = 0
      for (let row = 0; row < dimensions; row += 1) {
        let sum = 0
        const from = (k * dimensions + row) * dimensions
        for (let d = 0; d <= row; d += 1) {
          const gap =
            (observations[t * dimensions + d] as number) - (means[k * dimensions + d] as number)
          sum += (factors[from + d] as number) * gap
        }
        squared += sum * sum
      }
      out[at] = squared
    }
}

/**
 * Squared Mahalanobis distances of every observation from every state: rows x states.
 * Observations that are far from a Student t state count for less.
 */
export function studentDistances(
  emission: StudentT,
  observations: Float64Array,
  states: number,
): Float64Array {
  const { dimensions, locations, scatters } = emission
  const { factors } = whitening(scatters, states, dimensions)
  const rows = observations.length / dimensions
  const out = new Float64Array(rows * states)
  squaredDistances({ observations, rows, means: locations, factors, states, dimensions, out })
  return out
}
