import type { InstrumentId, Micros } from '../../domain/index.ts'
import type { MarketRegime } from './market-regime.ts'
import type { Stance } from './opinion-block.ts'

/**
 * What a moment was followed by. `position`: it led to a position, and the reward is what that came
 * to. `view`: it led to none, and the reward is what the price did until it was due, less the costs
 * of a way in and out.
 */
export type OutcomeKind = 'position' | 'view'

/** A decision and what came of it, as a journal tells it. */
export type Outcome = {
  readonly kind: OutcomeKind
  /** Position in the instruments of the run, and its name. */
  readonly instrument: number
  readonly instrumentId: InstrumentId
  readonly side: 1 | -1
  /** When it was decided, and the close it was decided at. Unit: us, quote units. */
  readonly decidedAt: Micros
  readonly price: number
  readonly enteredAt: Micros
  /** When its outcome could first be known. Nothing that looks from before may see it. */
  readonly knownAt: Micros
  readonly regime: MarketRegime
  /** What agents said. */
  readonly stances: readonly Stance[]
  readonly vector: Float32Array
  /** Net of fees and slippage, as a share of the price paid at entry. */
  readonly reward: number
  /** Fees as such a share, and how much worse than the price seen fills were. */
  readonly costs: number
  readonly slippageBps: number
  /** What closed it: `stop`, `target`, `exit`, or `horizon` of a view. */
  readonly closedBy: string
  /** Numbers in the journal: the decision, and the fills. Rising; the first is the decision's. */
  readonly evidence: readonly number[]
}

/** An outcome beside all that was known when it came. */
export type Episode = Outcome & {
  /** From 0, in the order in which outcomes became known. */
  readonly id: number
  /** What nearest moments, known when it was decided, had led to; `undefined` of too few. */
  readonly expected: number | undefined
  /** How far the reward was from what was expected, in deviations of rewards until then. */
  readonly surprise: number | undefined
  /** The nearest moments of the same side that ended with the opposite sign. Ids, nearest first. */
  readonly contradicts: readonly number[]
  /** How many were looked at for that. */
  readonly neighbours: number
}
