import { defined } from '../../base/index.ts'
import { type Instrument, type Micros, type OrderId, orderId } from '../../domain/index.ts'
import type { TickTape } from '../../market/index.ts'
import {
  type Costs,
  type ExchangeEvent,
  type ExchangeOrderType,
  FlatFees,
  MarketFrictions,
  deskRules,
  plainRequest,
  SimulatedExchange,
  tapeFidelity,
} from '../../venue/index.ts'
import { nothingFilled, type Outcome, type RecordedOrder, withFill } from './recorded-order.ts'

type Live = {
  readonly order: RecordedOrder
  outcome: Outcome
  /** Market, once a stop's price has passed before it arrived. */
  type: ExchangeOrderType
  /** How often what was left has been sent. */
  sends: number
  isOver: boolean
}

/** The desk's one account. */
const desk = 0

/** Minor units of each currency: nothing is refused for want of money. */
const wealth = 1_000_000_000_000_000_000n

/**
 * A desk's orders at an exchange of its own: the same fees, an account with enough of both
 * currencies, and a market order that finds too little is sent again with the next news, as a desk
 * on paper does.
 */
export class Resimulation {
  readonly exchange: SimulatedExchange
  readonly #live = new Map<OrderId, Live>()
  /** Orders of which some is to be sent again. */
  #unfilled: Live[] = []
  #open = 0

  constructor(of: Instrument, costs: Costs, tape: TickTape, startTs: Micros) {
    // Around bare prints the book is made up; in a recorded one the spread is the cost itself.
    const slippage = tapeFidelity(tape) === 'trades' ? costs.slippage : 0
    this.exchange = new SimulatedExchange({
      listings: [{ instrument: of, rules: deskRules, perpetual: undefined }],
      fees: new FlatFees(costs.feeMakerPpm, costs.feeTakerPpm),
      sink: { onExchangeEvent: (event) => this.#heard(event) },
      startTs,
      frictions: new MarketFrictions({
        impact: { law: 'none', factor: 0, slippage },
        markets: [{ volatilityPerDay: 0, lotsPerDay: 1 }],
        isSliced: false,
        seed: 0,
      }),
    })
    const account = this.exchange.openAccount()
    for (const currency of new Set([of.base, of.quote]))
      this.exchange.deposit(account, currency, wealth, startTs)
  }

  get isIdle(): boolean {
    return this.#open === 0
  }

  /** Whether there is any book at all: in a hole of the recording there is none. */
  get hasBook(): boolean {
    const isThere = (side: 'buy' | 'sell'): boolean => this.exchange.best(0, side) !== undefined
    return isThere('buy') || isThere('sell')
  }

  submit(order: RecordedOrder, ts: Micros): void {
    const { orderId, type } = order.intent
    const live: Live = { order, outcome: nothingFilled, type, sends: 0, isOver: false }
    this.#live.set(orderId, live)
    this.#open += 1
    this.#send(live, ts)
  }

  /** Sends on what the book had too little for. */
  retry(ts: Micros): void {
    if (this.#unfilled.length === 0) return
    const again = this.#unfilled
    this.#unfilled = []
    for (const live of again) {
      if (live.isOver) continue
      live.type = 'market'
      this.#send(live, ts)
    }
  }

  withdraw(id: OrderId, ts: Micros): void {
    const live = this.#live.get(id)
    if (live === undefined || live.isOver) return
    this.#finish(live)
    this.exchange.cancel(desk, { clientId: `${id}.${live.sends}` }, ts)
  }

  outcomeOf(id: OrderId): Outcome {
    return this.#live.get(id)?.outcome ?? nothingFilled
  }

  #send(live: Live, ts: Micros): void {
    const { intent } = live.order
    live.sends += 1
    const sent = this.exchange.submit(
      desk,
      {
        ...plainRequest,
        clientId: `${intent.orderId}.${live.sends}`,
        side: intent.side,
        type: live.type,
        lots: intent.quantity - live.outcome.lots,
        price: live.type === 'limit' ? intent.price : 0,
        trigger: live.type === 'stop' ? intent.price : 0,
        selfTrade: 'cancel-resting',
      },
      ts,
    )
    if (sent.ok) return
    const { code } = sent.error
    if (code === 'would-trigger' || code === 'no-liquidity') this.#unfilled.push(live)
    else this.#finish(live)
  }

  #heard(event: ExchangeEvent): void {
    if (!('order' in event)) return
    const { clientId } = event.order.request
    const id = orderId(Number(clientId.slice(0, clientId.indexOf('.'))))
    const live = defined(this.#live.get(id), `order ${id} of the desk`)
    if (event.kind === 'order-filled') {
      const { price, lots, fee, ts } = event.fill
      live.outcome = withFill(live.outcome, { price, lots, fee, ts })
      if (live.outcome.lots >= live.order.intent.quantity) this.#finish(live)
    } else if (event.kind === 'order-canceled' || event.kind === 'order-expired') {
      if (event.order.end === 'no-liquidity') this.#unfilled.push(live)
      else this.#finish(live)
    }
  }

  #finish(live: Live): void {
    if (live.isOver) return
    live.isOver = true
    this.#open -= 1
  }
}
