import type { RunResult, TrialOutcome } from '../engine/index.ts'
import { blockReturns, fingerprintOf, type Metrics } from '../research/index.ts'

/** What the trial ledger keeps of a run: its Sharpe ratio per sample, and what it looked like. */
export function outcomeOf(
  run: Pick<RunResult, 'equity' | 'startEquity' | 'from' | 'to'>,
  { curve }: Metrics,
): TrialOutcome {
  const { returns, perYear } = curve.sampled
  const sharpe = curve.sharpe === undefined ? undefined : curve.sharpe.value / Math.sqrt(perYear)
  const kept = blockReturns(run)
  const fingerprint = kept === undefined ? undefined : fingerprintOf(kept)
  return { sharpe, samples: returns.length, fingerprint }
}
