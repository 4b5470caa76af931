import { type Matrix, matrix } from '../matrix/index.ts'
import {
  advanceQ,
  type DccScratch,
  type DccState,
  dccScratch,
  factorLower,
  invertLower,
} from './dcc-recursion.ts'
import type { Surface } from './newton-minimum.ts'
import { sumOfProducts } from '../sum-of.ts'

/** The product of 1 / (1 - R²) over assets and days is turned into a logarithm beyond this. */
const productMax = 1e140

/**
 * The negative correlation part of the DCC log-likelihood over (a, b), with its slope. The first
 * guess of its curvature is the sum of squared slopes of the days.
 */
export class DccSurface implements Surface {
  readonly #target: Float64Array
  readonly #shocks: Float64Array
  readonly #shockSquares: number
  readonly #days: number
  readonly #scratch: DccScratch
  readonly #slopes = new Float64Array(5)
  /** The a and b of the last evaluation. */
  #at: readonly [number, number] = [Number.NaN, Number.NaN]
  #value = Number.NaN

  /** @param target - S. @param shocks - Standardised residuals, a row for each day. */
  constructor(target: Matrix, shocks: Float64Array) {
    this.#target = target.values
    this.#shocks = shocks
    this.#shockSquares = sumOfProducts(shocks, shocks)
    this.#days = shocks.length / target.rows
    this.#scratch = dccScratch(target.rows)
  }

  /** Q of the day after the last, at the x of the last `value`. */
  nextQ(): Matrix {
    const [a, b] = this.#at
    const { size, q } = this.#scratch
    const next = matrix(size, size)
    next.values.set(q)
    const state = { size, q: next.values, target: this.#target, a, b }
    advanceQ(state, this.#shocks, this.#shocks.length - size)
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < i; j += 1) next.values[j * size + i] = next.values[i * size + j] as number
    return next
  }

  value(x: Float64Array): number {
    const [a, b] = [x[0] as number, x[1] as number]
    if (a !== this.#at[0] || b !== this.#at[1]) {
      this.#at = [a, b]
      this.#value = this.#evaluate(a, b)
    }
    return this.#value
  }

  derive(gradient: Float64Array, hessian: Matrix): void {
    const [byA = 0, byB = 0, byAA = 0, byAB = 0, byBB = 0] = this.#slopes
    gradient.set([byA, byB])
    hessian.values.set([byAA, byAB, byAB, byBB])
  }

  #evaluate(a: number, b: number): number {
    const scratch = this.#scratch
    const { size } = scratch
    scratch.q.set(this.#target)
    scratch.qByA.fill(0)
    scratch.qByB.fill(0)
    this.#slopes.fill(0)
    const state = { size, q: scratch.q, target: this.#target, a, b }
    let logs = 0
    let product = 1
    let squares = 0
    for (let day = 0; day < this.#days; day += 1) {
      if (day > 0) this.#advance((day - 1) * size, state)
      if (!factorLower(scratch.q, scratch.lower, size)) return Number.POSITIVE_INFINITY
      squares += whiten(scratch, this.#shocks, day * size)
      // The determinant of R is that of Q over its diagonal.
      for (let at = 0; at < size * size; at += size + 1) {
        const reciprocal = scratch.lower[at] as number
        product *= reciprocal * reciprocal * (scratch.q[at] as number)
        if (product > productMax) {
          logs += Math.log(product)
          product = 1
        }
      }
      if (day > 0) this.#addSlopes(day * size)
    }
    return 0.5 * (squares - logs - Math.log(product) - this.#shockSquares)
  }

  /** The slopes first: they are made of yesterday's Q. */
  #advance(from: number, state: DccState): void {
    const { q, qByA, qByB, size } = this.#scratch
    const { target, b } = state
    const shocks = this.#shocks
    for (let i = 0; i < size; i += 1) {
      const row = i * size
      const shock = shocks[from + i] as number
      for (let j = 0; j <= i; j += 1) {
        const at = row + j
        const rest = target[at] as number
        qByA[at] = shock * (shocks[from + j] as number) - rest + b * (qByA[at] as number)
        qByB[at] = (q[at] as number) - rest + b * (qByB[at] as number)
      }
    }
    advanceQ(state, shocks, from)
  }

  #addSlopes(from: number): void {
    const { lower, lowerInverse, qByA, qByB, solved, whitened, roots, size } = this.#scratch
    invertLower(lower, lowerInverse, size)
    for (let i = 0; i < size; i += 1) {
      let sum = 0
      for (let k = i; k < size; k += 1)
        sum += (lowerInverse[i * size + k] as number) * (whitened[k] as number)
      solved[i] = sum
    }
    let byA = 0
    let byB = 0
    for (let i = 0; i < size; i += 1) {
      const row = i * size
      const x = solved[i] as number
      for (let j = 0; j < i; j += 1) {
        const weight = inverseAt(lowerInverse, size, i, j) - x * (solved[j] as number)
        byA += 2 * weight * (qByA[row + j] as number)
        byB += 2 * weight * (qByB[row + j] as number)
      }
      const root = roots[i] as number
      const z = this.#shocks[from + i] as number
      const weight = inverseAt(lowerInverse, size, i, i) - x * x + (x * z - 1 / root) / root
      byA += weight * (qByA[row + i] as number)
      byB += weight * (qByB[row + i] as number)
    }
    addDay(this.#slopes, byA / 2, byB / 2)
  }
}

function addDay(slopes: Float64Array, byA: number, byB: number): void {
  slopes[0] = (slopes[0] as number) + byA
  slopes[1] = (slopes[1] as number) + byB
  slopes[2] = (slopes[2] as number) + byA * byA
  slopes[3] = (slopes[3] as number) + byA * byB
  slopes[4] = (slopes[4] as number) + byB * byB
}

/** Element (i, j) of Q⁻¹ = L⁻¹' L⁻¹, j not above i. */
function inverseAt(lowerInverse: Float64Array, size: number, i: number, j: number): number {
  let sum = 0
  const shift = (j - i) * size
  for (let k = i * size + i; k < (i + 1) * size; k += 1)
    sum += (lowerInverse[k] as number) * (lowerInverse[k + shift] as number)
  return sum
}

/** z' R⁻¹ z of the day, by L⁻¹ (√q z). */
function whiten(scratch: DccScratch, shocks: Float64Array, from: number): number {
  const { q, lower, roots, whitened, size } = scratch
  let squares = 0
  for (let i = 0; i < size; i += 1) {
    const row = i * size
    const root = Math.sqrt(q[row + i] as number)
    roots[i] = root
    let sum = root * (shocks[from + i] as number)
    for (let k = 0; k < i; k += 1) sum -= (lower[row + k] as number) * (whitened[k] as number)
    sum *= lower[row + i] as number
    whitened[i] = sum
    squares += sum * sum
  }
  return squares
}
