import type { Json } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { ExchangeEvent } from '../sim/exchange/exchange-event.ts'
import type { Refusal } from '../sim/exchange/refusal.ts'

/** What a client sent. Nothing in it is trusted; the door has bounded its size and no more. */
export type WireRequest = {
  /** Upper case. */
  readonly method: string
  /** As sent, not decoded, without the query: `/api/v3/ping`. */
  readonly path: string
  /** As sent, not decoded, without `?`; empty when there is none. */
  readonly query: string
  /** Names in lower case; of a repeated one, the values joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** Who asks: limits per address count by it. */
  readonly address: string
}

export type WireReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a message tells of a market: a change of its book, or trades. */
export type FeedMessage = { readonly instrument: number; readonly isBook: boolean }

/** How a dialect's messages about markets can be told from others, and be got wrong. */
export type FeedWords = {
  /** `undefined` of a message about anything else, and of a whole book. */
  readonly read: (text: string) => FeedMessage | undefined
  /**
   * A change of a book with the size of a level wrong. `undefined` where no mark of the dialect
   * would ever show that: such a change had better not be told, which its numbers do show.
   *
   * @param by - 1 to 9.
   */
  readonly misquote: (text: string, by: number) => string | undefined
}

/** One WebSocket connection. */
export interface WireSession {
  onText(text: string, now: Micros): void
  /** The client is gone: nothing may be sent any more. */
  close(): void
}

/** The dialect's side of a socket. */
export type WireSocket = {
  readonly send: (text: string) => void
  /** Ends the connection. @param code - As in RFC 6455, 1008 for a broken rule. */
  readonly end: (code: number, reason: string) => void
  readonly address: string
}

/**
 * A venue's way of speaking, on top of a `WireExchange`. Pure: no network, no clock, and no throw
 * whatever comes in. Time never runs backwards over all its calls.
 */
export interface Dialect {
  readonly name: string
  /** Of what it sends over its sockets. */
  readonly feed: FeedWords
  answer(request: WireRequest, now: Micros): WireReply
  /** The sender's own time in a signed request; `undefined` when it says none. */
  stampOf(request: WireRequest): Micros | undefined
  /**
   * A request declined before it was read: too large, no HTTP at all, or for an exchange's reason.
   */
  refuse(reason: 'too-large' | 'malformed' | Refusal): WireReply
  /** @returns `undefined` when no stream lives at `path`. */
  open(path: string, query: string, socket: WireSocket, now: Micros): WireSession | undefined
  /** Something happened. Told in the middle of it: note it down, but ask the exchange nothing. */
  onEvent(event: ExchangeEvent): void
  /** Whatever happened is over: the exchange may be asked again, and clients told. */
  onRest(now: Micros): void
  /** Called about ten times a second, for what is sent by the clock. */
  onTime(now: Micros): void
  /** What the dialect itself must still know after a restart, such as names of order lists. */
  save(): Json
  /** Takes back what `save` gave, before the first call of any other kind. */
  load(state: Json): void
}
