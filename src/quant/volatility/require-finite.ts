import { ArgumentError } from '../argument.ts'

/** Declines a number that is not finite. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new ArgumentError(`${name} must be finite, was ${value}`)
}
