/** Scratch of one day's step: square matrices by rows, of which the lower triangle is used. */
export type DccScratch = {
  readonly size: number
  /** The matrix whose scaled form is the conditional correlation. */
  readonly q: Float64Array
  /** The lower factor L of Q. */
  readonly lower: Float64Array
  /** L⁻¹ turned: column j of L⁻¹ is row j here, so that sums run along memory. */
  readonly lowerInverse: Float64Array
  /** Derivatives of Q by a and by b. */
  readonly qByA: Float64Array
  readonly qByB: Float64Array
  /** √ of the diagonal of Q. */
  readonly roots: Float64Array
  /** L⁻¹ (√q z), then Q⁻¹ (√q z). */
  readonly whitened: Float64Array
  readonly solved: Float64Array
}

export function dccScratch(size: number): DccScratch {
  const square = (): Float64Array => new Float64Array(size * size)
  return {
    size,
    q: square(),
    lower: square(),
    lowerInverse: square(),
    qByA: square(),
    qByB: square(),
    roots: new Float64Array(size),
    whitened: new Float64Array(size),
    solved: new Float64Array(size),
  }
}

/**
 * Factors the lower triangle of `q` into `lower`.
 *
 * @returns False when it is not positive definite.
 */
export function factorLower(q: Float64Array, lower: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i += 1) {
    const row = i * size
    for (let j = 0; j < i; j += 1) {
      const other = j * size
      let sum = q[row + j] as number
      for (let k = 0; k < j; k += 1)
        sum -= (lower[row + k] as number) * (lower[other + k] as number)
      // The diagonal holds reciprocals here: a product for each division.
      lower[row + j] = sum * (lower[other + j] as number)
    }
    let pivot = q[row + i] as number
    for (let k = 0; k < i; k += 1) pivot -= (lower[row + k] as number) * (lower[row + k] as number)
    if (!(pivot > 0)) return false
    lower[row + i] = 1 / Math.sqrt(pivot)
  }
  return true
}

/**
 * The inverse, turned, of a factor whose diagonal holds reciprocals: done for every day of a fit,
 * so without the divisions and the new matrix of `inverseLower`.
 */
export function invertLower(lower: Float64Array, inverse: Float64Array, size: number): void {
  for (let j = 0; j < size; j += 1) {
    const column = j * size
    inverse[column + j] = lower[column + j] as number
    for (let i = j + 1; i < size; i += 1) {
      const row = i * size
      let sum = 0
      for (let k = j; k < i; k += 1)
        sum += (lower[row + k] as number) * (inverse[column + k] as number)
      inverse[column + i] = -sum * (lower[row + i] as number)
    }
  }
}

/** What moves Q: Q itself, S, and the two weights. */
export type DccState = {
  readonly size: number
  readonly q: Float64Array
  readonly target: Float64Array
  readonly a: number
  readonly b: number
}

/**
 * Moves Q one day on, to (1 - a - b) S + a z z' + b Q. The lower triangle alone.
 *
 * @param shocks - Standardised residuals by rows. @param from - Where the day's row starts.
 */
export function advanceQ(state: DccState, shocks: Float64Array, from: number): void {
  const { size, q, target, a, b } = state
  const rest = 1 - a - b
  for (let i = 0; i < size; i += 1) {
    const row = i * size
    const pull = a * (shocks[from + i] as number)
    for (let j = 0; j <= i; j += 1)
      q[row + j] =
        rest * (target[row + j] as number) +
        pull * (shocks[from + j] as number) +
        b * (q[row + j] as number)
  }
}
