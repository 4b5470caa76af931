import { micros } from '../src/domain/index.ts'
import { DeltaReplay } from '../src/market/index.ts'
import {
  BookDriver,
  type CommandResult,
  type ExchangeEvent,
  FlatFees,
  type LatentClient,
  LatentExchange,
  openLegs,
  openRules,
  plainRequest,
  SimulatedExchange,
} from '../src/venue/sim/index.ts'
import type { L2Plan, L2Scene } from './l2-market.ts'

/** What a quoter's run came to: `ts,side,ticks` of every fill it heard of, and what it did. */
export type QuoterRun = {
  readonly fills: readonly string[]
  readonly submitted: number
  readonly position: number
}

type Quote = {
  readonly isBuy: boolean
  state: 'none' | 'sent' | 'resting' | 'canceling'
  ticket: number
  number: number
  ticks: number
}

/**
 * Quotes one lot on each side at the best price it has heard of, post-only, as long as its position
 * allows; an order that is no longer at that price is taken back, and one step later sent anew.
 */
class Quoter implements LatentClient {
  readonly fills: string[] = []
  submitted = 0
  position = 0
  readonly #venue: LatentExchange<SimulatedExchange>
  readonly #positionMax: number
  readonly #account: number
  readonly #bid: Quote = { isBuy: true, state: 'none', ticket: 0, number: 0, ticks: 0 }
  readonly #ask: Quote = { isBuy: false, state: 'none', ticket: 0, number: 0, ticks: 0 }

  constructor(venue: LatentExchange<SimulatedExchange>, account: number, { positionMax }: L2Plan) {
    this.#venue = venue
    this.#account = account
    this.#positionMax = positionMax
  }

  step(bid: number, ask: number): void {
    if (bid < 0 || ask < 0) return
    this.#quote(this.#bid, bid, this.position < this.#positionMax)
    this.#quote(this.#ask, ask, this.position > -this.#positionMax)
  }

  #quote(quote: Quote, ticks: number, isWanted: boolean): void {
    if (quote.state === 'none' && isWanted) {
      const side = quote.isBuy ? ('buy' as const) : ('sell' as const)
      const request = { ...plainRequest, side, lots: 1, price: ticks, isPostOnly: true }
      quote.state = 'sent'
      quote.ticks = ticks
      quote.ticket = this.#venue.send(this.#account, { kind: 'submit', request })
      this.submitted += 1
    } else if (quote.state === 'resting' && (quote.ticks !== ticks || !isWanted)) {
      quote.state = 'canceling'
      const ref = { number: quote.number }
      quote.ticket = this.#venue.send(this.#account, { kind: 'cancel', ref })
    }
  }

  onAnswer(_account: number, ticket: number, result: CommandResult): void {
    const quote = ticket === this.#bid.ticket ? this.#bid : this.#ask
    if (ticket !== quote.ticket) return
    const [order] = result.ok ? result.value : []
    if (quote.state === 'canceling' || order === undefined || order.status !== 'open') {
      quote.state = 'none'
      return
    }
    quote.number = order.number
    quote.state = 'resting'
  }

  onExchangeEvent(event: ExchangeEvent): void {
    if (event.kind !== 'order-filled') return
    const { side, price, ts } = event.fill
    this.fills.push(`${ts},${side},${price}`)
    this.position += side === 'buy' ? 1 : -1
    const quote = side === 'buy' ? this.#bid : this.#ask
    quote.state = 'none'
  }
}

/** The quoter at a distance from the simulated exchange, which the recording is played into. */
export function runQuoter({ market, instrument, plan }: L2Scene): QuoterRun {
  const { deltas, trades } = market
  const startTs = micros(deltas.columns.tsInit[0] as number)
  const constant = (us: number) => ({ kind: 'constant' as const, us })
  const legs = openLegs(
    { feed: constant(plan.feedUs), order: constant(plan.orderUs), reply: constant(plan.replyUs) },
    1,
  )
  if (!legs.ok) throw new Error(legs.error)
  const listings = [{ instrument, rules: openRules, perpetual: undefined }]
  const venue = new LatentExchange({
    legs: legs.value,
    startTs,
    open: (sink) => {
      const exchange = new SimulatedExchange({ listings, fees: new FlatFees(0, 0), sink, startTs })
      const prints = trades.columns
      const feed = new BookDriver({ deltas, target: exchange, instrument: 0, prints })
      return { exchange, feed }
    },
  })
  const account = venue.exchange.openAccount()
  for (const currency of [instrument.base, instrument.quote])
    venue.exchange.deposit(account, currency, 1_000_000_000_000_000n, startTs)
  const quoter = new Quoter(venue, account, plan)
  venue.connect(quoter)
  const heard = new DeltaReplay(deltas)
  for (let step = 0; step < plan.steps; step += 1) {
    const ts = micros(plan.firstTs + step * plan.everyUs)
    venue.run(ts)
    heard.playUntil(ts - plan.feedUs)
    quoter.step(heard.book.bestTicks(true), heard.book.bestTicks(false))
  }
  return quoter
}
