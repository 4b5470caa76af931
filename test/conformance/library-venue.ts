import { micros, minorPerUnit } from '../../src/domain/index.ts'
import {
  type ExchangeOrder,
  FlatFees,
  openRules,
  type OrderRequest,
  plainRequest,
  type Refusal,
  SimulatedExchange,
} from '../../src/venue/sim/index.ts'
import type {
  CaseFill,
  CaseOrder,
  CaseStatus,
  Decline,
  Placed,
  VenueSession,
  VenueUnderTest,
} from './venue-port.ts'
import { caseInstrument } from './venue-steps.ts'

const btc = caseInstrument('BTC-USD.SIM')
const declines: Partial<Record<Refusal['code'], Decline>> = {
  funds: 'funds',
  'percent-price': 'bad-order',
  'would-take': 'would-take',
  'unknown-order': 'unknown-order',
  'order-ended': 'unknown-order',
  'duplicate-client-id': 'duplicate',
}

/** The simulated exchange, called as a library. */
export const libraryVenue: VenueUnderTest = {
  name: 'the library',
  lacks: {},
  open: () => Promise.resolve(new LibrarySession()),
}

class LibrarySession implements VenueSession {
  readonly #exchange = new SimulatedExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(1_000, 2_000),
    sink: { onExchangeEvent: () => {} },
    startTs: micros(1_700_000_000_000_000),
  })
  readonly #account: number
  #now = 1_700_000_000_000_000

  constructor() {
    this.#account = this.#exchange.openAccount()
    this.#exchange.deposit(this.#account, 'USD', 100_000n * BigInt(minorPerUnit), this.#ts())
  }

  #ts() {
    this.#now += 1_000
    return micros(this.#now)
  }

  place(order: CaseOrder): Promise<Placed> {
    const placed = this.#exchange.submit(this.#account, this.#request(order), this.#ts())
    return Promise.resolve(placed.ok ? idOf(placed.value) : declinedFor(placed.error))
  }

  placeGroup(kind: 'oco' | 'bracket', orders: readonly CaseOrder[]): Promise<readonly Placed[]> {
    const [a, b, c] = orders.map((order) => this.#request(order))
    if (a === undefined || b === undefined) throw new Error('a group has two orders or three')
    const group =
      kind === 'bracket' && c !== undefined
        ? ({ kind: 'bracket', first: a, followers: [b, c] } as const)
        : ({ kind: 'oco', orders: [a, b] } as const)
    const placed = this.#exchange.submitGroup(this.#account, group, this.#ts())
    return Promise.resolve(placed.ok ? placed.value.map(idOf) : [declinedFor(placed.error)])
  }

  amend(id: string, change: { readonly lots?: number; readonly price?: number }): Promise<Placed> {
    const { lots, price } = change
    const whole = { lots, price, trigger: undefined }
    const answer = this.#exchange.amend(this.#account, { number: Number(id) }, whole, this.#ts())
    return Promise.resolve(answer.ok ? { id } : declinedFor(answer.error))
  }

  cancel(id: string): Promise<Placed> {
    const answer = this.#exchange.cancel(this.#account, { number: Number(id) }, this.#ts())
    return Promise.resolve(answer.ok ? { id } : declinedFor(answer.error))
  }

  cancelAll(): Promise<void> {
    this.#exchange.cancelAll(this.#account, undefined, this.#ts())
    return Promise.resolve()
  }

  status(id: string): Promise<CaseStatus> {
    const order = this.#exchange.order(this.#account, { number: Number(id) })
    if (order?.status === 'filled') return Promise.resolve('filled')
    const isOver = order === undefined || order.end !== undefined
    return Promise.resolve(isOver ? 'ended' : 'open')
  }

  fills(id: string): Promise<readonly CaseFill[]> {
    const own = this.#exchange.fills(this.#account).filter(({ order }) => order === Number(id))
    return Promise.resolve(own.map(({ price, lots, liquidity }) => ({ price, lots, liquidity })))
  }

  owned(): Promise<{ readonly quote: number; readonly base: number }> {
    const of = (currency: string): number => {
      const balance = this.#exchange.balances(this.#account).get(currency)
      return balance === undefined ? 0 : Number(balance.free + balance.held) / minorPerUnit
    }
    return Promise.resolve({ quote: of('USD'), base: of('BTC') })
  }

  best(side: 'buy' | 'sell') {
    return Promise.resolve(this.#exchange.best(0, side))
  }

  depth(side: 'buy' | 'sell', price: number, lots: number): Promise<void> {
    this.#exchange.onDepth(0, side === 'buy', price, lots, this.#ts())
    return Promise.resolve()
  }

  trade(aggressor: 'buy' | 'sell', price: number, lots: number): Promise<void> {
    this.#exchange.onTrade(0, aggressor === 'buy', price, lots, this.#ts())
    return Promise.resolve()
  }

  pass(us: number): Promise<void> {
    this.#now += us
    this.#exchange.advance(this.#ts())
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #request(order: CaseOrder): OrderRequest {
    const { type = 'limit', trailPpm, time = 'gtc', lastsUs = 0 } = order
    return {
      ...plainRequest,
      side: order.side,
      lots: order.lots,
      type: type === 'trailing' ? 'trailing-stop' : type,
      price: order.price ?? 0,
      trigger: order.trigger ?? 0,
      trail: trailPpm === undefined ? undefined : { kind: 'ppm', ppm: trailPpm },
      display: order.display ?? 0,
      timeInForce: time,
      expiryTs: micros(time === 'gtd' ? this.#now + lastsUs : 0),
      isPostOnly: order.isPostOnly ?? false,
      isReduceOnly: order.isReduceOnly ?? false,
      selfTrade: order.endsBoth === true ? 'cancel-both' : 'cancel-new',
      clientId: order.clientId ?? '',
    }
  }
}

function idOf({ number }: ExchangeOrder): Placed {
  return { id: `${number}` }
}

function declinedFor({ code }: Refusal): Placed {
  return { declined: declines[code] ?? 'bad-order' }
}
