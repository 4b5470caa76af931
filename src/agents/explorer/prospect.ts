import type { InstrumentId, Micros, Moat } from '../../domain/index.ts'
import type { ExplorerTeam, Ramp } from './explorer-terms.ts'

/** The six criteria of one point each. @see SPEC P4. */
export type CriterionName =
  | 'volume'
  | 'volatility'
  | 'spread-and-depth'
  | 'momentum'
  | 'trend-quality'
  | 'low-correlation'

/** What one criterion gave. */
export type Criterion = {
  readonly name: CriterionName
  /** 0 to 1. */
  readonly points: number
  /** What was measured; NaN where nobody knows, which gives nothing. */
  readonly reading: number
  /** From which reading on there is something, and from which on all. */
  readonly ramp: Ramp
}

/** What one moat had to say. */
export type MoatEvidence = {
  readonly moat: Moat
  readonly column: string
  /** What it counts for the team. */
  readonly weight: number
  /** Deviations from what is usual; NaN where nobody knows. */
  readonly score: number
  /** 0 to 1. */
  readonly points: number
}

/** What one explorer thinks of one instrument. */
export type Prospect = {
  readonly team: ExplorerTeam
  /** Which of the team, from 0. */
  readonly member: number
  readonly instrumentId: InstrumentId
  readonly ts: Micros
  /** 0 to 8: six criteria of one point, and 0 to 2 of evidence. */
  readonly score: number
  /** What could have been had: 8, or 6 where no moat has data. */
  readonly outOf: number
  /** The share of `outOf` that was had. No probability: what P5 asks the mean of. */
  readonly confidence: number
  /** Its vote. */
  readonly isFor: boolean
  readonly criteria: readonly Criterion[]
  /** 0 to 2. */
  readonly evidence: number
  readonly moats: readonly MoatEvidence[]
}

/** The score in a sentence, with every number that made it. */
export function explainProspect(prospect: Prospect): string {
  const { team, member, instrumentId, score, outOf, isFor, criteria, evidence } = prospect
  const points = criteria.map(
    ({ name, points: had, reading }) =>
      `${name} ${had.toFixed(2)} (${Number.isNaN(reading) ? 'not known' : reading.toPrecision(3)})`,
  )
  const vote = isFor ? 'for' : 'not for'
  return (
    `${team} ${member + 1} is ${vote} ${instrumentId} with ${score.toFixed(2)} of ${outOf}: ` +
    `${points.join(', ')}; evidence ${evidence.toFixed(2)} (${moatsSaid(prospect)})`
  )
}

function moatsSaid({ moats }: Prospect): string {
  const said = moats.filter(({ weight, score }) => weight > 0 && !Number.isNaN(score))
  if (said.length === 0) return 'no moat has data'
  return said
    .map(({ moat, column, score }) => `${moat} ${column} ${score.toFixed(1)} deviations`)
    .join(', ')
}

/** 0 before the ramp, 1 behind it, straight between; 0 for NaN. It may lead downward. */
export function pointsOn(reading: number, [nothing, all]: Ramp): number {
  const share = (reading - nothing) / (all - nothing)
  return share > 0 ? Math.min(share, 1) : 0
}
