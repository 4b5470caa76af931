import type { TrialOutcome } from '../engine/index.ts'
import type { Metrics } from '../research/index.ts'

/** What the trial ledger keeps of a run: its Sharpe ratio per sample. */
export function outcomeOf({ curve }: Metrics): TrialOutcome {
  const { returns, perYear } = curve.sampled
  const sharpe = curve.sharpe === undefined ? undefined : curve.sharpe.value / Math.sqrt(perYear)
  return { sharpe, samples: returns.length }
}
