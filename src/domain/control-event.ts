import type { Micros } from './micros.ts'

/** What a breaker or a standing is of. */
export const scopes = ['desk', 'venue', 'instrument', 'strategy'] as const
/** One of `scopes`. */
export type Scope = (typeof scopes)[number]

/** Open: no new risk there. Half open: tried out, at a part of the size. */
export const breakerStates = ['closed', 'half-open', 'open'] as const
/** How far a breaker is open. */
export type BreakerState = (typeof breakerStates)[number]

/** A circuit breaker moved: something there is not as it should be, or is again. */
export type BreakerMoved = {
  readonly kind: 'breaker-moved'
  readonly ts: Micros
  readonly scope: Scope
  /** Position of the instrument or agent; 0 for desk and venue. */
  readonly subject: number
  readonly state: BreakerState
  /** Which condition, such as `slippage`. */
  readonly cause: string
  readonly was: number
  readonly max: number
  /** `desk` when it follows from what the desk was told, `venue` when it was seen outside. */
  readonly actor: string
}

/** An instrument or a strategy is trusted with another part of its full size. */
export type StandingChanged = {
  readonly kind: 'standing-changed'
  readonly ts: Micros
  readonly scope: Scope
  readonly subject: number
  /** 1 in full, 0 for exits only. */
  readonly share: number
  readonly isHibernating: boolean
  /** `desk`, or who woke it. */
  readonly actor: string
  readonly reason: string
}

/** The desk's capital has grown or shrunk into another tier. */
export type TierChanged = {
  readonly kind: 'tier-changed'
  readonly ts: Micros
  readonly from: string
  readonly to: string
  /** Units of the quote currency. */
  readonly equity: number
}

/** A person wants another limit. A tighter one holds at once, a wider one from `dueTs` on. */
export type LimitAsked = {
  readonly kind: 'limit-asked'
  readonly ts: Micros
  readonly dueTs: Micros
  readonly key: string
  readonly value: number
  readonly actor: string
  readonly reason: string
}

/** From here on no agent is asked any more: somebody else has taken over from a desk that hung. */
export type AgentsDismissed = {
  readonly kind: 'agents-dismissed'
  readonly ts: Micros
  readonly actor: string
  readonly reason: string
}

/** A team of agents was put on an instrument, or taken from it. */
export type TeamMoved = {
  readonly kind: 'team-moved'
  readonly ts: Micros
  readonly instrument: number
  readonly isDeployed: boolean
  /** The team of explorers that wanted it, `start`, or `desk` when it was released. */
  readonly by: string
  readonly reason: string
}

/** A person has approved other weights for the voices of the committee. */
export type PlanApproved = {
  readonly kind: 'plan-approved'
  readonly ts: Micros
  /** From then on they count as they have earned it again. */
  readonly untilTs: Micros
  /** Id of the proposal. */
  readonly proposal: string
  /** By agent and regime, agent by agent, 0.2 to 1; 0 for what stays as it is. */
  readonly weights: readonly number[]
  readonly actor: string
  readonly reason: string
}

/** Another version of the strategy decides from now on, or none does. */
export type ChampionChanged = {
  readonly kind: 'champion-changed'
  readonly ts: Micros
  /** Id of the version; empty where nobody decides any more, and all that is held is closed. */
  readonly version: string
  /** Whom risk puts back in its place; empty for nobody. */
  readonly before: string
  /** Whether risk watches it from now on: not one that was champion before. */
  readonly isPromotion: boolean
  /** Who wanted it; `risk` for the desk itself, `box` when the version could not be asked. */
  readonly actor: string
  readonly reason: string
}

/** What managers of the memory can agree on of a pattern, or of a lesson. */
export type MemoryChange =
  | 'add-pattern'
  | 'update-pattern'
  | 'deprecate-pattern'
  | 'add-lesson'
  | 'deprecate-lesson'

/** From here on a pattern, or a lesson, may be gone by, or may not any more. */
export type MemoryAgreed = {
  readonly kind: 'memory-agreed'
  readonly ts: Micros
  readonly change: MemoryChange
  /** Name of the pattern; SHA-256 of the name of the lesson, in hex. */
  readonly subject: string
  /** SHA-256 of the proposal that was voted on, in hex. */
  readonly proposal: string
  readonly actor: string
  readonly reason: string
}

/**
 * What is known beside the bars of an instrument has become another number. It stands for the bar
 * that follows and all after it, until the next of its kind; NaN when nothing is known any more.
 */
export type OutsideObserved = {
  readonly kind: 'outside-observed'
  /** Close of the bar that it was first seen with. */
  readonly ts: Micros
  readonly instrument: number
  /** One of those that the header lists, as `funding.rate`. */
  readonly column: string
  readonly value: number
}

/** Something a person has to know of now. */
export type AlertRaised = {
  readonly kind: 'alert-raised'
  readonly ts: Micros
  /** Stable, for those who act on it: `flatten-stuck`. */
  readonly code: string
  readonly text: string
}

/** What moves a desk other than orders and bars. */
export type ControlEvent =
  | BreakerMoved
  | StandingChanged
  | TierChanged
  | LimitAsked
  | AgentsDismissed
  | TeamMoved
  | PlanApproved
  | ChampionChanged
  | MemoryAgreed
  | OutsideObserved
  | AlertRaised
