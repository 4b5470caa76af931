import type { VoteLog } from '../committee/index.ts'

/** Something known beside the market: sentiment, funding, macro. */
export type ContextColumn = {
  readonly name: string
  /** What was known of instrument `instrument` at a time, us; NaN when nothing was. */
  readonly valueAt: (instrument: number, ts: number) => number
}

/** All that a planner looks at. */
export type PlanRequest = {
  readonly agents: readonly { readonly id: string; readonly horizonUs: number }[]
  /** One for each instrument, in the order of the desk. */
  readonly logs: readonly VoteLog[]
  /** States of the market that are told apart. */
  readonly regimes: number
  /** Weights in force, by agent and regime, agent by agent; each 0.2 to 1. */
  readonly current: Float64Array
  readonly context: readonly ContextColumn[]
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
  /** How many plans were tried on this desk, this one included: each makes luck likelier. */
  readonly looks: number
  readonly seed: number
}

/** What a plan came to on the part it had not seen. Returns are shares of equity, after costs. */
export type PlanEvidence = {
  readonly rowsFitted: number
  readonly daysHeldOut: number
  readonly returnCurrent: number
  /** Of the plan, at as much exposure on average as the current weights. */
  readonly returnPlanned: number
  /** What the wishes of the plan were multiplied by for that. */
  readonly scale: number
  /** Mean of a day by which the plan is better, and the low end of its interval. */
  readonly betterPerDay: number
  readonly low: number
  /** The same day by day, oldest first: for who is to judge it. */
  readonly gains: readonly number[]
  /** One-sided probability of luck that is allowed in this look. */
  readonly level: number
  readonly looks: number
}

/** What a planner has to say. */
export type Plan = {
  readonly isProposed: boolean
  /** By agent and regime, agent by agent; each 0.2 to 1. Those in force without a proposal. */
  readonly weights: Float64Array
  /** The same as shares: those of one regime add up to 1. */
  readonly shares: Float64Array
  /** Absent when there was too little to try anything on. */
  readonly evidence?: PlanEvidence
  readonly sentence: string
}
