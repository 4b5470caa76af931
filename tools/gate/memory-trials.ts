import { KnownTrials } from '../../src/app/known-trials.ts'
import { settledLine, trialLine } from '../../src/app/trial-line.ts'
import type { SettledTrial, Trial, TrialLedger, TrialOutcome } from '../../src/engine/index.ts'

/** A trial ledger that is read and written as the file is, and kept in memory. */
export class MemoryTrials implements TrialLedger {
  readonly #known = new KnownTrials()

  record(trial: Trial): number {
    return this.recordAll([trial])
  }

  recordAll(trials: readonly Trial[]): number {
    for (const trial of trials) this.#known.add(trialLine(trial).trim())
    const [first] = trials
    return first === undefined ? 0 : this.#known.count(first.dataHash)
  }

  settle(trial: Trial, outcome: TrialOutcome): void {
    this.settleAll([{ trial, outcome }])
  }

  settleAll(settled: readonly SettledTrial[]): void {
    for (const each of settled) this.#known.add(settledLine(each).trim())
  }

  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome> {
    return this.#known.outcomes(dataHash)
  }
}
