import type { Json } from '../../../base/index.ts'
import { type Micros, micros } from '../../../domain/index.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { AccountEvent, ExchangeEvent, ExchangeSink } from '../exchange/exchange-event.ts'
import type { MarketFeed } from '../feed/market-feed.ts'
import { type ClientCommand, type CommandResult, carryOut } from './client-command.ts'
import type { LatencyLegs } from './latency-legs.ts'
import type { LatencyModel } from './latency-model.ts'
import { MessageHeap } from './message-heap.ts'
import { messageFromJson, messageToJson } from './message-json.ts'

/** What the client of a distant exchange hears, each when it reaches it. */
export interface LatentClient {
  /** The answer to the command with that ticket. */
  onAnswer(account: number, ticket: number, result: CommandResult, ts: Micros): void
  /** `event.ts` is when it happened, `ts` when it is heard. An order in it is a copy of then. */
  onExchangeEvent(event: ExchangeEvent, ts: Micros): void
}

/** An exchange on which things happen by themselves. */
export type TimedExchange = Exchange & {
  /** Time of the next such thing; infinity when there is none. */
  readonly nextTs: number
  advance(ts: Micros): void
}

/** An exchange, how far away it is, and who is at the other end. */
export type LatentExchangeSetup<E extends TimedExchange> = {
  readonly legs: LatencyLegs
  readonly startTs: Micros
  /** Opens the exchange and the market that plays into it; everything it says goes to `sink`. */
  readonly open: (sink: ExchangeSink) => { readonly exchange: E; readonly feed: MarketFeed }
  /** What becomes of a command that has arrived; the exchange does it when left out. */
  readonly carryOut?: (
    account: number,
    command: ClientCommand,
    ts: Micros,
    ticket: number,
  ) => CommandResult
}

type Command = {
  readonly kind: 'command'
  readonly account: number
  readonly ticket: number
  readonly command: ClientCommand
}
type Answer = {
  readonly kind: 'answer'
  readonly account: number
  readonly ticket: number
  readonly result: CommandResult
}
type Message = Command | Answer | ExchangeEvent

/**
 * An exchange at a distance. A command sent at t reaches it at t + order leg, its answer and what
 * happens to the account come back over the reply leg, the market's events over the feed leg.
 *
 * On one leg nothing overtakes: of one account's commands, of what one account hears, and of the
 * market's events, each arrives with the one before it or later. Of one instant the exchange's own
 * clock comes first, then the market, then messages in the order they were sent: whoever acts on
 * news of this instant is behind the market. Time is virtual.
 */
export class LatentExchange<E extends TimedExchange> implements ExchangeSink {
  /** Without distance: for setting up and for looking on, not for a client. */
  readonly exchange: E
  readonly #feed: MarketFeed
  readonly #legs: LatencyLegs
  readonly #carry: NonNullable<LatentExchangeSetup<E>['carryOut']>
  readonly #underWay = new MessageHeap<Message>()
  /** Latest arrivals by account, and of the market's events. */
  readonly #ordersUntil: number[] = []
  readonly #repliesUntil: number[] = []
  #feedUntil = 0
  #tickets = 0
  #now: Micros
  #client: LatentClient = { onAnswer: () => {}, onExchangeEvent: () => {} }

  constructor(setup: LatentExchangeSetup<E>) {
    this.#legs = setup.legs
    this.#now = setup.startTs
    const { exchange, feed } = setup.open(this)
    this.exchange = exchange
    this.#feed = feed
    this.#carry =
      setup.carryOut ?? ((account, command, ts) => carryOut(exchange, account, command, ts))
  }

  get now(): Micros {
    return this.#now
  }

