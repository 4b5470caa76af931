import { declined, ok } from '../../../base/index.ts'
import { type Micros, micros } from '../../../domain/index.ts'
import type { ExchangeEvent, ExchangeSink } from '../exchange/exchange-event.ts'
import { type ClientCommand, type CommandResult, carryOut } from '../latency/client-command.ts'
import { LatentExchange, type LatentExchangeSetup } from '../latency/latent-exchange.ts'
import type { LatencyLegs } from '../latency/latency-legs.ts'
import { MessageHeap } from '../latency/message-heap.ts'
import { ClientClocks } from './client-clocks.ts'
import { type ExchangeQuery, lookUp, type QueryResult } from './exchange-query.ts'
import { FaultCalendar, type FaultableExchange } from './fault-calendar.ts'
import { FaultChances } from './fault-chances.ts'
import { FaultGate } from './fault-gate.ts'
import { FaultLine } from './fault-line.ts'
import { type FaultPlan, noFaults } from './fault-plan.ts'
import { type EventMark, EventMarks } from './event-marks.ts'

/** What the client of a faulty exchange hears, if it does. A `LatentClient` will do. */
export interface FaultyClient {
  /** The answer to the command with that ticket; it may come twice or never. */
  onAnswer(account: number, ticket: number, result: CommandResult, ts: Micros): void
  /** `event.ts` is when it happened, `ts` when it is heard. */
  onExchangeEvent(event: ExchangeEvent, ts: Micros, mark: EventMark): void
  /** What the query with that ticket came to. */
  onReading?(account: number, ticket: number, result: QueryResult, ts: Micros): void
}

/** An exchange, what goes wrong on the way to it, and the seed of that. */
export type FaultyExchangeSetup<E extends FaultableExchange> = Omit<
  LatentExchangeSetup<E>,
  'carryOut'
> & {
  readonly plan: FaultPlan
  readonly seed: number
}

type Request = {
  readonly account: number
  /** `undefined` where nobody waits for the answer. */
  readonly ticket: number | undefined
  /** The sender's time. */
  readonly stampTs: Micros
}
type Parcel =
  | (Request & { readonly kind: 'command'; readonly command: ClientCommand })
  | (Request & { readonly kind: 'query'; readonly query: ExchangeQuery })
  | { readonly kind: 'deliver'; readonly deliver: () => void }

/**
 * An exchange at a distance on which things go wrong as a `FaultPlan` says, each by a stream of
 * chance of its own. With `noFaults` a client hears the same as of a `LatentExchange`, to the byte.
 *
 * Besides commands there are queries, because whoever has heard nothing must be able to ask; they
 * take the same ways. Every event carries a mark that shows what was missed before it.
 */
export class FaultyExchange<E extends FaultableExchange> {
  readonly #latent: LatentExchange<E>
  readonly #legs: LatencyLegs
  readonly #chances: FaultChances
  readonly #calendar: FaultCalendar
  readonly #marks = new EventMarks()
  readonly #parcels = new MessageHeap<Parcel>()
  /** Requests by the ticket of the exchange behind. */
  readonly #requests = new Map<number, Request>()
  #plan: FaultPlan
  #gate: FaultGate
  #clocks: ClientClocks
  #orderLine: FaultLine
  #replyLine: FaultLine
  #feedLine: FaultLine
  #tickets = 0
  #client: FaultyClient = { onAnswer: () => {}, onExchangeEvent: () => {} }

