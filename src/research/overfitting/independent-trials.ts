import type { TrialOutcome } from '../../engine/index.ts'
import { effectiveTrials } from './effective-trials.ts'
import { readFingerprint } from './fingerprint.ts'

/**
 * How many independent trials stand behind the best of some, by the fingerprints of those that were
 * settled. A trial that left none (given up, never settled, or of an older ledger) counts as
 * independent of all others; so do fingerprints of another length, which cannot be compared.
 *
 * @param trials - Distinct configurations tried. Whole.
 * @param outcomes - Of those that were settled.
 * @returns Whole, at most `trials`.
 */
export function independentTrials(trials: number, outcomes: Iterable<TrialOutcome>): number {
  const byLength = new Map<number, Float64Array[]>()
  for (const { fingerprint } of outcomes) {
    const series = fingerprint === undefined ? undefined : readFingerprint(fingerprint)
    if (series === undefined) continue
    const alike = byLength.get(series.length) ?? []
    alike.push(series)
    byLength.set(series.length, alike)
  }
  let independent = trials
  for (const alike of byLength.values()) independent += effectiveTrials(alike) - alike.length
  return Math.max(1, Math.min(trials, independent))
}
