import type { Micros } from '../../src/domain/index.ts'
import {
  type AccountEvent,
  type AccountFill,
  type EventMark,
  type ExchangeOrder,
  hasEnded,
  type Listing,
  type PerpetualPosition,
  type LookedUp,
} from '../../src/venue/sim/index.ts'
import { ShadowPurse } from './exchange-shadow-purse.ts'
import { promise } from './exchange-violation.ts'
import { FaultChannel } from './fault-channel.ts'

/** What a client believes an account has, from what it heard and looked up. */
export class AccountPicture {
  readonly channel: FaultChannel = new FaultChannel()
  readonly #listings: readonly Listing[]
  readonly #open = new Map<number, ExchangeOrder>()
  #fills: AccountFill[] = []
  #purse = new ShadowPurse()
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
  read(account: number, reading: LookedUp & { readonly kind: 'account' }, ts: Micros): void {
    const compare = (): void => {
      this.compared += 1
      this.compare(account, reading)
    }
    this.channel.read(reading.sequence, compare, () => {
      this.readTs = ts
      this.#open.clear()
      this.#purse = new ShadowPurse()
      for (const order of reading.openOrders) this.#open.set(order.number, order)
      this.#fills = [...reading.fills]
      for (const [currency, { free, held }] of reading.balances)
        this.#purse.add(currency, free + held)
      for (const { instrument, lots, cost } of reading.positions)
        this.#purse.positions.set(instrument, { lots, cost })
    })
  }

  #apply(event: AccountEvent): void {
    if ('order' in event) {
      const { order } = event
      if (hasEnded(order)) this.#open.delete(order.number)
      else this.#open.set(order.number, order)
    }
    if (event.kind === 'order-filled') {
      this.#fills.push(event.fill)
      this.#purse.fill(event.fill, this.#listingOf(event.fill))
    } else if (event.kind === 'trade-busted') {
      this.#undo(fillLine(event.fill))
      this.#purse.undo(event.fill, this.#listingOf(event.fill))
    } else if (event.kind === 'balance-changed') this.#purse.add(event.currency, event.change)
  }

  /** One of those that read so: a match in pieces may have several. */
  #undo(line: string): void {
    const at = this.#fills.findIndex((fill) => fillLine(fill) === line)
    promise(at >= 0, 'picture', () => `a fill never heard of is undone: ${line}`)
    this.#fills.splice(at, 1)
  }

  #listingOf({ instrument }: AccountFill): Listing {
    return this.#listings[instrument] as Listing
  }

  /** Compares with the truth. */
  compare(account: number, truth: AccountTruth): void {
    same(`open orders of ${account}`, this.open.map(orderLine), truth.openOrders.map(orderLine))
    same(`fills of ${account}`, this.#fills.map(fillLine), truth.fills.map(fillLine))
    const currencies = new Set([...this.#purse.totals.keys(), ...truth.balances.keys()])
    for (const currency of currencies) {
      const real = truth.balances.get(currency)
      const total = real === undefined ? 0n : real.free + real.held
      const own = this.#purse.total(currency)
      promise(own === total, 'picture', () => `${own} ${currency} of ${account}, not ${total}`)
    }
    const own = [...this.#purse.positions].filter(([, { lots }]) => lots !== 0)
    const positions = own.map(([instrument, held]) => positionLine({ instrument, ...held }))
    same(`positions of ${account}`, positions, truth.positions.map(positionLine))
  }
}

type AccountTruth = Pick<
  LookedUp & { readonly kind: 'account' },
  'openOrders' | 'fills' | 'balances' | 'positions'
>

export function same(what: string, own: readonly string[], real: readonly string[]): void {
  const [a, b] = [own.toSorted().join(), real.toSorted().join()]
  promise(a === b, 'picture', () => `${what}: a client believes ${a}, and it is ${b}`)
}

function orderLine({ number, status, lots, price, filled, request }: ExchangeOrder): string {
  return [number, request.clientId, status, lots, price, filled].join(' ')
}

function fillLine({ trade, order, price, lots, fee }: AccountFill): string {
  return [trade, order, price, lots, fee].join(' ')
}

function positionLine({
  instrument,
  lots,
  cost,
}: Pick<PerpetualPosition, 'instrument' | 'lots' | 'cost'>): string {
  return [instrument, lots, cost].join(' ')
}
