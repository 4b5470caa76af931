import type { Micros } from '../../src/domain/index.ts'
import {
  type AccountEvent,
  type AccountFill,
  type EventMark,
  type ExchangeOrder,
  hasEnded,
  type Listing,
  type Reading,
} from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { FaultChannel } from './fault-channel.ts'

/** What a client believes an account has, from what it heard and looked up. */
export class AccountPicture {
  readonly channel: FaultChannel = new FaultChannel()
  readonly #listings: readonly Listing[]
  readonly #open = new Map<number, ExchangeOrder>()
  readonly #fills = new Map<string, AccountFill>()
  readonly #totals = new Map<string, bigint>()
  /** When it was last looked up. */
  readTs = 0
  /** Readings of a state that was known already. */
  compared = 0

  constructor(listings: readonly Listing[]) {
    this.#listings = listings
  }

  get open(): readonly ExchangeOrder[] {
    return [...this.#open.values()]
  }

  hear(event: AccountEvent, { sequence }: EventMark): void {
    this.channel.take(sequence, () => this.#apply(event))
  }

  /** What was built from events alone must be what is read. */
  read(account: number, reading: Reading & { readonly kind: 'account' }, ts: Micros): void {
    const compare = (): void => {
      this.compared += 1
      this.compare(account, reading)
    }
    this.channel.read(reading.sequence, compare, () => {
      this.readTs = ts
      this.#open.clear()
      this.#fills.clear()
      this.#totals.clear()
      for (const order of reading.openOrders) this.#open.set(order.number, order)
      for (const fill of reading.fills) this.#fills.set(nameOf(fill), fill)
      for (const [currency, { free, held }] of reading.balances)
        this.#totals.set(currency, free + held)
    })
  }

  #apply(event: AccountEvent): void {
    if ('order' in event) {
      const { order } = event
      if (hasEnded(order)) this.#open.delete(order.number)
      else this.#open.set(order.number, order)
    }
    if (event.kind === 'order-filled') this.#fill(event.fill)
    else if (event.kind === 'trade-busted') this.#fills.delete(nameOf(event.fill))
    else if (event.kind === 'balance-changed') this.#add(event.currency, event.change)
  }

  #fill(fill: AccountFill): void {
    this.#fills.set(nameOf(fill), fill)
    const { base, quote, baseFactor } = (this.#listings[fill.instrument] as Listing).instrument
    const amount = BigInt(fill.lots) * baseFactor
    this.#add(base, fill.side === 'buy' ? amount : -amount)
    this.#add(quote, fill.side === 'buy' ? -fill.value : fill.value)
    this.#add(fill.feeCurrency, -fill.fee)
  }

  #add(currency: string, change: bigint): void {
    this.#totals.set(currency, (this.#totals.get(currency) ?? 0n) + change)
  }

  /** Compares with the truth. */
  compare(account: number, truth: AccountTruth): void {
    same(`open orders of ${account}`, this.open.map(orderLine), truth.openOrders.map(orderLine))
    same(`fills of ${account}`, [...this.#fills.values()].map(fillLine), truth.fills.map(fillLine))
    const currencies = new Set([...this.#totals.keys(), ...truth.balances.keys()])
    for (const currency of currencies) {
      const real = truth.balances.get(currency)
      const total = real === undefined ? 0n : real.free + real.held
      const own = this.#totals.get(currency) ?? 0n
      promise(own === total, 'picture', () => `${own} ${currency} of ${account}, not ${total}`)
    }
  }
}

type AccountTruth = Pick<
  Reading & { readonly kind: 'account' },
  'openOrders' | 'fills' | 'balances'
>

export function same(what: string, own: readonly string[], real: readonly string[]): void {
  const [a, b] = [own.toSorted().join(), real.toSorted().join()]
  promise(a === b, 'picture', () => `${what}: a client believes ${a}, and it is ${b}`)
}

/** Both sides of a trade may be the same account's. */
function nameOf({ trade, order }: AccountFill): string {
  return `${trade}:${order}`
}

function orderLine({ number, status, lots, price, filled, request }: ExchangeOrder): string {
  return [number, request.clientId, status, lots, price, filled].join(' ')
}

function fillLine({ trade, order, price, lots, fee }: AccountFill): string {
  return [trade, order, price, lots, fee].join(' ')
}
