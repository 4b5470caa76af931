import { micros, type OrderIntent, price, quantity } from '../../src/domain/index.ts'
import {
  unitedOrder,
  type VenueAccount,
  type VenueAnswer,
  type VenueFill,
  type VenueLink,
  type VenueOrder,
  type VenueRequest,
  type VenueSteps,
  type VenueUpdate,
} from '../../src/execution/index.ts'
import {
  type AccountFill,
  type CommandResult,
  type ExchangeEvent,
  type ExchangeOrder,
  type FaultyClient,
  type FaultyExchange,
  fateOf,
  type OrderChange,
  type OrderRequest,
  plainRequest,
  type QueryResult,
  type LookedUp,
  type Refusal,
  type SimulatedExchange,
} from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { forgetOldest } from './forget-oldest.ts'
import type { KillSites } from './kill-sites.ts'

/** Who hears what comes back. */
export type GatewayEar = {
  onAnswer(ticket: number, answer: VenueAnswer): void
  onUpdate(update: VenueUpdate): void
}

/** A look-up that is under way: the names left to ask for, and what was found so far. */
type LookUp = {
  readonly ours: number
  readonly names: readonly string[]
  readonly found: readonly VenueOrder[]
}

/** Look-ups of one order in so long: twice what a desk does that rests between them. */
const lookUpsMax = 20
const spanUs = 5_000_000
const throttleUs = 500_000
/** Between two readings of a venue's rules. */
const stepsUs = 10_000_000

/**
 * The way of a gateway to a simulated exchange on which things go wrong. Survives no restart: what
 * was asked before is answered to nobody.
 */
export class GatewayLink implements VenueLink, FaultyClient {
  readonly #faulty: FaultyExchange<SimulatedExchange>
  readonly #account: number
  readonly #ear: GatewayEar
  readonly #sites: KillSites
  /** Tickets of the gateway by those of the exchange. */
  readonly #asked = new Map<number, number>()
  readonly #lookUps = new Map<number, LookUp>()
  /** Look-ups of each order in this span of time. */
  readonly #counts = new Map<string, number>()
  #span = 0
  readonly #times = new Set<number>()
  readonly #steps = new Map<number, VenueSteps>()
  #stepsTs = 0
  /** Requests until the power goes; infinity for never. */
  #sendsLeft = Number.POSITIVE_INFINITY
  readonly placed: Set<string> = new Set()
  /** Requests so far. */
  sent = 0
  readonly isReplacing: boolean

  /** @param isReplacing - Whether the exchange changes an order by replacing it. */
  constructor(
    faulty: FaultyExchange<SimulatedExchange>,
    account: number,
    isReplacing: boolean,
    sites: KillSites,
    ear: GatewayEar,
  ) {
    this.isReplacing = isReplacing
    this.#faulty = faulty
    this.#account = account
    this.#ear = ear
    this.#sites = sites
    faulty.connect(this)
  }

  /** As last heard: news of other rules may be lost, a refusal then tells, or the next reading. */
  steps(instrument: number): VenueSteps {
    if (this.#faulty.now >= this.#stepsTs + stepsUs) {
      this.#stepsTs = this.#faulty.now
      this.#steps.clear()
    }
    const known = this.#steps.get(instrument)
    if (known !== undefined) return known
    const listing = this.#faulty.exchange.listings[instrument]
    const { tickStep = 1, lotStep = 1, lotsMin = 1 } = listing?.rules ?? {}
    const steps = { tickStep, lotStep, lotsMin }
    this.#steps.set(instrument, steps)
    return steps
  }

  /** The power goes right before, or right after, a request to come. */
  dieAfter(sends: number): void {
    this.#sendsLeft = sends
  }

  send(ticket: number, request: VenueRequest): void {
    if (this.#sendsLeft < 0.5) this.#sites.cut('send')
    if (request.kind === 'look-up') this.#count(request.names[0] ?? '')
    this.#sites.pass(`before send ${request.kind}`)
    if (request.kind === 'look-up') this.#lookUp({ ours: ticket, names: request.names, found: [] })
    else this.#asked.set(this.#pass(request), ticket)
    forgetOldest(this.#asked)
    this.sent += 1
    this.#sites.pass(`after send ${request.kind}`)
    if (this.#sendsLeft < 1) this.#sites.cut('send')
    this.#sendsLeft -= 1
  }

  /** Nobody asks a venue for one order over and over. */
  #count(name: string): void {
    const span = Math.floor(this.#faulty.now / spanUs)
    if (span !== this.#span) this.#counts.clear()
    this.#span = span
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    promise(count <= lookUpsMax, 'politeness', () => `${name} is looked up ${count} times`)
  }

  #lookUp(lookUp: LookUp): void {
    const ref = { clientId: lookUp.names[0] ?? '' }
    this.#lookUps.set(this.#faulty.ask(this.#account, { kind: 'order-fills', ref }), lookUp)
    forgetOldest(this.#lookUps)
  }

  #pass(request: Exclude<VenueRequest, { readonly kind: 'look-up' }>): number {
    if (request.kind === 'dead-man')
      return this.#faulty.send(this.#account, { kind: 'cancel-all-after', us: request.us })
    if (request.kind === 'account') return this.#faulty.ask(this.#account, { kind: 'account' })
    const ref = { clientId: request.clientId }
    if (request.kind === 'cancel') return this.#faulty.send(this.#account, { kind: 'cancel', ref })
    if (request.kind === 'amend' && !this.isReplacing)
      return this.#faulty.send(this.#account, { kind: 'amend', ref, change: changeOf(request) })
    const clientId = request.kind === 'amend' ? request.next : request.clientId
    const made = requestOf({ clientId, order: request.order })
    this.placed.add(clientId)
    return this.#faulty.send(
      this.#account,
      request.kind === 'amend'
        ? { kind: 'replace', ref, request: made }
        : { kind: 'submit', request: made },
    )
  }

  onAnswer(_: number, ticket: number, result: CommandResult): void {
    const ours = this.#asked.get(ticket)
    if (!result.ok) this.#heed(result.error)
    if (ours !== undefined)
      this.#ear.onAnswer(ours, result.ok ? { kind: 'done' } : answerOf(result.error))
  }

  onReading(_: number, ticket: number, result: QueryResult): void {
    if (this.#times.delete(ticket)) {
      if (result.ok && result.value.kind === 'time')
        this.#faulty.setClock(this.#account, result.value.ts)
      return
    }
    const lookUp = this.#lookUps.get(ticket)
    const ours = lookUp?.ours ?? this.#asked.get(ticket)
    if (!result.ok) this.#heed(result.error)
    if (ours === undefined) return
    if (!result.ok) return this.#ear.onAnswer(ours, answerOf(result.error))
    if (result.value.kind === 'account')
      return this.#ear.onAnswer(ours, { kind: 'account', account: accountOf(result.value) })
    if (result.value.kind === 'order-fills' && lookUp !== undefined)
      this.#onLookedUp(lookUp, result.value)
  }

  #onLookedUp({ ours, names, found }: LookUp, { order, fills }: OrderFills): void {
    const all = order === undefined ? found : [...found, venueOrder(order, fills)]
    const [, ...left] = names
    if (left.length > 0 && all.at(-1)?.status !== 'open')
      return this.#lookUp({ ours, names: left, found: all })
    const united = unitedOrder(all)
    this.#ear.onAnswer(
      ours,
      united === undefined ? { kind: 'missing' } : { kind: 'found', order: united },
    )
  }

