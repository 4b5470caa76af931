import type { TrialOutcome } from '../engine/index.ts'
import { parseTrialLine } from './trial-line.ts'

/** Configurations of one set of data; `undefined` for one of which nothing was said since. */
type Configurations = Map<string, TrialOutcome | undefined>

/** What the lines of a trial ledger come to. Only grows; a line read twice changes nothing. */
export class KnownTrials {
  readonly #byData = new Map<string, Configurations>()

  /** Takes in one line. One that is neither a trial nor an outcome is passed over. */
  add(line: string): void {
    const read = parseTrialLine(line)
    if (read === undefined) return
    const { dataHash, configurationHash, outcome } = read
    const known: Configurations = this.#byData.get(dataHash) ?? new Map()
    known.set(configurationHash, outcome ?? known.get(configurationHash))
    this.#byData.set(dataHash, known)
  }

  /** Distinct configurations tried on the data. */
  count(dataHash: string): number {
    return this.#byData.get(dataHash)?.size ?? 0
  }

  /** The latest outcome of each configuration that has one. */
  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome> {
    const settled = new Map<string, TrialOutcome>()
    for (const [configurationHash, outcome] of this.#byData.get(dataHash) ?? [])
      if (outcome !== undefined) settled.set(configurationHash, outcome)
    return settled
  }
}
