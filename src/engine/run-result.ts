import type {
  Instrument,
  Micros,
  Mode,
  OrderRole,
  Price,
  Quantity,
  Scope,
  Side,
  StandingChanged,
} from '../domain/index.ts'

/** Equity after every distinct time of the market. Float world: for metrics and pictures. */
export type EquityCurve = {
  readonly length: number
  /** Microseconds UTC, strictly rising. */
  readonly ts: Float64Array
  /** Equity in whole quote units (dollars). */
  readonly equity: Float64Array
  /** Σ |position value| / equity. */
  readonly exposure: Float32Array
}

/** One fill, as booked. The only source of every number in a report. */
export type FillRow = {
  readonly ts: Micros
  readonly instrument: number
  readonly side: Side
  readonly role: OrderRole
  readonly price: Price
  readonly quantity: Quantity
  /** Price at which the order was decided. Unit: ticks. */
  readonly arrival: Price
  /** Minor quote units. */
  readonly notional: bigint
  readonly fee: bigint
  /** Realised by this fill, before fees. Minor quote units; 0 for an opening fill. */
  readonly realised: bigint
}

/** From flat to flat in one instrument, or to what it was worth at the end of the run. */
export type Trade = {
  readonly instrument: number
  readonly side: 'long' | 'short'
  readonly tsEntry: Micros
  readonly tsExit: Micros
  /** Average prices in quote units, for display. */
  readonly entryPrice: number
  readonly exitPrice: number
  /** Largest size held, in base units. */
  readonly quantity: number
  /** After fees, in quote units. */
  readonly netPnl: number
  readonly fees: number
  /** `open` of what was still held at the end: its exit is the last price there was. */
  readonly exitRole: OrderRole | 'open'
}

/** A time in which no new position was allowed in something, for what it had lost or by a mode. */
export type ShutSpan = {
  readonly scope: Scope | 'desk'
  readonly subject: number
  readonly from: Micros
  /** `undefined` of what lasts to the end. */
  readonly to: Micros | undefined
  readonly reason: string
}

/** All that one run of the desk over a market produced. */
export type RunResult = {
  /** SHA-256 of the canonical decision stream and the final ledger. */
  readonly hash: string
  readonly seed: number
  readonly instruments: readonly Instrument[]
  readonly bars: number
  readonly from: Micros
  readonly to: Micros
  /** Length of one bar of the first instrument, microseconds. */
  readonly intervalUs: number
  readonly equity: EquityCurve
  readonly fills: readonly FillRow[]
  readonly trades: readonly Trade[]
  /** Quote units. */
  readonly startEquity: number
  readonly endEquity: number
  readonly mode: Mode
  /** Refusals by limit. */
  readonly refusals: Readonly<Record<string, number>>
  /** Orders that risk made smaller, by the limit that did. */
  readonly cuts: Readonly<Record<string, number>>
  /** Instruments and strategies that have lost trust by the end. */
  readonly standings: readonly StandingChanged[]
  /** Strategies that were seated. */
  readonly strategies: number
  /** Where a standing or a mode allowed exits only. */
  readonly shut: readonly ShutSpan[]
  /** When and why new risk was halted, if it was. */
  readonly halted: { readonly ts: Micros; readonly reason: string } | undefined
}
