import { declined, ok, type Result } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { stretchBarsMin, type WalkPlan, type WarmSpan } from './walk-plan.ts'

export type NestOptions = {
  /** Parts that each stretch of training is cut into. Whole, 2 to 20. */
  readonly folds: number
  readonly barUs: number
  /** Left out before each part but the first. */
  readonly purgeUs: number
}

const foldsMax = 20

/**
 * A plan whose training chooses by the mean of its parts: each stretch is cut into so many, and a
 * part is run from flat, warmed up by what of the stretch is before it. Nothing of it lies outside
 * the training, so it reads no more of a test than the training did.
 *
 * @returns A sentence where parts would be too short.
 */
export function nestWindows(plan: WalkPlan, options: NestOptions): Result<WalkPlan> {
  const { folds, barUs, purgeUs } = options
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= foldsMax))
    return declined(`inner folds must be a whole number from 2 to ${foldsMax}, was ${folds}`)
  const purge = Math.ceil(purgeUs / barUs)
  const windows = plan.windows.map((window) => ({
    ...window,
    inner: window.train.flatMap((span) => partsOf(span, folds, barUs, purge)),
  }))
  const shortest = Math.min(
    ...windows.flatMap(({ inner }) => inner.map(({ from, to }) => Math.round((to - from) / barUs))),
  )
  if (shortest < stretchBarsMin)
    return declined(
      `inner folds would have ${Math.max(0, shortest)} bars after the purge, ${stretchBarsMin} at ` +
        'least; take fewer of them, or a shorter purge',
    )
  return ok({ ...plan, windows })
}

function partsOf(span: WarmSpan, folds: number, barUs: number, purge: number): readonly WarmSpan[] {
  const bars = Math.round((span.to - span.from) / barUs)
  const at = (bar: number): Micros => (span.from + bar * barUs) as Micros
  const edge = (part: number): number => Math.floor((bars * part) / folds)
  return Array.from({ length: folds }, (_, part) => ({
    warmFrom: span.warmFrom,
    from: at(edge(part) + (part === 0 ? 0 : purge)),
    to: at(edge(part + 1)),
  }))
}
