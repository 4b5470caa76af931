// A filter does these at every row of a series: in place, into scratch that is there, where those
// of `matrix` make a new one each time.

/** out = a' x, for a square `a` of side n. */
export function transposedTimes(
  out: Float64Array,
  a: Float64Array,
  x: Float64Array,
  n: number,
): void {
  for (let j = 0; j < n; j += 1) {
    let sum = 0
    for (let i = 0; i < n; i += 1) sum += (a[i * n + j] as number) * (x[i] as number)
    out[j] = sum
  }
}

/** out = a b, for squares of side n. `out` is neither. */
export function squareProduct(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      let sum = 0
      for (let k = 0; k < n; k += 1) sum += (a[i * n + k] as number) * (b[k * n + j] as number)
      out[i * n + j] = sum
    }
}

/** out = a b', for squares of side n. `out` is neither. */
export function productWithTransposed(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      let sum = 0
      for (let k = 0; k < n; k += 1) sum += (a[i * n + k] as number) * (b[j * n + k] as number)
      out[i * n + j] = sum
    }
}

/** out += a' x b, for squares of side n, with `scratch` as large. */
export function addSandwich(
  out: Float64Array,
  a: Float64Array,
  x: Float64Array,
  b: Float64Array,
  scratch: Float64Array,
): void {
  const n = Math.round(Math.sqrt(out.length))
  squareProduct(scratch, x, b, n)
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      let sum = 0
      for (let k = 0; k < n; k += 1)
        sum += (a[k * n + i] as number) * (scratch[k * n + j] as number)
      out[i * n + j] = (out[i * n + j] as number) + sum
    }
}

/** a += times x y', for vectors of length n. */
export function addOuter(a: Float64Array, x: Float64Array, y: Float64Array, times: number): void {
  const n = x.length
  for (let i = 0; i < n; i += 1) {
    const scaled = times * (x[i] as number)
    for (let j = 0; j < n; j += 1)
      a[i * n + j] = (a[i * n + j] as number) + scaled * (y[j] as number)
  }
}
