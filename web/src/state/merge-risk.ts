import type { RiskView } from '../../../src/app/risk-view.ts'

/**
 * The newer view, with those parts of the older one that say the same: what reads one part is not
 * drawn again because another one moved.
 */
export function mergeRisk(
  known: RiskView | undefined,
  fresh: RiskView | undefined,
): RiskView | undefined {
  if (known === undefined || fresh === undefined) return fresh ?? known
  const kept = Object.entries(known).filter(
    ([part, value]) => JSON.stringify(value) === JSON.stringify(Reflect.get(fresh, part)),
  )
  return { ...fresh, ...Object.fromEntries(kept) }
}
