import type { SettledTrial, Trial, TrialLedger, TrialOutcome } from '../../engine/index.ts'

/** What the ledger of trials knows of some data, to be told where the ledger is not. */
export type KnownTrials = {
  /** Configurations that were tried, by their hash. */
  readonly hashes: readonly string[]
  readonly outcomes: readonly (readonly [hash: string, outcome: TrialOutcome])[]
}

/** A ledger away from the ledger: it knows what it was told, and what has happened since. */
export class ToldTrials implements TrialLedger {
  readonly #hashes: Set<string>
  readonly #outcomes: Map<string, TrialOutcome>

  constructor({ hashes, outcomes }: KnownTrials) {
    this.#hashes = new Set(hashes)
    this.#outcomes = new Map(outcomes)
  }

  record({ configurationHash }: Trial): number {
    return this.#hashes.add(configurationHash).size
  }

  recordAll(trials: readonly Trial[]): number {
    for (const trial of trials) this.record(trial)
    return trials.length === 0 ? 0 : this.#hashes.size
  }

  settle({ configurationHash }: Trial, outcome: TrialOutcome): void {
    this.#outcomes.set(configurationHash, outcome)
  }

  settleAll(settled: readonly SettledTrial[]): void {
    for (const { trial, outcome } of settled) this.settle(trial, outcome)
  }

  outcomes(): ReadonlyMap<string, TrialOutcome> {
    return this.#outcomes
  }
}
