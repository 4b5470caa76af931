import { ArgumentError } from '../../quant/index.ts'

/** Declines a number that is not finite: kept in a window it would spoil all that follows. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new ArgumentError(`${name} must be finite, was ${value}`)
}
