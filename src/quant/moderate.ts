import { ArgumentError, requireSeries } from './argument.ts'

/** Above this the square of a number, summed a few times, leaves the range of a double. */
const moderateMax = 1e150

/** Whether a number is finite, and small enough to be squared. */
export function isModerate(value: number): boolean {
  return Math.abs(value) < moderateMax
}

/**
 * Declines a series with fewer than `min` values, or with one that is not finite or not moderate.
 */
export function requireModerate(name: string, values: Float64Array, min: number): void {
  requireSeries(name, values, min)
  for (let i = 0; i < values.length; i += 1)
    if (!isModerate(values[i] as number))
      throw new ArgumentError(
        `${name} must be below ${moderateMax} in size, and ${name}[${i}] was ${values[i]}`,
      )
}
