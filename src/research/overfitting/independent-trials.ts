import type { TrialOutcome } from '../../engine/index.ts'
import { effectiveTrials } from './effective-trials.ts'
import { readFingerprint } from './fingerprint.ts'

/** More are not compared with each other: of so many a thinned sample says the same. */
const comparedMax = 2_000

/**
 * How many independent trials stand behind the best of some, by the fingerprints of those that were
 * settled. A trial that left none (given up, never settled, or of an older ledger) counts as
 * independent of all others; so do fingerprints of another length, which cannot be compared. Of
 * more than 2,000 alike in length every nth is looked at, and what is found is taken times n.
 *
 * @param trials - Distinct configurations tried. Whole.
 * @param outcomes - Of those that were settled.
 * @returns Whole, at most `trials`.
 */
export function independentTrials(trials: number, outcomes: Iterable<TrialOutcome>): number {
  const byLength = new Map<number, string[]>()
  for (const { fingerprint } of outcomes) {
    if (fingerprint === undefined || readFingerprint(fingerprint) === undefined) continue
    const alike = byLength.get(fingerprint.length) ?? []
    alike.push(fingerprint)
    byLength.set(fingerprint.length, alike)
  }
  let independent = trials
  for (const alike of byLength.values()) independent += groupsOf(alike) - alike.length
  return Math.max(1, Math.min(trials, independent))
}

/** Of a million only those that are compared are ever held as numbers. */
function groupsOf(fingerprints: readonly string[]): number {
  const every = Math.ceil(fingerprints.length / comparedMax)
  const sample = fingerprints.filter((_, k) => k % every === 0)
  const series = sample.flatMap((text) => readFingerprint(text) ?? [])
  return Math.min(fingerprints.length, every * effectiveTrials(series))
}
