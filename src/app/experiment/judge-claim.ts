import {
  type ClaimReport,
  type Correction,
  correctFamily,
  type ExperimentRow,
  type LagPoint,
  overallVerdict,
  type TestedClaim,
  type UnaskedSubject,
  verdictOf,
} from '../../research/index.ts'
import type { FoundTest } from './experiment-line.ts'
import type { Subject } from './load-subject.ts'

/** What was asked of one subject: figures, or why there are none. */
export type AskedSubject = {
  readonly subject: Subject
  readonly claim: TestedClaim | string
  readonly curve: readonly LagPoint[]
}

export type ClaimRules = {
  readonly alpha: number
  readonly effectMin: number
  readonly correction: Correction
  /** Tests of other hypotheses: those of the same claim and instruments are corrected for. */
  readonly others: readonly FoundTest[]
}

/** Corrects the tests of one claim for each other, and for those before, and says what they say. */
export function judgeClaim(
  claim: ClaimReport['claim'],
  asked: readonly AskedSubject[],
  { alpha, effectMin, correction, others: all }: ClaimRules,
): ClaimReport {
  const instruments = new Set<string>(asked.map(({ subject }) => subject.market.instrument.id))
  const others = all.filter((of) => of.claim === claim && instruments.has(of.instrument))
  const tested: (Omit<ExperimentRow, 'adjusted' | 'verdict'> & { readonly subject: string })[] = []
  const unasked: UnaskedSubject[] = []
  for (const { subject, claim: found, curve } of asked) {
    if (typeof found === 'string') unasked.push({ subject: subject.name, why: found })
    else tested.push(rowOf(subject.name, found, curve))
  }
  const adjusted = correctFamily(
    tested.map(({ probability }) => probability),
    others.map(({ probability }) => probability),
    correction,
  )
  const rows = tested.map((row, i): ExperimentRow => {
    const corrected = { ...row, adjusted: adjusted[i] ?? 1 }
    return { ...corrected, verdict: verdictOf({ ...corrected, alpha, effectMin }) }
  })
  const verdict = overallVerdict(rows.map((row) => row.verdict))
  return { claim, verdict, effectMin, rows, unasked, others: others.length }
}

function rowOf(
  subject: string,
  { test, ...of }: TestedClaim,
  curve: readonly LagPoint[],
): Omit<ExperimentRow, 'adjusted' | 'verdict'> {
  const { effect, low, high, standardised, dieboldMariano, samples, absent, pairs, ts } = of
  return {
    ...{ subject, samples, effect, low, high, standardised, dieboldMariano, absent, pairs, ts },
    ...{ probability: test.probability, shifts: test.shifts, nullMean: test.nullMean },
    curve,
  }
}