  /** A clock that ran away is set again. */
  #heed({ code }: Refusal): void {
    if (code === 'price-filter' || code === 'lot-size') this.#steps.clear()
    if (code === 'bad-clock') this.#times.add(this.#faulty.ask(this.#account, { kind: 'time' }))
  }

  onExchangeEvent(event: ExchangeEvent): void {
    if (event.kind === 'listing') this.#steps.delete(event.instrument)
    if (!('order' in event) || event.account !== this.#account) return
    const { clientId } = event.order.request
    if (event.kind === 'order-filled')
      this.#ear.onUpdate({ kind: 'fill', clientId, fill: venueFill(event.fill) })
    else if (event.kind === 'order-accepted')
      this.#ear.onUpdate({ kind: 'state', clientId, status: 'open' })
    else if (event.kind === 'order-canceled' || event.kind === 'order-expired') {
      const status = event.kind === 'order-canceled' ? 'canceled' : 'expired'
      this.#ear.onUpdate({ kind: 'state', clientId, status })
    }
  }
}

type OrderFills = Extract<LookedUp, { readonly kind: 'order-fills' }>

function requestOf({
  clientId,
  order,
}: {
  readonly clientId: string
  readonly order: OrderIntent
}): OrderRequest {
  const { instrument, side, type } = order
  return {
    ...plainRequest,
    clientId,
    instrument,
    side,
    type,
    lots: order.quantity,
    price: type === 'limit' ? order.price : 0,
    trigger: type === 'stop' ? order.price : 0,
    isReduceOnly: order.isReduceOnly,
    selfTrade: 'cancel-resting',
  }
}

function changeOf({ order }: { readonly order: OrderIntent }): OrderChange {
  const { type, quantity: lots, price: at } = order
  const isStop = type === 'stop'
  return { lots, price: isStop ? undefined : at, trigger: isStop ? at : undefined }
}

function answerOf({ code }: Refusal): VenueAnswer {
  const fate = fateOf(code)
  if (fate === 'unknown') return { kind: 'ambiguous', reason: code }
  // Without effect, and sent again once the clock is set or the venue asks for less.
  if (fate === 'throttled' || code === 'bad-clock') return { kind: 'throttled', waitUs: throttleUs }
  return { kind: 'refused', reason: code, isDuplicate: code === 'duplicate-client-id' }
}

function venueFill(fill: AccountFill): VenueFill {
  return {
    trade: `${fill.trade}`,
    price: price(fill.price),
    quantity: quantity(fill.lots),
    ...paidIn(fill),
    liquidity: fill.liquidity,
    ts: micros(fill.ts),
  }
}

/** The exchange takes its fee out of what is received: out of what is bought, too. */
function paidIn({ fee, feeCurrency }: AccountFill): Pick<VenueFill, 'fee' | 'taken'> {
  return feeCurrency === 'USD' || fee === 0n ? { fee } : { fee: 0n, taken: fee }
}

function venueOrder(order: ExchangeOrder, fills: readonly AccountFill[]): VenueOrder {
  const { status } = order
  const isOver = status === 'filled' || status === 'canceled' || status === 'expired'
  return {
    status: isOver ? status : 'open',
    filled: order.filled,
    fills: fills.map(venueFill),
    quantity: quantity(order.lots),
    price: price(order.request.type === 'stop' ? order.trigger : order.price),
    name: order.request.clientId,
  }
}

function accountOf({
  balances,
  openOrders,
}: Extract<LookedUp, { readonly kind: 'account' }>): VenueAccount {
  return {
    balances: new Map(
      [...balances].map(([currency, { free, held }]) => [currency, free + held] as const),
    ),
    openOrders: openOrders.map(({ request: { clientId, instrument } }) => ({
      clientId,
      instrument,
    })),
  }
}
