import type { SettledTrial, Trial, TrialLedger, TrialOutcome } from '../../src/engine/index.ts'

type Configurations = Map<string, TrialOutcome | undefined>

/** A trial ledger in memory: of a market that is made, asked once and thrown away. */
export class MemoryTrials implements TrialLedger {
  readonly #byData = new Map<string, Configurations>()

  record(trial: Trial): number {
    return this.recordAll([trial])
  }

  recordAll(trials: readonly Trial[]): number {
    for (const { dataHash, configurationHash } of trials) {
      const known = this.#of(dataHash)
      known.set(configurationHash, known.get(configurationHash))
    }
    const [first] = trials
    return first === undefined ? 0 : this.#of(first.dataHash).size
  }

  settle(trial: Trial, outcome: TrialOutcome): void {
    this.settleAll([{ trial, outcome }])
  }

  settleAll(settled: readonly SettledTrial[]): void {
    for (const { trial, outcome } of settled)
      this.#of(trial.dataHash).set(trial.configurationHash, outcome)
  }

  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome> {
    const known = [...this.#of(dataHash)]
    return new Map(
      known.flatMap(([key, outcome]) => (outcome === undefined ? [] : [[key, outcome]])),
    )
  }

  #of(dataHash: string): Configurations {
    const known: Configurations = this.#byData.get(dataHash) ?? new Map()
    this.#byData.set(dataHash, known)
    return known
  }
}
