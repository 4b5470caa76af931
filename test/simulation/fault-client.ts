import type { Micros } from '../../src/domain/index.ts'
import {
  type AccountEvent,
  type ClientCommand,
  type CommandResult,
  type EventMark,
  type ExchangeQuery,
  fateOf,
  type Listing,
  type OrderRequest,
  type QueryResult,
  type Refusal,
} from '../../src/venue/sim/index.ts'
import { AccountPicture } from './fault-picture.ts'

/** The ways of a client to its exchange. */
export type ClientPort = {
  readonly now: Micros
  send(account: number, command: ClientCommand): number
  ask(account: number, query: ExchangeQuery): number
  setClock(account: number, shown: Micros): void
}

/** `lost`: nobody knows; `waiting`: surely without effect, to be sent again. */
type Sent = {
  readonly request: OrderRequest
  state: 'sent' | 'lost' | 'asked' | 'waiting' | 'placed' | 'refused'
  ticket: number
  dueTs: number
}

const patienceUs = 1_500_000
const pollUs = 5_000_000

/**
 * A client that is naive but safe: every order has a name; where it does not know what became of
 * one it looks it up by that name, and only sends it again, under the same name, when it is not
 * there. What it has it believes of numbered events and of readings of the whole, never of answers.
 */
export class NaiveClient {
  readonly account: number
  readonly picture: AccountPicture
  readonly sent: Map<string, Sent> = new Map()
  readonly #port: ClientPort
  readonly #names = new Map<number, string>()
  readonly #readings = new Set<number>()
  readonly #times = new Set<number>()
  #lookTs = 0
  #quietUntil = 0
  #clockTs = 0
  /** Orders sent once more. */
  resent = 0

  constructor(account: number, port: ClientPort, listings: readonly Listing[]) {
    this.account = account
    this.#port = port
    this.picture = new AccountPicture(listings)
  }

  get now(): Micros {
    return this.#port.now
  }

  /** Whether it knows what became of everything. */
  get isSettled(): boolean {
    return !this.picture.channel.isBehind && this.unresolved().length === 0
  }

  unresolved(): readonly Sent[] {
    return [...this.sent.values()].filter(({ state }) => state !== 'placed' && state !== 'refused')
  }

  submit(request: OrderRequest): void {
    const made: Sent = { request, state: 'sent', ticket: 0, dueTs: 0 }
    this.sent.set(request.clientId, made)
    this.#send(made)
  }

  /** Whatever it is, its effects are heard of or read. */
  command(command: ClientCommand): void {
    this.#port.send(this.account, command)
  }

  /** Asks for the whole, now. */
  look(): void {
    this.#lookTs = this.#port.now
    this.#readings.add(this.#port.ask(this.account, { kind: 'account' }))
  }

  /** Does what is due. */
  act(): void {
    const { now } = this.#port
    if (now < this.#quietUntil) return
    const isDue = this.picture.channel.isBehind || now > this.picture.readTs + pollUs
    if (isDue && now > this.#lookTs + patienceUs) this.look()
    for (const each of this.unresolved()) {
      if (each.dueTs > now) continue
      if (each.state === 'waiting') this.#send(each)
      else this.#ask(each)
    }
  }

  #send(each: Sent): void {
    each.state = 'sent'
    this.#expect(each, this.#port.send(this.account, { kind: 'submit', request: each.request }))
  }

  #ask(each: Sent): void {
    each.state = 'asked'
    const { clientId } = each.request
    this.#expect(each, this.#port.ask(this.account, { kind: 'order', ref: { clientId } }))
  }

  #expect(each: Sent, ticket: number): void {
    each.ticket = ticket
    each.dueTs = this.#port.now + patienceUs
    this.#names.set(ticket, each.request.clientId)
  }

  #of(ticket: number): Sent | undefined {
    return this.sent.get(this.#names.get(ticket) ?? '')
  }

  onAnswer(ticket: number, result: CommandResult): void {
    if (!result.ok) this.#heed(result.error)
    const each = this.#of(ticket)
    if (each === undefined) return
    if (result.ok) each.state = 'placed'
    else if (each.ticket === ticket && each.state === 'sent') this.#onRefusal(each, result.error)
  }

  #onRefusal(each: Sent, { code }: Refusal): void {
    const { now } = this.#port
    const fate = fateOf(code)
    if (code === 'duplicate-client-id' || fate === 'unknown') {
      each.state = 'lost'
      each.dueTs = now
    } else if (code === 'bad-clock' || fate === 'throttled') {
      each.state = 'waiting'
      each.dueTs = now + 500_000
    } else each.state = 'refused'
  }

  /** What a refusal of anything tells about the way there. */
  #heed({ code }: Refusal): void {
    const { now } = this.#port
    if (code === 'banned') this.#quietUntil = now + 1_000_000
    if (code === 'throttled') this.#quietUntil = Math.max(this.#quietUntil, now + 200_000)
    if (code !== 'bad-clock' || now < this.#clockTs + patienceUs) return
    this.#clockTs = now
    this.#times.add(this.#port.ask(this.account, { kind: 'time' }))
  }

  onReading(ticket: number, result: QueryResult): void {
    const { now } = this.#port
    if (!result.ok) this.#heed(result.error)
    if (this.#readings.delete(ticket)) {
      if (result.ok && result.value.kind === 'account')
        this.picture.read(this.account, result.value, now)
      return
    }
    if (this.#times.delete(ticket)) {
      if (result.ok && result.value.kind === 'time')
        this.#port.setClock(this.account, result.value.ts)
      return
    }
    const each = this.#of(ticket)
    if (each === undefined || each.ticket !== ticket || each.state !== 'asked') return
    if (!result.ok) {
      each.state = 'lost'
      each.dueTs = now + 500_000
    } else if (result.value.kind === 'order' && result.value.order !== undefined)
      each.state = 'placed'
    else {
      this.resent += 1
      this.#send(each)
    }
  }

  hear(event: AccountEvent, mark: EventMark): void {
    this.picture.hear(event, mark)
  }
}
