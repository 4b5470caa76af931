/** Rastrigin's: a bowl full of holes. Minimum 0 at 0. */
export function rastrigin(x: Float64Array): number {
  let sum = 10 * x.length
  for (const value of x) sum += value * value - 10 * Math.cos(2 * Math.PI * value)
  return sum
}

/** Minimum 0 at 0. */
export function sphere(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value * value, 0)
}

/** Rosenbrock's curved valley. Minimum 0 at 1 in every coordinate. */
export function rosenbrock(x: Float64Array): number {
  let sum = 0
  for (let i = 0; i + 1 < x.length; i += 1) {
    const [a = Number.NaN, b = Number.NaN] = x.subarray(i, i + 2)
    sum += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a)
  }
  return sum
}

/** Booth's: minimum 0 at (1, 3). */
export function booth(x: Float64Array): number {
  const [a = Number.NaN, b = Number.NaN] = x
  return (a + 2 * b - 7) * (a + 2 * b - 7) + (2 * a + b - 5) * (2 * a + b - 5)
}

/** Beale's: minimum 0 at (3, 0.5). */
export function beale(x: Float64Array): number {
  const [a = Number.NaN, b = Number.NaN] = x
  const p = 1.5 - a + a * b
  const q = 2.25 - a + a * b * b
  const r = 2.625 - a + a * b * b * b
  return p * p + q * q + r * r
}

/** Branin's: 0.39788735773 at three places within [-5, 10] × [0, 15]. */
export function branin(x: Float64Array): number {
  const [a = Number.NaN, b = Number.NaN] = x
  const bend = b - (5.1 / (4 * Math.PI * Math.PI)) * a * a + (5 / Math.PI) * a - 6
  return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10
}
