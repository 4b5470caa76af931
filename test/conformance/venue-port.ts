/** What a case may ask of a venue. What a venue lacks, it lacks for a written reason. */
export type Feature =
  | 'depth'
  | 'rules'
  | 'balances'
  | 'post-only'
  | 'ioc'
  | 'fok'
  | 'gtd'
  | 'stop'
  | 'stop-limit'
  | 'take-profit'
  | 'trailing'
  | 'iceberg'
  | 'oco'
  | 'bracket'
  | 'amend'
  | 'self-trade'
  | 'reduce-only'
  | 'client-id'
  | 'cancel-all'
  | 'queries'

/** An order of a case. Prices are ticks, quantities lots. */
export type CaseOrder = {
  readonly side: 'buy' | 'sell'
  readonly lots: number
  readonly type?: 'market' | 'limit' | 'stop' | 'stop-limit' | 'take-profit' | 'trailing'
  readonly price?: number
  readonly trigger?: number
  /** Distance of a trailing stop, parts per million. */
  readonly trailPpm?: number
  readonly display?: number
  readonly time?: 'gtc' | 'ioc' | 'fok' | 'gtd'
  /** Microseconds until a `gtd` order ends. */
  readonly lastsUs?: number
  readonly isPostOnly?: boolean
  readonly isReduceOnly?: boolean
  readonly clientId?: string
  /** Should it meet another of the account, both end; otherwise it is up to the venue. */
  readonly endsBoth?: boolean
}

/** Why an order or a change was declined, in words that every venue has some way of saying. */
export type Decline =
  | 'funds'
  | 'bad-order'
  | 'would-take'
  | 'unknown-order'
  | 'duplicate'
  | 'no-liquidity'

export type Placed = { readonly id: string } | { readonly declined: Decline }

export type CaseFill = {
  readonly price: number
  readonly lots: number
  readonly liquidity: 'maker' | 'taker'
}

/** What has become of an order. `ended` is any end but being filled. */
export type CaseStatus = 'open' | 'filled' | 'ended'

/**
 * One venue with one instrument, tick 1 and lot 0.01 of BTC, notional 0.01 per tick and lot, and
 * one account of 100,000 in the quote currency that pays 1,000 ppm as maker and 2,000 ppm as taker.
 */
export interface VenueSession {
  place(order: CaseOrder): Promise<Placed>
  placeGroup(kind: 'oco' | 'bracket', orders: readonly CaseOrder[]): Promise<readonly Placed[]>
  amend(id: string, change: { readonly lots?: number; readonly price?: number }): Promise<Placed>
  cancel(id: string): Promise<Placed>
  cancelAll(): Promise<void>
  status(id: string): Promise<CaseStatus>
  fills(id: string): Promise<readonly CaseFill[]>
  /** Of the quote currency and of BTC, everything owned, as decimal numbers. */
  owned(): Promise<{ readonly quote: number; readonly base: number }>
  /** Best level, or `undefined`. */
  best(side: 'buy' | 'sell'): Promise<{ readonly price: number; readonly lots: number } | undefined>
  /** Strangers show `lots` at `price`; 0 takes the level away. */
  depth(side: 'buy' | 'sell', price: number, lots: number): Promise<void>
  /** Strangers trade; `aggressor` crossed. */
  trade(aggressor: 'buy' | 'sell', price: number, lots: number): Promise<void>
  /** Time goes by. */
  pass(us: number): Promise<void>
  close(): Promise<void>
}

/** A venue the cases are run on. */
export type VenueUnderTest = {
  readonly name: string
  readonly lacks: Partial<Readonly<Record<Feature, string>>>
  open(): Promise<VenueSession>
}
