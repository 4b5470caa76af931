/** What came of moments like this one. */
export type Recollection = {
  /** How many there were. Whole, 1 or more. */
  readonly count: number
  /** How much they count together: each at most 1, less with age and where others contradict it. */
  readonly weight: number
  /** Mean of what positions on the same side came to, net of costs. Share of the price at entry. */
  readonly mean: number
  readonly deviation: number
  /** Share that came to more than nothing, 0 to 1. */
  readonly wins: number
  /** Mean of what won over mean of what lost, above 0; `undefined` unless some did either. */
  readonly payoff?: number | undefined
}

/** What an agent is about to say. */
export type RecallQuestion = {
  /** Signed share of equity; its sign is the side that is asked about. Not 0. */
  readonly exposure: number
  readonly confidence: number
  /** How many of the most similar moments. Whole, 1 or more. */
  readonly most: number
}

/**
 * What an agent may ask of memory: what came of the moments most like this one, at any instrument
 * of the desk, of which everything was known before now.
 */
export interface Recall {
  /** How far to go by it: above 0, at most 1. */
  readonly weight: number
  /** The same of the payoff ratio that an agent assumes, 0 to 1; it keeps its own when left out. */
  readonly payoffWeight?: number | undefined
  /** @returns `undefined` where nothing is remembered of that side. */
  similar(question: RecallQuestion): Recollection | undefined
}
