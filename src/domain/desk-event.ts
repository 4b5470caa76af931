import type { Json } from '../base/index.ts'
import type { ControlEvent } from './control-event.ts'
import type { LegSetIntent } from './intent.ts'
import type { Micros } from './micros.ts'
import type { OrderCommand, OrderEvent } from './order-event.ts'

/** Control modes, from free to flat. Automatic moves only go right. */
export const modes = ['normal', 'pause', 'reduce', 'emergency'] as const
/** How free a desk is. */
export type Mode = (typeof modes)[number]

/** Why a bar is shown to the desk: to warm indicators up, to catch up after a stop, or to trade. */
export type BarPhase = 'warm' | 'catch-up' | 'live'

/** One closed bar, in full. Ticks and lots; `ts` is the close. */
export type BarClosed = {
  readonly kind: 'bar-closed'
  readonly instrument: number
  readonly ts: Micros
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly phase: BarPhase
}

/** One voice, as it stood when the decision changed. */
export type Voice = {
  /** Position in the desk's agent list. */
  readonly agent: number
  readonly exposure: number
  readonly confidence: number
}

/** The committee's wish for one instrument, recorded when it changes. */
export type DecisionMade = {
  readonly kind: 'decision-made'
  readonly ts: Micros
  readonly instrument: number
  /** Signed share of equity wanted. */
  readonly exposure: number
  readonly confidence: number
  /** Weighted standard deviation of the voices around `exposure`. */
  readonly dissent: number
  /** Prices; NaN for none. */
  readonly stop: number
  readonly target: number
  readonly voices: readonly Voice[]
}

/** Risk said no. Names the limit, what it saw and what it allows. */
export type IntentRefused = {
  readonly kind: 'intent-refused'
  readonly ts: Micros
  readonly instrument: number
  readonly limit: string
  readonly was: number
  readonly max: number
}

/** Risk let through less than was wished. */
export type IntentCut = {
  readonly kind: 'intent-cut'
  readonly ts: Micros
  readonly instrument: number
  /** The tightest of the limits that cut it. */
  readonly limit: string
  /** What was wished and what was left of it, as shares of equity. */
  readonly was: number
  readonly max: number
}

/** The desk moved between control modes. */
export type ModeChanged = {
  readonly kind: 'mode-changed'
  readonly ts: Micros
  readonly from: Mode
  readonly to: Mode
  /** `desk` or `venue` for automatic moves, else who asked. */
  readonly actor: string
  readonly reason: string
  /** In emergency: what is held and its stops are left alone. */
  readonly isHold?: true
}

/** The first record of every run: all that is needed to run it again. */
export type RunStarted = {
  readonly kind: 'run-started'
  readonly ts: Micros
  readonly header: Json
}

/** Bars that were read from a sealed file rather than recorded one by one. */
export type MarketReferenced = {
  readonly kind: 'market-referenced'
  readonly ts: Micros
  readonly instrument: number
  readonly sha256: string
  readonly fromRow: number
  readonly toRow: number
}

/** What an account at a venue holds besides what the books say: drift is measured from it. */
export type AccountObserved = {
  readonly kind: 'account-observed'
  readonly ts: Micros
  /** `desk` at the start, else who said that it is right so. */
  readonly actor: string
  /** Minor units by currency, in the order of their names. */
  readonly beyond: readonly (readonly [currency: string, amount: bigint])[]
}

/** No bar has come for so long that nobody knows what the market is. */
export type FeedSilent = {
  readonly kind: 'feed-silent'
  readonly ts: Micros
  readonly instrument: number
}

/** Time has passed without a bar, and something is owed to a position. */
export type TimePassed = {
  readonly kind: 'time-passed'
  readonly ts: Micros
}

/** Somebody wants several legs that belong together. */
export type LegsAsked = {
  readonly kind: 'legs-asked'
  readonly ts: Micros
  /** Who asked. */
  readonly actor: string
  readonly intent: LegSetIntent
}

/** The hash of the whole state at this point of the journal: what a replay must arrive at. */
export type Checkpoint = {
  readonly kind: 'checkpoint'
  readonly ts: Micros
  readonly stateHash: string
}

/** Everything that can stand in a journal. */
export type DeskEvent =
  | RunStarted
  | MarketReferenced
  | BarClosed
  | DecisionMade
  | IntentRefused
  | IntentCut
  | OrderCommand
  | OrderEvent
  | ModeChanged
  | AccountObserved
  | LegsAsked
  | FeedSilent
  | TimePassed
  | ControlEvent
  | Checkpoint
