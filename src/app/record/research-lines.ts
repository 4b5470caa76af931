import { ExperimentFile } from '../experiment/experiment-file.ts'
import type { TrialFile } from '../trial-file.ts'

/** A claim that was registered before anybody looked. Times are ms since 1970, UTC. */
export type ExperimentLine = {
  readonly t: number
  readonly name: string
  readonly hash: string
  readonly looks: readonly {
    readonly t: number
    readonly look: number
    /** Empty for a look that a crash ended. */
    readonly verdict: string
  }[]
}

/** What was tried on one set of data. */
export type TrialsLine = {
  readonly data: string
  readonly tried: number
  readonly settled: number
  /** Best Sharpe ratio of one sample; `null` where none is defined. */
  readonly best: number | null
}

/** The newest first. @throws UserError `experiment-unwritten` when they cannot be read */
export function experimentLines(desk: string): readonly ExperimentLine[] {
  const lines = new ExperimentFile(desk).all().map(({ name, hash, registeredAt, looks }) => {
    const told = looks.map(({ look, at, verdict = '' }) => ({ t: Date.parse(at), look, verdict }))
    return { t: Date.parse(registeredAt), name, hash, looks: told }
  })
  return lines.sort((a, b) => b.t - a.t)
}

/** The data that most was tried on first. @throws UserError `trial-unwritten` */
export function trialsLines(trials: TrialFile): readonly TrialsLine[] {
  return trials
    .counts()
    .map(({ best = null, ...counts }) => ({ ...counts, best }))
    .sort((a, b) => b.tried - a.tried)
}
