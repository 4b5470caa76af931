import type { LimitRow } from '../../../src/app/risk-view.ts'
import { minus, numberText, percentText } from './number-text.ts'

/** From this part of a limit on it is called near. */
const nearShare = 0.75
const shownPercentMax = 999
const fourDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })

/** How far a limit is used. `part` is 1 at the limit; absent where it is not known. */
export type LimitUse =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'within' | 'near' | 'over'; readonly part: number }

/** Anything that is not a number, or no limit to hold it against, is not known. */
export function limitUse(was: number | null, max: number | null): LimitUse {
  if (was === null || max === null) return { kind: 'unknown' }
  if (!Number.isFinite(was) || !Number.isFinite(max) || max < 0) return { kind: 'unknown' }
  const part = max === 0 ? (was > 0 ? Number.POSITIVE_INFINITY : 1) : Math.max(0, was / max)
  return { kind: part >= 1 ? 'over' : part >= nearShare ? 'near' : 'within', part }
}

/** Those not known first, as they let no new risk pass; then by how near. Ties keep their order. */
export function nearestFirst<Row extends { readonly max: number }>(
  rows: readonly Row[],
  was: (row: Row) => number | null,
): readonly Row[] {
  const rank = (row: Row): number => {
    const use = limitUse(was(row), row.max)
    return use.kind === 'unknown' ? Number.POSITIVE_INFINITY : Math.min(use.part, Number.MAX_VALUE)
  }
  return rows.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))
}

/** `99 %` until the limit is reached and never before: rounded away from it on either side. */
export function partText(part: number): string {
  const percent = part < 1 ? Math.floor(part * 100 + 1e-9) : Math.ceil(part * 100 - 1e-9)
  return percent > shownPercentMax
    ? `> ${shownPercentMax}\u202f%`
    : `${numberText(percent, 0)}\u202f%`
}

/** What it means, in words that need no colour. */
export function useText(use: LimitUse): string {
  if (use.kind === 'unknown') return 'not known: no new risk'
  if (use.kind === 'over') return use.part === 1 ? 'at the limit' : 'over the limit'
  return use.kind === 'near' ? 'near the limit' : 'within'
}

/**
 * `22.4 %`, `1,250.00 USD`, `17`; `not known` for what is no number.
 *
 * @param max - What it is held against: both get the same decimals.
 */
export function amountText(
  value: number | null,
  max: number,
  { unit, currency }: { readonly unit: LimitRow['unit']; readonly currency: string },
): string {
  if (value === null || !Number.isFinite(value)) return 'not known'
  if (unit === 'share') return percentText(value, max < 0.1 ? 2 : 1)
  if (unit === 'count') return numberText(value, Number.isInteger(value) ? 0 : 2)
  return `${numberText(value, max < 10_000 ? 2 : 0)} ${currency}`
}

/** A figure whose unit nobody told: whole, or in at most four digits. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return 'not known'
  if (Number.isInteger(value)) return numberText(value, 0)
  return `${value < 0 ? minus : ''}${fourDigits.format(Math.abs(value))}`
}
