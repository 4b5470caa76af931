/** What a pattern's own outcomes and those of its peers come to. */
export type Edge = {
  /** Mean return over the horizon that is believed in. Share of the price. */
  mean: number
  /** Standard error of that. */
  error: number
  /** Standard deviation of one outcome. */
  deviation: number
  /** What that rests on: outcomes of its own, and of peers. */
  evidence: number
}

/** What is known beside a pattern's own outcomes. */
export type Beliefs = {
  /** Outcomes that no edge at all is worth: what is believed before anything is seen. */
  readonly prior: number
  /** Variance of one outcome in the market at large, and the least there ever is. */
  readonly variance: number
  /** What peers found, and what that counts in outcomes. */
  readonly peerMean: number
  readonly peerEvidence: number
}

/** Square of the smallest deviation of an outcome: a market that never moved is not known well. */
const varianceMin = 1e-8

/**
 * The normal-inverse-gamma posterior of the mean return of a pattern, written into `edge`: the
 * prior says that there is no edge and that outcomes spread as in the market at large.
 *
 * @see Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.3.
 */
export function believe(
  edge: Edge,
  evidence: number,
  mean: number,
  spread: number,
  { prior, variance, peerMean, peerEvidence }: Beliefs,
): void {
  const all = evidence + prior + peerEvidence
  const middle = (evidence * mean + peerEvidence * peerMean) / all
  // What the pattern's own mean and that of its peers are away from the middle is spread too.
  const apart =
    evidence * (mean - middle) * (mean - middle) +
    peerEvidence * (peerMean - middle) * (peerMean - middle) +
    prior * middle * middle
  const pooled = (spread + apart + (prior + peerEvidence) * variance) / all
  const each = pooled > varianceMin ? pooled : varianceMin
  edge.mean = middle
  edge.error = Math.sqrt(each / all)
  edge.deviation = Math.sqrt(each)
  edge.evidence = evidence + peerEvidence
}
