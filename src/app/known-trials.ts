import type { Trial, TrialOutcome } from '../engine/index.ts'
import { parseDataLine, parseTrialLine } from './trial-line.ts'

/** What was tried on one set of data. */
export type TrialCount = {
  /** SHA-256 of the data. */
  readonly data: string
  readonly tried: number
  readonly settled: number
  /** Best Sharpe ratio of one sample; `undefined` where none is defined. */
  readonly best: number | undefined
}

/** Configurations of one set of data; `undefined` for one of which nothing was said since. */
type Configurations = Map<string, TrialOutcome | undefined>

/** What the lines of a trial ledger come to. Only grows; a line read twice changes nothing. */
export class KnownTrials {
  readonly #byData = new Map<string, Configurations>()
  readonly #weeksOf = new Map<string, readonly string[]>()
  readonly #dataIn = new Map<string, Set<string>>()

  /** Takes in one line. One that is none of a trial ledger's is passed over. */
  add(line: string): void {
    const data = parseDataLine(line)
    if (data !== undefined) return this.#addWeeks(data.dataHash, data.weeks)
    const read = parseTrialLine(line)
    if (read === undefined) return
    const { dataHash, configurationHash, outcome } = read
    const known: Configurations = this.#byData.get(dataHash) ?? new Map()
    known.set(configurationHash, outcome ?? known.get(configurationHash))
    this.#byData.set(dataHash, known)
  }

  /** Whether it is known what the data of a trial share with others, or they can share nothing. */
  hasWeeks({ dataHash, weeks }: Trial): boolean {
    return weeks.length === 0 || this.#weeksOf.has(dataHash)
  }

  /** Distinct configurations tried on the data, or on any that share a week with them. */
  count(dataHash: string): number {
    const own = this.#byData.get(dataHash)
    const others = [...this.#overlapping(dataHash)].flatMap((of) => this.#byData.get(of) ?? [])
    if (others.length === 0) return own?.size ?? 0
    const all = new Set(own?.keys())
    for (const configurations of others) for (const hash of configurations.keys()) all.add(hash)
    return all.size
  }

  /** How many configurations were tried on each set of data, and how many came to something. */
  get counts(): readonly TrialCount[] {
    return [...this.#byData].map(([data, configurations]) => {
      const settled = [...configurations.values()].filter((outcome) => outcome !== undefined)
      const ratios = settled.flatMap(({ sharpe }) => sharpe ?? [])
      const best = ratios.length === 0 ? undefined : Math.max(...ratios)
      return { data, tried: configurations.size, settled: settled.length, best }
    })
  }

  /** The latest outcome of each configuration that has one. */
  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome> {
    const settled = new Map<string, TrialOutcome>()
    for (const [configurationHash, outcome] of this.#byData.get(dataHash) ?? [])
      if (outcome !== undefined) settled.set(configurationHash, outcome)
    return settled
  }

  #addWeeks(dataHash: string, weeks: readonly string[]): void {
    this.#weeksOf.set(dataHash, weeks)
    for (const week of weeks) {
      const data = this.#dataIn.get(week) ?? new Set()
      this.#dataIn.set(week, data.add(dataHash))
    }
  }

  #overlapping(dataHash: string): ReadonlySet<string> {
    const found = new Set<string>()
    for (const week of this.#weeksOf.get(dataHash) ?? [])
      for (const other of this.#dataIn.get(week) ?? []) found.add(other)
    found.delete(dataHash)
    return found
  }
}
