import type { Micros } from '../../src/domain/index.ts'
import {
  type AccountEvent,
  type ClientCommand,
  type CommandResult,
  type EventMark,
  type ExchangeQuery,
  fateOf,
  type Listing,
  type OrderGroup,
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

/**
 * One order, or all of a group, which is taken as a whole or not at all. `lost`: nobody knows;
 * `waiting`: surely without effect, to be sent again.
 */
type Sent = {
  readonly command: Submission
  /** Of all its legs. */
  readonly names: readonly string[]
  state: 'sent' | 'lost' | 'asked' | 'waiting' | 'placed' | 'refused'
  /** Of the last command. */
  ticket: number
  /** Whether a leg is at the exchange, by the ticket of the question; `undefined` until told. */
  readonly found: Map<number, boolean | undefined>
  dueTs: number
}

type Submission = Extract<ClientCommand, { readonly kind: 'submit' | 'submit-group' }>

/** An account, and what it trades. */
export type ClientAccount = { readonly account: number; readonly instruments: readonly number[] }

const patienceUs = 1_500_000
const pollUs = 5_000_000

/**
 * A client that is naive but safe: every order has a name; where it does not know what became of
 * one it looks it up by that name, and only sends it again, under the same name, when it is not
 * there. What it has it believes of numbered events and of readings of the whole, never of answers.
 */
export class NaiveClient {
  readonly account: number
  readonly instruments: readonly number[]
  readonly picture: AccountPicture
  /** By the name of every leg. */
  readonly sent: Map<string, Sent> = new Map()
  readonly #port: ClientPort
  readonly #tickets = new Map<number, Sent>()
  readonly #unresolved = new Set<Sent>()
  readonly #readings = new Set<number>()
  readonly #times = new Set<number>()
  #lookTs = 0
  #quietUntil = 0
  #clockTs = 0
  #named = 0
  /** Orders and groups sent once more, and groups alone. */
  resent = 0
  resentGroups = 0

  constructor(
    { account, instruments }: ClientAccount,
    port: ClientPort,
    listings: readonly Listing[],
  ) {
    this.account = account
    this.instruments = instruments
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
    for (const each of this.#unresolved)
      if (each.state === 'placed' || each.state === 'refused') this.#unresolved.delete(each)
    return [...this.#unresolved]
  }

  /** A name no order of the account had. */
  newName(): string {
    this.#named += 1
    return `c${this.account}-${this.#named}`
  }

  submit(request: OrderRequest): void {
    this.#begin({ kind: 'submit', request }, [request])
  }

  submitGroup(group: OrderGroup): void {
    const legs = group.kind === 'oco' ? group.orders : [group.first, ...group.followers]
    this.#begin({ kind: 'submit-group', group }, legs)
  }

  #begin(command: Submission, legs: readonly OrderRequest[]): void {
    const names = legs.map(({ clientId }) => clientId)
    const made: Sent = { command, names, state: 'sent', ticket: 0, found: new Map(), dueTs: 0 }
    for (const name of names) this.sent.set(name, made)
    this.#unresolved.add(made)
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
    each.dueTs = this.#port.now + patienceUs
    each.ticket = this.#port.send(this.account, each.command)
    this.#tickets.set(each.ticket, each)
  }

  /** Looks every leg up by its name. */
  #ask(each: Sent): void {
    each.state = 'asked'
    each.dueTs = this.#port.now + patienceUs
    each.found.clear()
    for (const clientId of each.names) {
      const ticket = this.#port.ask(this.account, { kind: 'order', ref: { clientId } })
      this.#tickets.set(ticket, each)
      each.found.set(ticket, undefined)
    }
  }

  onAnswer(ticket: number, result: CommandResult): void {
    if (!result.ok) this.#heed(result.error)
    const each = this.#tickets.get(ticket)
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
    const each = this.#tickets.get(ticket)
    if (each?.state === 'asked' && each.found.has(ticket)) this.#onFound(each, ticket, result)
  }

  #onFound(each: Sent, ticket: number, result: QueryResult): void {
    if (result.ok)
      each.found.set(ticket, result.value.kind === 'order' && result.value.order !== undefined)
    const found = [...each.found.values()]
    if (result.ok && found.includes(undefined)) return
    if (result.ok && !found.includes(false)) each.state = 'placed'
    else if (result.ok && !found.includes(true)) {
      this.resent += 1
      if (each.command.kind === 'submit-group') this.resentGroups += 1
      this.#send(each)
    } else {
      // It could not be asked, or the order came between two of the questions.
      each.state = 'lost'
      each.dueTs = this.#port.now + 500_000
    }
  }

  hear(event: AccountEvent, mark: EventMark): void {
    this.picture.hear(event, mark)
  }
}
