import type { InstrumentId, Micros, Moat } from '../../domain/index.ts'

/** What is foretold. Both in units of what is usual, so that one wild day does not decide. */
export const researchTargets = ['return', 'volatility'] as const
/** One of `researchTargets`. */
export type ResearchTarget = (typeof researchTargets)[number]

/** How it is tested. */
export const researchTests = ['granger', 'transfer-entropy'] as const
/** One of `researchTests`. */
export type ResearchTest = (typeof researchTests)[number]

/** What one test of one hypothesis came to. That nothing was found is a finding too. */
export type Finding = {
  readonly kind: 'finding'
  readonly ts: Micros
  readonly instrumentId: InstrumentId
  readonly moat: Moat
  readonly column: string
  readonly target: ResearchTarget
  readonly test: ResearchTest
  /** Bars by which the column is to lead. */
  readonly lag: number
  /** Rows that were compared. */
  readonly n: number
  /**
   * Granger: the partial correlation, -1 to 1, of the target with the column `lag` bars before, its
   * own last value taken out. Transfer entropy: nats, the bias taken off.
   */
  readonly effect: number
  /** Of the effect, 95 %. */
  readonly interval: readonly [low: number, high: number]
  /** By itself, and among all tests of the run so far. */
  readonly p: number
  readonly pCorrected: number
  /** Whether `pCorrected` is at most the level. */
  readonly isFound: boolean
}

/** A hypothesis that could not be tested, and why. */
export type Untested = {
  readonly kind: 'untested'
  readonly ts: Micros
  readonly instrumentId: InstrumentId
  readonly moat: Moat
  readonly column: string
  /** `silent`: too few rows in a row are known. `constant`: one of the two stood still. */
  readonly why: 'silent' | 'constant'
  readonly n: number
}

/** Every hypothesis was looked at once more. */
export type RoundDone = {
  readonly kind: 'round-done'
  readonly ts: Micros
  readonly instrumentId: InstrumentId
  readonly tests: number
  readonly untested: number
  readonly found: number
  /** Tests of the run so far: what each of them is corrected for. */
  readonly testsEver: number
}

/** What a researcher publishes. */
export type ResearchNews = Finding | Untested | RoundDone

/** News in a sentence, with every number that it rests on. */
export function explainNews(news: ResearchNews): string {
  if (news.kind === 'round-done') {
    const { tests, untested, found, testsEver } = news
    const what = found === 0 ? 'nothing was found' : `${found} effects were found`
    return `${what} in ${tests} tests (${untested} not possible, ${testsEver} in the run so far)`
  }
  if (news.kind === 'untested') {
    const { moat, column, why, n } = news
    const reason = why === 'silent' ? `only ${n} rows in a row are known` : 'something stood still'
    return `${moat} ${column} was not tested: ${reason}`
  }
  const { moat, column, target, test, lag, effect, interval, p, pCorrected, n, isFound } = news
  const verb = isFound ? 'leads' : 'was not found to lead'
  const [low, high] = interval.map((each) => each.toPrecision(3))
  return (
    `${moat} ${column} ${verb} ${target} by ${lag} bars of an hour or longer: ${test} ${effect.toPrecision(3)} ` +
    `(${low} to ${high}), p ${p.toPrecision(3)}, corrected ${pCorrected.toPrecision(3)}, n ${n}`
  )
}
