import { requireBetween } from '../../quant/index.ts'

/** Declines a number that is not finite: kept in a window it would spoil all that follows. */
export function requireFinite(name: string, value: number): void {
  requireBetween(name, value, -Number.MAX_VALUE, Number.MAX_VALUE)
}