  constructor(setup: FaultyExchangeSetup<E>) {
    const { plan, seed, startTs, legs, open } = setup
    this.#chances = new FaultChances(seed)
    this.#legs = legs
    this.#plan = plan
    this.#gate = new FaultGate(plan, this.#chances)
    this.#clocks = new ClientClocks(plan.driftPpm, this.#chances, startTs)
    this.#orderLine = new FaultLine(plan, this.#chances, 'order')
    this.#replyLine = new FaultLine(plan, this.#chances, 'reply')
    this.#feedLine = new FaultLine(plan, this.#chances, 'feed')
    this.#calendar = new FaultCalendar(plan, this.#chances, startTs, () => this.exchange)
    this.#latent = new LatentExchange<E>({
      legs,
      startTs,
      open: (sink) => open(this.#noting(sink)),
      carryOut: (account, command, ts, ticket) => this.#receive(account, command, ts, ticket),
    })
    this.#latent.connect({
      onAnswer: (account, ticket, result) => this.#answer(account, ticket, result),
      onExchangeEvent: (event) => this.#hear(event),
    })
  }

  /** Without distance and faults: for setting up and for looking on, not for a client. */
  get exchange(): E {
    return this.#latent.exchange
  }

  get now(): Micros {
    return this.#latent.now
  }

  connect(client: FaultyClient): void {
    this.#client = client
  }

  /** What the account's own clock shows. */
  clockOf(account: number): Micros {
    return this.#clocks.read(account, this.now)
  }

  /** Sets the account's clock, which drifts on from there. */
  setClock(account: number, shown: Micros): void {
    this.#clocks.set(account, shown, this.now)
  }

  /** Sends a command now. @returns Its ticket, from 1 upward. */
  send(account: number, command: ClientCommand): number {
    this.#tickets += 1
    const stampTs = this.clockOf(account)
    const { replayShare, replayUs } = this.#plan
    for (const ts of this.#orderLine.arrivals(account, this.now))
      this.#post(ts, { kind: 'command', account, ticket: this.#tickets, stampTs, command })
    if (this.#chances.hits('replay', replayShare))
      this.#parcels.put(this.now + this.#chances.upTo('replay', replayUs), {
        kind: 'command',
        account,
        ticket: undefined,
        stampTs,
        command,
      })
    return this.#tickets
  }

  /** Sends a query now. @returns Its ticket, of the same numbers as those of commands. */
  ask(account: number, query: ExchangeQuery): number {
    this.#tickets += 1
    const stampTs = this.clockOf(account)
    const arrival = this.now + this.#legs.order.at(this.now)
    for (const ts of this.#orderLine.arrivals(account, arrival))
      this.#parcels.put(ts, { kind: 'query', account, ticket: this.#tickets, stampTs, query })
    return this.#tickets
  }

  /** Nothing goes wrong from now on. What is late arrives, what is lost stays lost. */
  heal(): void {
    const startTs = this.now
    this.#plan = noFaults
    this.#gate = new FaultGate(noFaults, this.#chances)
    this.#clocks = new ClientClocks(0, this.#chances, startTs)
    this.#orderLine = new FaultLine(noFaults, this.#chances, 'order')
    this.#replyLine = new FaultLine(noFaults, this.#chances, 'reply')
    this.#feedLine = new FaultLine(noFaults, this.#chances, 'feed')
    this.#calendar.end(startTs)
  }

  /** Goes on to `until`, with everything that happens on the way. */
  run(until: Micros): void {
    for (;;) {
      const latentTs = this.#latent.nextTs
      const calendarTs = this.#calendar.nextTs
      const ts = Math.min(latentTs, calendarTs, this.#parcels.nextTs)
      if (ts > until) break
      // What is due at once, of a client that acts on what it hears, may lie a moment back.
      this.#latent.run(micros(Math.max(ts, this.now)))
      if (ts === latentTs) continue
      if (ts === calendarTs) this.#calendar.step(this.now)
      else this.#forward()
    }
    this.#latent.run(until)
  }

  #forward(): void {
    const parcel = this.#parcels.take()
    if (parcel?.kind === 'deliver') parcel.deliver()
    else if (parcel?.kind === 'command') this.#pass(parcel)
    else if (parcel?.kind === 'query') this.#read(parcel)
  }

  /** Now, when it is due and nothing else is; behind the others otherwise. */
  #post(ts: number, parcel: Parcel & { readonly kind: 'command' }): void {
    if (ts > this.now || this.#parcels.nextTs <= this.now) this.#parcels.put(ts, parcel)
    else this.#pass(parcel)
  }

  #pass({
    account,
    ticket,
    stampTs,
    command,
  }: Request & { readonly command: ClientCommand }): void {
    this.#requests.set(this.#latent.send(account, command), { account, ticket, stampTs })
  }

  /** At the exchange. */
  #receive(account: number, command: ClientCommand, ts: Micros, ticket: number): CommandResult {
    const stampTs = this.#requests.get(ticket)?.stampTs ?? ts
    const why = this.#gate.decline(account, stampTs, ts, this.#calendar.standingAt(ts))
    if (why !== undefined) return declined(why)
    const result = carryOut(this.exchange, account, command, ts)
    const failure = this.#gate.failAfter()
    return failure === undefined ? result : declined(failure)
  }

  #read({ account, ticket, stampTs, query }: Request & { readonly query: ExchangeQuery }): void {
    if (ticket === undefined) return
    const { now } = this
    // Whoever asks for the time need not know it.
    const sentTs = query.kind === 'time' ? now : stampTs
    const why = this.#gate.decline(account, sentTs, now, this.#calendar.standingAt(now))
    const told = this.#marks.told(account, query)
    const result: QueryResult =
      why === undefined ? ok(lookUp(this.exchange, account, query, told, now)) : declined(why)
    const arrival = now + this.#legs.reply.at(now)
    for (const ts of this.#replyLine.arrivals(account, arrival))
      this.#deliver(ts, () => this.#client.onReading?.(account, ticket, result, this.now))
  }

  #answer(account: number, latentTicket: number, result: CommandResult): void {
    const ticket = this.#requests.get(latentTicket)?.ticket
    this.#requests.delete(latentTicket)
    if (ticket === undefined) return
    for (const ts of this.#replyLine.arrivals(account, this.now))
      this.#deliver(ts, () => this.#client.onAnswer(account, ticket, result, this.now))
  }

  #hear(event: ExchangeEvent): void {
    const mark = this.#marks.mark(event)
    if (this.#calendar.standingAt(this.now).isOut) return
    const isOwn = 'account' in event
    if (!isOwn && this.#marks.isInGap(event.instrument, this.#startsGap())) return
    const line = isOwn ? this.#replyLine : this.#feedLine
    const heard = isOwn ? event : this.#broken(event)
    for (const ts of line.arrivals(isOwn ? event.account : event.instrument, this.now))
      this.#deliver(ts, () => this.#client.onExchangeEvent(heard, this.now, mark))
  }

  #startsGap(): number {
    const { gapShare, gapMessages } = this.#plan
    return this.#chances.hits('gap', gapShare) ? gapMessages : 0
  }

  #broken(event: ExchangeEvent): ExchangeEvent {
    if (event.kind !== 'book') return event
    if (!this.#chances.hits('checksum-break', this.#plan.checksumBreakShare)) return event
    return { ...event, lots: event.lots + this.#chances.upTo('checksum-break', 100) }
  }

  #deliver(ts: number, deliver: () => void): void {
    if (ts > this.now || this.#parcels.nextTs <= this.now)
      this.#parcels.put(ts, { kind: 'deliver', deliver })
    else deliver()
  }

  /** Counts what the exchange says on its way out. */
  #noting(sink: ExchangeSink): ExchangeSink {
    return {
      onExchangeEvent: (event) => {
        this.#marks.note(event)
        if (event.kind === 'order-filled') this.#calendar.note(event.fill.trade)
        sink.onExchangeEvent(event)
      },
    }
  }
}