  /** Time of what comes next; infinity when there is nothing. Unit: us. */
  get nextTs(): number {
    return Math.min(this.exchange.nextTs, this.#feed.nextTs, this.#underWay.nextTs)
  }

  connect(client: LatentClient): void {
    this.#client = client
  }

  /** Sends a command now. @returns Its ticket, from 1 upward. */
  send(account: number, command: ClientCommand): number {
    this.#tickets += 1
    const ticket = this.#tickets
    const ts = arrival(this.#now, this.#legs.order, this.#ordersUntil[account])
    this.#ordersUntil[account] = ts
    this.#underWay.put(ts, { kind: 'command', account, ticket, command })
    return ticket
  }

  /** Goes on to `until`, with everything that happens on the way. */
  run(until: Micros): void {
    for (;;) {
      const { nextTs: marketTs } = this.#feed
      const messageTs = this.#underWay.nextTs
      const ownTs = this.exchange.nextTs
      const ts = Math.min(ownTs, marketTs, messageTs)
      if (ts > until) break
      if (ts > this.#now) this.#now = micros(ts)
      if (ts === ownTs) this.exchange.advance(this.#now)
      else if (ts === marketTs) this.#feed.step()
      else this.#deliver()
    }
    if (until > this.#now) this.#now = until
  }

  #deliver(): void {
    const message = this.#underWay.take()
    if (message === undefined) return
    if (message.kind === 'command') this.#carryOut(message)
    else if (message.kind === 'answer')
      this.#client.onAnswer(message.account, message.ticket, message.result, this.#now)
    else this.#client.onExchangeEvent(message, this.#now)
  }

  #carryOut({ account, ticket, command }: Command): void {
    const result = this.#carry(account, command, this.#now, ticket)
    this.#reply(account, this.#now, { kind: 'answer', account, ticket, result })
  }

  /** Called by the exchange, which the client hears of later. */
  onExchangeEvent(event: ExchangeEvent): void {
    // By far most of what is said is of trades, and the kind is told at once.
    if (event.kind !== 'trade' && 'account' in event)
      return this.#reply(event.account, event.ts, copied(event))
    this.#feedUntil = arrival(event.ts, this.#legs.feed, this.#feedUntil)
    this.#underWay.put(this.#feedUntil, event)
  }

  #reply(account: number, sentTs: Micros, message: Message): void {
    const ts = arrival(sentTs, this.#legs.reply, this.#repliesUntil[account])
    this.#repliesUntil[account] = ts
    this.#underWay.put(ts, message)
  }

  /** What is under way. The exchange and its market save themselves. */
  save(): Json {
    const { feed, order, reply } = this.#legs
    return {
      now: this.#now,
      tickets: this.#tickets,
      ordersUntil: Array.from(this.#ordersUntil, (ts) => ts ?? 0),
      repliesUntil: Array.from(this.#repliesUntil, (ts) => ts ?? 0),
      feedUntil: this.#feedUntil,
      legs: [feed.save(), order.save(), reply.save()],
      underWay: this.#underWay.list().map(([ts, message]) => [ts, messageToJson(message)]),
    }
  }

  /** To be called on a new one with the same setup, beside loading the exchange and the market. */
  load(state: Json): void {
    const saved = state as unknown as Saved
    this.#now = micros(saved.now)
    this.#tickets = saved.tickets
    Object.assign(this.#ordersUntil, saved.ordersUntil)
    Object.assign(this.#repliesUntil, saved.repliesUntil)
    this.#feedUntil = saved.feedUntil
    const { feed, order, reply } = this.#legs
    for (const [i, leg] of [feed, order, reply].entries()) leg.load(saved.legs[i] ?? null)
    for (const [ts, message] of saved.underWay)
      this.#underWay.put(ts, messageFromJson(message) as Message)
  }
}

type Saved = {
  readonly now: number
  readonly tickets: number
  readonly ordersUntil: readonly number[]
  readonly repliesUntil: readonly number[]
  readonly feedUntil: number
  readonly legs: readonly Json[]
  readonly underWay: readonly (readonly [number, Json])[]
}

/** When what is sent at `ts` arrives, behind what was sent before it. */
function arrival(ts: Micros, leg: LatencyModel, previous = 0): number {
  return Math.max(previous, ts + leg.at(ts))
}

function copied(event: AccountEvent): AccountEvent {
  return 'order' in event ? { ...event, order: { ...event.order } } : event
}
