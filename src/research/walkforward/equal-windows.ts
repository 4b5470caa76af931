import { declined, ok, type Result } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { type Span, stretchBarsMin } from './walk-plan.ts'

export type EqualOptions = Span & {
  /** Length of a bar; windows begin and end with bars. */
  readonly barUs: number
  /** Whole, 1 or more. */
  readonly windows: number
}

/**
 * All of a span in windows of equal time, one after another; they differ by a bar where it does not
 * come out even.
 *
 * @returns A sentence where they would be too short to say anything.
 */
export function equalWindows({ from, to, barUs, windows }: EqualOptions): Result<readonly Span[]> {
  const bars = Math.floor((to - from) / barUs)
  const shortest = Math.floor(bars / windows)
  if (shortest < stretchBarsMin)
    return declined(
      `${bars} bars of time are too few for ${windows} windows: ${shortest} in the shortest ` +
        `(${stretchBarsMin} at least)`,
    )
  const at = (k: number): Micros => (from + Math.floor((bars * k) / windows) * barUs) as Micros
  return ok(
    Array.from({ length: windows }, (_, k) => ({
      from: at(k),
      to: k + 1 === windows ? to : at(k + 1),
    })),
  )
}
