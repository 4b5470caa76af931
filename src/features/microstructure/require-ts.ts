import { ArgumentError } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'

/** Declines a time that is none, or before the last one, which is NaN where there is none yet. */
export function requireTs(ts: number, lastTs: number): void {
  requireFinite('ts', ts)
  if (ts < lastTs) throw new ArgumentError(`ts must not be before ${lastTs}, was ${ts}`)
}
