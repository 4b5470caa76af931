import type { SourceAlarm } from '../../sources/index.ts'
import type { LagPoint } from './forecast-claim.ts'
import type { Pairs } from './paired-effect.ts'
import type { ExperimentVerdict } from './verdict-of.ts'

/** What a claim came to for one subject. */
export type ExperimentRow = {
  readonly subject: string
  /** Pairs: forecasts, or days. */
  readonly samples: number
  readonly effect: number
  readonly low: number
  readonly high: number
  /** Mean difference over its deviation. */
  readonly standardised: number | undefined
  /** Of so large an effect under shifts of the source, and the same corrected for the family. */
  readonly probability: number
  readonly adjusted: number
  readonly shifts: number
  /** Mean effect under shifts: what knowing nothing does. */
  readonly nullMean: number | undefined
  readonly dieboldMariano: number | undefined
  /** Share of pairs at which the source had nothing to say. */
  readonly absent: number
  readonly verdict: ExperimentVerdict
  /** Lags that were looked at beside, no test among them; empty for trading. */
  readonly curve: readonly LagPoint[]
  readonly pairs: Pairs
  readonly ts: Float64Array
}

/** A subject of which nothing could be asked, and why. */
export type UnaskedSubject = { readonly subject: string; readonly why: string }

/** One claim about all subjects. */
export type ClaimReport = {
  readonly claim: 'forecast' | 'trading'
  readonly verdict: ExperimentVerdict
  readonly effectMin: number
  readonly rows: readonly ExperimentRow[]
  readonly unasked: readonly UnaskedSubject[]
  /** Tests of other hypotheses on the same instruments that were corrected for as well. */
  readonly others: number
}

/** What a source said of one subject. */
export type SourceReport = {
  readonly subject: string
  readonly commits: number
  readonly contributors: number
  readonly alarms: readonly SourceAlarm[]
}

/** One look at a hypothesis. */
export type ExperimentReport = {
  readonly name: string
  readonly text: string
  readonly hash: string
  readonly registeredAt: string
  readonly look: number
  readonly looks: number
  /** What this look may spend of the chance of a false alarm. */
  readonly alpha: number
  readonly lagHours: number
  readonly verdict: ExperimentVerdict
  readonly claims: readonly ClaimReport[]
  readonly sources: readonly SourceReport[]
  /** SHA-256 over the promise and every figure: what two equal looks agree on. */
  readonly resultHash: string
}
