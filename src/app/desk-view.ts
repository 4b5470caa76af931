import type { RiskView } from './risk-view.ts'
import type { SwarmUpdate, SwarmView } from './swarm-view.ts'

/**
 * What the page, the API and later doors see of a running desk: JSON-ready, float units, everything
 * rounded by the reader. Times are milliseconds since 1970, UTC. The server sends a `DeskSnapshot`
 * on connect and `DeskUpdate`s after that.
 */
export type DeskSnapshot = {
  readonly desk: DeskHeader
  readonly status: DeskStatus
  /** Newest last; thinned to at most 2,000 points. */
  readonly equity: readonly EquityPoint[]
  /** By instrument id; newest last, at most 1,500 bars each. */
  readonly bars: Readonly<Record<string, readonly BarPoint[]>>
  /** Newest last, at most 500. */
  readonly fills: readonly FillPoint[]
  readonly positions: readonly PositionRow[]
  readonly orders: readonly OrderRow[]
  /** The latest per instrument, then newest first, at most 200. */
  readonly decisions: readonly DecisionRow[]
  /** Newest first, at most 200. */
  readonly journal: readonly JournalRow[]
  /** Absent while the desk has said nothing of its limits. */
  readonly risk?: RiskView
  /** Absent where votes are claimed, not earned. */
  readonly swarm?: SwarmView
}

export type DeskHeader = {
  readonly name: string
  readonly version: string
  /**
   * `paper`: orders are filled by the simulated exchange in the desk; `rehearsal`: they go to one
   * at `exchangeUrl`. There is no live trading yet.
   */
  readonly trading: 'paper' | 'rehearsal'
  readonly exchangeUrl?: string
  readonly currency: string
  readonly startEquity: number
  readonly startedAt: number
  readonly instruments: readonly {
    readonly id: string
    readonly tickSize: number
    readonly lotSize: number
  }[]
  readonly agents: readonly string[]
  readonly source: {
    /** `generated`: made up by a seeded model; `file`: recorded; `venue`: public data, live. */
    readonly kind: 'generated' | 'file' | 'venue'
    /** For people: `generated market, seed 1` or `Kraken public market data`. */
    readonly label: string
    /** Times real time; 0 means as fast as possible. */
    readonly speed: number
  }
}

export type DeskStatus = {
  /** Market time of the newest bar. */
  readonly marketTime: number
  /** Wall time at which that bar reached the desk. */
  readonly receivedAt: number
  /** No bar for more than two intervals (of wall time at this speed). */
  readonly isStale: boolean
  readonly isFinished: boolean
  readonly mode: 'normal' | 'pause' | 'reduce' | 'emergency'
  readonly modeReason: string
  readonly equity: number
  readonly cash: number
  readonly realisedPnl: number
  readonly unrealisedPnl: number
  readonly fees: number
  /** 1 − equity / running peak, 0…1. */
  readonly drawdown: number
  readonly exposure: number
  readonly trades: number
  readonly bars: number
  readonly journalSequence: number
  /** Up to when money is told, on a desk that is shown without emotions; up to now otherwise. */
  readonly moneyAsOf?: number
  /** Which version of the record decides; absent on a desk without the seat of a champion. */
  readonly champion?: ChampionRow
}

export type ChampionRow = {
  /** Empty where nobody is champion. */
  readonly version: string
  /** Market time at which it was seated; 0 before anybody was. */
  readonly since: number
  /** Whom risk would put back; empty for nobody. */
  readonly before: string
}

export type EquityPoint = { readonly t: number; readonly equity: number; readonly drawdown: number }

export type BarPoint = {
  readonly t: number
  readonly o: number
  readonly h: number
  readonly l: number
  readonly c: number
  readonly v: number
}

export type FillPoint = {
  readonly t: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly role: string
  readonly price: number
  readonly quantity: number
  readonly fee: number
  readonly realised: number
}

export type PositionRow = {
  readonly instrument: string
  readonly quantity: number
  readonly entryPrice: number
  readonly markPrice: number
  readonly unrealisedPnl: number
  readonly stop: number | null
  readonly target: number | null
}

export type OrderRow = {
  readonly id: string
  readonly t: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly type: string
  readonly role: string
  readonly quantity: number
  readonly filled: number
  readonly price: number | null
  readonly status: string
}

export type DecisionRow = {
  readonly t: number
  readonly instrument: string
  readonly exposure: number
  readonly confidence: number
  readonly dissent: number
  readonly stop: number | null
  readonly target: number | null
  readonly voices: readonly {
    readonly agent: string
    readonly exposure: number
    readonly confidence: number
    /** One sentence with the numbers used, rendered at the edge. */
    readonly because: string
    /** How much it counted then; absent where votes are claimed, and where nobody knows. */
    readonly pull?: number
  }[]
  /**
   * What became of it: `order 12: buy 0.01 BTC`, `order 13: exit, sell 0.01 BTC`,
   * `refused by daily-loss: 5.10 %`, `held`.
   */
  readonly outcome: string
}

export type JournalRow = {
  readonly sequence: number
  readonly t: number
  readonly kind: string
  readonly text: string
}

/**
 * What changed. `status`, `positions`, `orders` and `risk` replace what was known; of `swarm` only
 * what is another is told (see `SwarmUpdate`); the others add to it, in the order of the snapshot
 * (`decisions` and `journal` newest first, the rest newest last). An equity point or bar of the
 * same time, a decision of the same time and instrument, or a journal row of the same sequence
 * replaces the earlier one; a fill equal in every part is the same.
 */
export type DeskUpdate = {
  readonly status?: DeskStatus
  readonly equity?: readonly EquityPoint[]
  readonly bars?: Readonly<Record<string, readonly BarPoint[]>>
  readonly fills?: readonly FillPoint[]
  readonly positions?: readonly PositionRow[]
  readonly orders?: readonly OrderRow[]
  readonly decisions?: readonly DecisionRow[]
  readonly journal?: readonly JournalRow[]
  readonly risk?: RiskView
  readonly swarm?: SwarmUpdate
}

/**
 * One text frame of the stream. A snapshot comes first, and again whenever a reader fell behind; a
 * `beat` every 15 seconds tells a quiet market from a lost connection. `at`: wall time, ms UTC.
 */
export type DeskMessage =
  | { readonly kind: 'snapshot'; readonly snapshot: DeskSnapshot }
  | { readonly kind: 'update'; readonly update: DeskUpdate }
  | { readonly kind: 'beat'; readonly at: number }

/** What a door needs of a running desk. Implemented by `app`, read-only. */
export interface DeskFeed {
  snapshot(): DeskSnapshot
  /** Calls back with every update, at most ten times a second. Returns a way to stop. */
  subscribe(listener: (update: DeskUpdate) => void): () => void
}
