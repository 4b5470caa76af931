/** One row per return: what a likelihood and its derivatives are made of. Allocated once a fit. */
export type GarchColumns = {
  readonly count: number
  readonly returns: Float64Array
  /** e: the return less its mean. */
  readonly residuals: Float64Array
  /** The variance h, or its logarithm for an EGARCH: the state. */
  readonly states: Float64Array
  /** 1 / h. */
  readonly precisions: Float64Array
  /** Derivatives of the log-likelihood of one return by its state, and by e. */
  readonly byState: Float64Array
  readonly byStateTwice: Float64Array
  readonly byResidual: Float64Array
  readonly byDegrees: Float64Array
  /** How much the whole log-likelihood moves with the state, later returns included. */
  readonly reach: Float64Array
  /** Derivatives of the state by each parameter of its path. */
  readonly slopes: readonly Float64Array[]
  /** What each parameter's slope is weighed with in the second derivatives that it shares. */
  readonly crosses: readonly Float64Array[]
  readonly scratch: Float64Array
}

export function garchColumns(returns: Float64Array, parameterCount: number): GarchColumns {
  const count = returns.length
  const fixedCount = 9
  const buffer = new Float64Array(count * (fixedCount + 2 * parameterCount))
  const column = (at: number): Float64Array => buffer.subarray(at * count, (at + 1) * count)
  const columns = (from: number): readonly Float64Array[] =>
    Array.from({ length: parameterCount }, (_, i) => column(from + i))
  return {
    count,
    returns,
    residuals: column(0),
    states: column(1),
    precisions: column(2),
    byState: column(3),
    byStateTwice: column(4),
    byResidual: column(5),
    byDegrees: column(6),
    reach: column(7),
    scratch: column(8),
    slopes: columns(fixedCount),
    crosses: columns(fixedCount + parameterCount),
  }
}

/** The scalar product, in four sums so that one addition need not wait for another. */
export function fourfoldDot(a: Float64Array, b: Float64Array): number {
  const count = a.length
  const whole = count - (count % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let t = 0; t < whole; t += 4) {
    s0 += (a[t] as number) * (b[t] as number)
    s1 += (a[t + 1] as number) * (b[t + 1] as number)
    s2 += (a[t + 2] as number) * (b[t + 2] as number)
    s3 += (a[t + 3] as number) * (b[t + 3] as number)
  }
  for (let t = whole; t < count; t += 1) s0 += (a[t] as number) * (b[t] as number)
  return s0 + s1 + (s2 + s3)
}
