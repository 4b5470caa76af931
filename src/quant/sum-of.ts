/** The sum of values, in their order. */
export function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number
  return sum
}

/** The sum of x times y, pair by pair. */
export function sumOfProducts(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i += 1) sum += (x[i] as number) * (y[i] as number)
  return sum
}

/** The sum of products of values `lag` apart: n times an autocovariance, when they are centred. */
export function sumOfLagged(values: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < values.length; i += 1)
    sum += (values[i] as number) * (values[i - lag] as number)
  return sum
}
