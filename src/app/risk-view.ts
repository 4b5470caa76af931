/**
 * How much of what it may a desk uses, JSON-ready, for pages and other doors. Shares are fractions
 * of 1, money is in units of the quote currency, times are milliseconds since 1970, UTC.
 */
export type RiskView = {
  /** One bar each; those nearest to their limit are worth reading first. */
  readonly limits: readonly LimitRow[]
  readonly correlation: {
    readonly instruments: readonly string[]
    /** Row by row; `null` where it is not known yet. */
    readonly values: readonly (readonly (number | null)[])[]
    readonly max: number
  }
  readonly breakers: readonly BreakerRow[]
  readonly stress: readonly StressView[]
  readonly standings: readonly StandingRow[]
  /** Newest first, at most 50. */
  readonly modes: readonly ModeRow[]
  /** By how often, most often first. */
  readonly refusals: readonly RefusalRow[]
  /** What reduce or emergency is doing or would do; empty when nothing is held. */
  readonly plan: readonly PlanRow[]
  /** The reduction is running, not only what it would be. */
  readonly isPlanRunning: boolean
  /** Killed with hold: positions and their stops stay as they are. */
  readonly isHold: boolean
  readonly tier: TierView
  readonly isCrisis: boolean
  /** Newest first, at most 50. */
  readonly alerts: readonly AlertRow[]
}

export type AlertRow = { readonly t: number; readonly code: string; readonly text: string }

export type LimitRow = {
  /** As refusals name it, such as `heat`. */
  readonly name: string
  /** For people: `Portfolio heat`. */
  readonly label: string
  /** `null`: not known, and so no new risk. */
  readonly was: number | null
  readonly max: number
  readonly unit: 'share' | 'money' | 'count'
  /** A wider limit that a person asked for, from `t` on. */
  readonly next?: { readonly max: number; readonly t: number }
}

export type BreakerRow = {
  readonly scope: 'desk' | 'venue' | 'instrument' | 'strategy'
  /** Instrument, agent or venue, as people call it. */
  readonly subject: string
  readonly state: 'closed' | 'half-open' | 'open'
  readonly cause: string
  readonly t: number
  readonly was: number
  readonly max: number
}

export type StressView = {
  readonly scenario: string
  readonly label: string
  /** Share of equity lost; negative is a gain. */
  readonly loss: number
  readonly max: number
}

export type StandingRow = {
  readonly scope: 'instrument' | 'strategy'
  readonly subject: string
  /** Part of its full size it is trusted with. */
  readonly share: number
  readonly isHibernating: boolean
  /** Net P&L as a share of the capital allotted to it. */
  readonly pnl: number
}

export type ModeRow = {
  readonly t: number
  readonly from: string
  readonly to: string
  readonly actor: string
  readonly reason: string
}

export type RefusalRow = { readonly limit: string; readonly count: number; readonly t: number }

export type PlanRow = {
  /** From 1. */
  readonly stage: number
  readonly instrument: string
  /** Units of the base currency, positive, to be closed in this stage. */
  readonly quantity: number
  /** Closed so far, 0 to 1. */
  readonly done: number
  readonly status: 'waiting' | 'running' | 'done' | 'stuck'
}

export type TierView = {
  readonly name: string
  /** Equity at which the next tier begins; `null` at the top. */
  readonly next: number | null
  /** Of running the desk, in the quote currency; `null`: not known. */
  readonly costPerDay: number | null
  /** What must be earned a year to pay for it, as a share of equity; `null`: not known. */
  readonly breakEven: number | null
}
