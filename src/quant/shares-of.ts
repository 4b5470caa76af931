import { sumOf } from './sum-of.ts'

/** Values over their sum. */
export function sharesOf(values: Float64Array): Float64Array {
  const sum = sumOf(values)
  return values.map((value) => value / sum)
}
