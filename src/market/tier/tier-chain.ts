import { declined, ok, type Result } from '../../base/index.ts'
import { dayUs, formatInterval, parseInterval } from '../../domain/index.ts'

/** Bars of one length, and how long they are kept. Unit: us. */
export type Tier = {
  readonly intervalUs: number
  /** After their close; `undefined` for ever. */
  readonly keepUs: number | undefined
}

/**
 * Tiers from fine to coarse as a person writes them: `5m:30d`, `1h:365d`, `1d`. Each is made of the
 * one before it, so its length is a multiple of that; the last is kept for ever, for nothing
 * coarser holds what it holds.
 */
export function parseTiers(texts: readonly string[]): Result<readonly Tier[]> {
  const tiers: Tier[] = []
  for (const text of texts) {
    const [length = '', keep] = text.split(':')
    const intervalUs = parseInterval(length)
    const keepUs = keep === undefined ? undefined : parseInterval(keep)
    if (intervalUs === undefined || (keep !== undefined && keepUs === undefined))
      return declined(`'${text}' is not a tier such as 5m:30d, or 1d`)
    if (dayUs % intervalUs !== 0) return declined(`${length} does not divide a day`)
    const finer = tiers.at(-1)?.intervalUs
    if (finer !== undefined && (intervalUs <= finer || intervalUs % finer !== 0))
      return declined(`${length} is no multiple of ${formatInterval(finer)}, of which it is made`)
    tiers.push({ intervalUs, keepUs })
  }
  if (tiers.length < 2) return declined('there must be two tiers or more')
  if (tiers.at(-1)?.keepUs !== undefined)
    return declined(`the last tier, ${texts.at(-1)}, has nothing coarser and is kept for ever`)
  return ok(tiers)
}
