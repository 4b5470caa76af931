import { mean } from './moments.ts'

/** How far each value lies from their mean. @param values - Finite. */
export function centred(values: Float64Array): Float64Array {
  const middle = mean(values) ?? 0
  return values.map((value) => value - middle)
}
