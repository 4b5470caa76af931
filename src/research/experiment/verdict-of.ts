/** What an experiment may come to. `undecided` is not `no effect`: the data cannot tell. */
export type ExperimentVerdict = 'effect' | 'no effect' | 'undecided'

/** What a verdict rests on. */
export type ExperimentEvidence = {
  /** Interval of the effect; above 0 the treatment is better. */
  readonly low: number
  readonly high: number
  /** Of so large an effect by chance, after the correction for many tests. */
  readonly adjusted: number
  /** What the test may spend of its chance of a false alarm. */
  readonly alpha: number
  /** The smallest effect worth having, in the units of the effect. Above 0. */
  readonly effectMin: number
}

/**
 * `effect` when chance is ruled out and the effect may be worth having. `no effect` when the whole
 * interval lies below what is worth having, whatever chance says: the claim is that the treatment
 * is better, so worse is none. Else the interval is too wide: `undecided`.
 *
 * @see Lakens, "Equivalence tests", 2017, for the smallest effect of interest.
 */
export function verdictOf(evidence: ExperimentEvidence): ExperimentVerdict {
  const { low, high, adjusted, alpha, effectMin } = evidence
  if (high < effectMin) return 'no effect'
  return adjusted <= alpha && low > 0 ? 'effect' : 'undecided'
}

/** Of several: an effect anywhere is one; none is only where all say so. */
export function overallVerdict(verdicts: readonly ExperimentVerdict[]): ExperimentVerdict {
  if (verdicts.includes('effect')) return 'effect'
  const areAll = verdicts.length > 0 && verdicts.every((verdict) => verdict === 'no effect')
  return areAll ? 'no effect' : 'undecided'
}
