/** Where vectors lie on the plane along which they differ most. */
export type PrincipalPlane = {
  /** By vector, in the order given. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Share of all that they differ in along each axis, 0 to 1; the first is the larger. */
  readonly explained: readonly [x: number, y: number]
}

/** Turns of the iteration at most, and the change of an axis at which it stands. */
const [turnsMax, stillBelow] = [2_000, 1e-12]

/**
 * The first two principal components of vectors, by power iteration on their covariance; the second
 * is kept square to the first. No chance is in it: an axis begins near the number that differs most
 * and is turned so that its largest number is above 0, so the same vectors in the same order always
 * come to the same points, and a picture is not mirrored when one is added.
 *
 * Linear in how many there are, square in how long they are.
 *
 * @param vectors - All of one length. Where they do not differ every point is 0, 0.
 * @see Golub and Van Loan, Matrix Computations, 4th edition, 7.3.1.
 */
export function principalPlane(vectors: readonly ArrayLike<number>[]): PrincipalPlane {
  const length = vectors[0]?.length ?? 0
  const middle = meanOf(vectors, length)
  const covariance = covarianceOf(vectors, middle)
  let total = 0
  for (let i = 0; i < length; i += 1) total += covariance[i * length + i] as number
  const found = axisOf(covariance, length, undefined)
  const across = axisOf(covariance, length, found.axis)
  // Of two that are nearly as wide the iteration may come to the narrower first.
  const [first, second] = found.spread < across.spread ? [across, found] : [found, across]
  const points = vectors.map((vector) => ({
    x: along(vector, middle, first.axis),
    y: along(vector, middle, second.axis),
  }))
  const shareOf = (spread: number): number => (total > 0 ? Math.min(1, spread / total) : 0)
  return { points, explained: [shareOf(first.spread), shareOf(second.spread)] }
}

function meanOf(vectors: readonly ArrayLike<number>[], length: number): Float64Array {
  const mean = new Float64Array(length)
  for (const vector of vectors)
    for (let i = 0; i < length; i += 1) mean[i] = (mean[i] as number) + (vector[i] as number)
  return mean.map((sum) => sum / vectors.length)
}

/** Row by row; the same on either side of the diagonal. */
function covarianceOf(vectors: readonly ArrayLike<number>[], middle: Float64Array): Float64Array {
  const { length } = middle
  const covariance = new Float64Array(length * length)
  const gaps = new Float64Array(length)
  for (const vector of vectors) {
    for (let i = 0; i < length; i += 1) gaps[i] = (vector[i] as number) - (middle[i] as number)
    for (let i = 0; i < length; i += 1) {
      const gap = gaps[i] as number
      // Much of an embedding is 0, and so is its gap.
      if (gap === 0) continue
      const row = i * length
      for (let j = i; j < length; j += 1)
        covariance[row + j] = (covariance[row + j] as number) + gap * (gaps[j] as number)
    }
  }
  for (let i = 0; i < length; i += 1)
    for (let j = i; j < length; j += 1) {
      const value = (covariance[i * length + j] as number) / vectors.length
      covariance[i * length + j] = value
      covariance[j * length + i] = value
    }
  return covariance
}

type Axis = { readonly axis: Float64Array; readonly spread: number }

/** @param beside - An axis that this one is to be square to. */
function axisOf(covariance: Float64Array, length: number, beside: Float64Array | undefined): Axis {
  const none = { axis: new Float64Array(length), spread: 0 }
  let axis = widest(covariance, length, beside)
  if (axis === undefined) return none
  let spread = 0
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const turned = times(covariance, axis)
    if (beside !== undefined) square(turned, beside)
    spread = lengthOf(turned)
    if (!(spread > 0)) return none
    const next = turned.map((value) => value / spread)
    const moved = gapOf(next, axis)
    axis = next
    if (moved < stillBelow) break
  }
  return { axis: turnedUp(axis), spread }
}

/** How far a beginning is tilted off its row: a row alone may be square to the widest axis. */
const tilt = 0.01
/** The golden ratio's part below 1: its multiples fall on no pattern. */
const golden = 0.618_033_988_749_894_9

/** The row of the number that differs most, tilted a little along every number. */
function widest(
  covariance: Float64Array,
  length: number,
  beside: Float64Array | undefined,
): Float64Array | undefined {
  let best: { readonly row: Float64Array; readonly size: number } | undefined
  for (let i = 0; i < length; i += 1) {
    const row = covariance.slice(i * length, (i + 1) * length)
    if (beside !== undefined) square(row, beside)
    const size = lengthOf(row)
    if (size > (best?.size ?? 1e-15)) best = { row, size }
  }
  if (best === undefined) return undefined
  const { row, size } = best
  const begun = row.map((value, i) => value / size + tilt * (((i + 1) * golden) % 1))
  if (beside !== undefined) square(begun, beside)
  const whole = lengthOf(begun)
  return begun.map((value) => value / whole)
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector
  const product = new Float64Array(length)
  for (let i = 0; i < length; i += 1) {
    let sum = 0
    for (let j = 0; j < length; j += 1)
      sum += (matrix[i * length + j] as number) * (vector[j] as number)
    product[i] = sum
  }
  return product
}

/** Takes out of `vector` what of it lies along `axis`. */
function square(vector: Float64Array, axis: Float64Array): void {
  const part = dot(vector, axis)
  for (let i = 0; i < vector.length; i += 1)
    vector[i] = (vector[i] as number) - part * (axis[i] as number)
}

function turnedUp(axis: Float64Array): Float64Array {
  let largest = 0
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value
  return largest < 0 ? axis.map((value) => -value) : axis
}

function along(vector: ArrayLike<number>, middle: Float64Array, axis: Float64Array): number {
  let sum = 0
  for (let i = 0; i < axis.length; i += 1)
    sum += ((vector[i] as number) - (middle[i] as number)) * (axis[i] as number)
  return sum
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector))
}

function gapOf(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) {
    const gap = (a[i] as number) - (b[i] as number)
    sum += gap * gap
  }
  return Math.sqrt(sum)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number)
  return sum
}
