import { ArgumentError } from '../argument.ts'

/** Declines a return after which the variance would be none: not finite, or not above 0. */
export function requireVariance(name: string, value: number, next: number): void {
  if (!(next > 0 && next < Number.POSITIVE_INFINITY))
    throw new ArgumentError(`${name} must be finite and leave a finite variance, was ${value}`)
}
