import {
  type Micros,
  nameOfAttempt,
  type OrderIntent,
  type Price,
  type Quantity,
} from '../../domain/index.ts'
import type { VenueSteps } from './fit-order.ts'

/** What a gateway asks of a venue. `clientId` is the name of the order there. */
export type VenueRequest =
  | { readonly kind: 'place'; readonly clientId: string; readonly order: OrderIntent }
  | { readonly kind: 'cancel'; readonly clientId: string; readonly instrument: number }
  /**
   * The order is to be as given, filled lots counted in: asked twice it is the same. Where it is
   * replaced, it is called `next` from then on, and that only if nothing of it was filled.
   */
  | {
      readonly kind: 'amend'
      readonly clientId: string
      readonly next: string
      readonly order: OrderIntent
    }
  /**
   * The order and its fills, as they are now: under the first of its names that is open, else under
   * all of them together. They are to be asked for in turn, from the oldest on. One that closes a
   * position and is being taken back may hold up what closes it instead: that goes first.
   */
  | {
      readonly kind: 'look-up'
      readonly names: readonly string[]
      readonly instrument: number
      readonly isForExit?: boolean
    }
  /** What the account holds and has open, as it is now. */
  | { readonly kind: 'account' }
  /** Everything is to be cancelled unless this is said again within `us`; 0 calls it off. */
  | { readonly kind: 'dead-man'; readonly us: number }

/** The first name of the order a request is about; `undefined` when it is about none. */
export function orderNamed(request: VenueRequest): string | undefined {
  const name = newestName(request)
  return name === undefined ? undefined : nameOfAttempt(name, 0)
}

function newestName(request: VenueRequest): string | undefined {
  if (request.kind === 'look-up') return request.names.at(-1)
  return 'clientId' in request ? request.clientId : undefined
}

/** One execution, as a venue tells of it. */
export type VenueFill = {
  /** The venue's own name for it, the same wherever it is told. */
  readonly trade: string
  readonly price: Price
  readonly quantity: Quantity
  /** Minor quote units; positive we pay. What was `taken` is not in it. */
  readonly fee: bigint
  /** Minor base units that the venue kept of what was bought, as its fee; absent for none. */
  readonly taken?: bigint
  /** Of `fee`, what was paid in a third currency; absent for none. */
  readonly elsewhere?: bigint
  readonly liquidity: 'maker' | 'taker'
  readonly ts: Micros
}

/** An order as a venue has it. */
export type VenueOrder = {
  readonly status: VenueStatus
  /** Lots the venue says were filled; what it lists in `fills` may lag behind. */
  readonly filled: number
  readonly fills: readonly VenueFill[]
  /** Lots and ticks it is for, where the venue says so; 0 where it does not. */
  readonly quantity: Quantity
  readonly price: Price
  /** Which of its names it was found under last; absent where it has but one. */
  readonly name?: string
}

export type VenueStatus = 'open' | 'filled' | 'canceled' | 'expired' | 'rejected'

/** An account as a venue has it, at one instant. */
export type VenueAccount = {
  /** Minor units by currency, what open orders hold back among them. */
  readonly balances: ReadonlyMap<string, bigint>
  readonly openOrders: readonly OpenOrder[]
}

/** `clientId` is empty for an order that was given none. */
export type OpenOrder = { readonly clientId: string; readonly instrument: number }

/** What became of a request. */
export type VenueAnswer =
  | { readonly kind: 'done' }
  /** Surely without effect, unless the name was known already: then the effect was earlier. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isDuplicate: boolean }
  /** Without effect so far; may be asked again after a while. */
  | { readonly kind: 'throttled'; readonly waitUs: number }
  /** Nobody knows: a time-out, a 5xx, a connection that broke. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  | { readonly kind: 'found'; readonly order: VenueOrder }
  /** No order of that name is there now. One may still arrive. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'account'; readonly account: VenueAccount }

/** The way to a venue. Answers come later, to `OrderGateway.onAnswer`, or never. */
export interface VenueLink {
  /** @param ticket - Grows by one with every request of a gateway. */
  send(ticket: number, request: VenueRequest): void
  /** What the venue takes of an instrument, as last heard; the desk's own grid when left out. */
  steps?(instrument: number): VenueSteps | undefined
  /** Whether the venue changes an order by replacing it; it changes it in place when left out. */
  readonly isReplacing?: boolean
}

/** What a venue says unasked. */
export type VenueUpdate =
  | { readonly kind: 'state'; readonly clientId: string; readonly status: VenueStatus }
  | { readonly kind: 'fill'; readonly clientId: string; readonly fill: VenueFill }
