import { dayUs } from '../../src/domain/index.ts'
import type {
  AccountEvent,
  ExchangeOrder,
  Listing,
  OrderGroup,
  SelfTradePolicy,
} from '../../src/venue/sim/index.ts'
import {
  leaderOf,
  rivalsOf,
  type ShadowGroup,
  type ShadowOrder,
  shadowOf,
} from './exchange-shadow-order.ts'
import { ShadowMeetings } from './exchange-shadow-meetings.ts'
import { promise } from './exchange-violation.ts'

type OrderEvent = Extract<AccountEvent, { readonly order: ExchangeOrder }>

/** The life of every order, kept from events: what may follow what, and how much of it. */
export class ShadowOrders {
  readonly #open: Map<number, ShadowOrder>[] = []
  readonly #all = new Map<number, ShadowOrder>()
  readonly #groups = new Map<number, ShadowGroup>()
  readonly #names = new Map<string, { readonly ts: number; readonly order: ShadowOrder }>()
  /** Orders of this step that must have come to rest or to an end when it is over. */
  readonly #fresh = new Set<ShadowOrder>()
  readonly #meetings = new ShadowMeetings()
  /** When the next order ends by itself. */
  #expiry = Number.POSITIVE_INFINITY
  /** Kind of the group being sent now. */
  groupKind: OrderGroup['kind'] | undefined
  listings: readonly Listing[] = []
  accepted = 0
  /** How often what happened to groups, and by which policy an account did not meet itself. */
  readonly seen: Map<string, number> = new Map()

  open(account: number): Map<number, ShadowOrder> {
    let found = this.#open[account]
    if (found === undefined) {
      found = new Map()
      this.#open[account] = found
    }
    return found
  }

  known(number: number): ShadowOrder {
    const order = this.#all.get(number)
    promise(order !== undefined, 'lifecycle', () => `order ${number} was never accepted`)
    return order
  }

  /** Takes one event in. @returns The order as known now. */
  take(event: OrderEvent): ShadowOrder {
    const { kind, order: live, ts } = event
    if (kind === 'order-accepted') return this.#accept(live, ts)
    const order = this.known(live.number)
    promise(!order.hasEnded, 'lifecycle', () => `${kind} of order ${live.number} after its end`)
    promise(live.account === event.account, 'lifecycle', () => `${kind} told to another account`)
    order.live = live
    const leader = leaderOf(order)
    const isWaiting = leader !== undefined && !leader.hasEnded
    const { startTs = 0 } = live.request
    if (kind === 'order-filled' || kind === 'order-triggered') {
      promise(ts >= startTs, 'start', () => `${kind} of order ${order.number} before its time`)
      if (startTs > live.createdTs) this.#note(`later: ${kind}`)
    }
    if (kind === 'order-filled') this.#fill(order, event.fill.lots, isWaiting)
    else if (kind === 'order-triggered') {
      promise(!isWaiting, 'oto', () => `order ${order.number} fired before its leader ended`)
      this.#decide(order)
      this.#fresh.add(order)
    } else if (kind !== 'order-amended') this.#end(order)
    else this.#fresh.add(order)
    if (!order.isStarted && !isWaiting && !order.hasEnded) this.#start(order, leader)
    if (order.restStep < 0) order.price = live.price
    promise(order.filled === live.filled, 'fills', () => `order ${order.number} lost count`)
    return order
  }

  #accept(live: ExchangeOrder, ts: number): ShadowOrder {
    const order = shadowOf(live)
    const { account, instrument, number } = order
    promise(!this.#all.has(number), 'lifecycle', () => `order ${number} accepted twice`)
    this.accepted += 1
    this.#all.set(number, order)
    const open = this.open(account)
    open.set(number, order)
    this.#fresh.add(order)
    const { clientId, timeInForce, expiryTs } = live.request
    if (clientId !== '') this.#nameOf(order, `${account}:${clientId}`, ts)
    if (timeInForce === 'gtd') this.#expiry = Math.min(this.#expiry, expiryTs)
    if (timeInForce === 'day') this.#expiry = Math.min(this.#expiry, dayAfter(ts))
    if (live.group !== 0) this.#join(order, live.group)
    let count = 0
    for (const each of open.values()) if (each.instrument === instrument) count += 1
    const most = this.listings[instrument]?.rules.openOrdersMax ?? Number.POSITIVE_INFINITY
    promise(count <= most, 'open orders', () => `account ${account} has ${count} of ${most}`)
    return order
  }

  #nameOf(order: ShadowOrder, name: string, ts: number): void {
    const before = this.#names.get(name)
    promise(
      before === undefined || (before.order.hasEnded && before.ts <= ts - dayUs),
      'idempotency',
      () => `the name ${name} was taken twice`,
    )
    this.#names.set(name, { ts, order })
  }

  #join(order: ShadowOrder, number: number): void {
    const { groupKind } = this
    if (groupKind === undefined) return
    const group = this.#groups.get(number) ?? { kind: groupKind, members: [] }
    this.#groups.set(number, group)
    group.members.push(order)
    order.group = group
  }

  /** It waited for another: it is no larger than what that one got. */
  #start(order: ShadowOrder, leader: ShadowOrder | undefined): void {
    order.isStarted = true
    if (leader !== undefined) this.#note(`${order.group?.kind}: a follower starts`)
    if (leader?.instrument !== order.instrument) return
    promise(
      order.live.lots <= leader.filled,
      'oto',
      () => `order ${order.number} starts with more than its leader got`,
    )
  }

  #fill(order: ShadowOrder, lots: number, isWaiting: boolean): void {
    const { number, live } = order
    promise(lots > 0, 'fills', () => `order ${number} was filled with ${lots} lots`)
    promise(!isWaiting, 'oto', () => `order ${number} was filled before its leader ended`)
    order.filled += lots
    promise(order.filled <= live.lots, 'overfill', () => `order ${number} beyond its lots`)
    this.#decide(order)
    if (order.filled < live.lots) return
    promise(live.status === 'filled', 'lifecycle', () => `full order ${number} is ${live.status}`)
    this.#end(order)
  }

  #decide(order: ShadowOrder): void {
    const rivals = rivalsOf(order)
    if (!order.isDecided && rivals.length > 0) this.#note(`${order.group?.kind}: a leg goes on`)
    order.isDecided = true
    for (const rival of rivals) {
      promise(!rival.isDecided, 'oco', () => `orders ${order.number}, ${rival.number} both went on`)
      promise(rival.hasEnded, 'oco', () => `order ${rival.number} outlives ${order.number}`)
    }
  }

  #end(order: ShadowOrder): void {
    order.hasEnded = true
    const { live } = order
    this.open(order.account).delete(order.number)
    const { timeInForce } = live.request
    if (live.end === 'self-trade') {
      this.#note(`self-trade: ${this.#policyOf(order)}`)
      if (live.lots > order.filled) this.#meetings.ended(order, this.#fresh)
    }
    promise(
      timeInForce !== 'fok' || order.filled === 0 || order.filled === live.lots,
      'fok',
      () => `order ${order.number} got ${order.filled} of ${live.lots}`,
    )
  }

  /** What ended an order that would have met another of its account. */
  #policyOf(order: ShadowOrder): SelfTradePolicy {
    if (order.live.lots === order.filled) return 'decrement-both'
    if (!this.#fresh.has(order)) return 'cancel-resting'
    return order.live.request.selfTrade === 'cancel-both' ? 'cancel-both' : 'cancel-new'
  }

  #note(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1)
  }

  /** To be called when nothing more follows from the last call. @returns Orders that now rest. */
  settle(): readonly ShadowOrder[] {
    const resting: ShadowOrder[] = []
    for (const order of this.#fresh) {
      const { live, number } = order
      if (order.hasEnded) continue
      promise(live.status !== 'filled', 'lifecycle', () => `order ${number} is over in silence`)
      if (live.status !== 'open') continue
      const { timeInForce, type } = live.request
      const mayRest = timeInForce !== 'ioc' && timeInForce !== 'fok' && type.endsWith('limit')
      promise(mayRest, 'ioc', () => `${type} ${timeInForce} order ${number} rests`)
      resting.push(order)
    }
    this.#fresh.clear()
    this.#meetings.settle()
    return resting
  }

  /** Nothing lives beyond its time. */
  checkExpiry(now: number): void {
    if (now < this.#expiry) return
    this.#expiry = Number.POSITIVE_INFINITY
    for (const open of this.#open)
      for (const { live, number } of open?.values() ?? []) {
        const { timeInForce, expiryTs } = live.request
        if (timeInForce !== 'gtd' && timeInForce !== 'day') continue
        const ends = timeInForce === 'gtd' ? expiryTs : dayAfter(live.createdTs)
        promise(now < ends, 'gtd', () => `order ${number} is alive after its time`)
        this.#expiry = Math.min(this.#expiry, ends)
      }
  }

  /** After a restart: the records are others, and must say the same. */
  rebind(find: (account: number, number: number) => ExchangeOrder | undefined): void {
    for (const open of this.#open)
      for (const order of open?.values() ?? []) {
        const live = find(order.account, order.number)
        promise(live !== undefined, 'restart', () => `order ${order.number} was forgotten`)
        order.live = live
      }
    // Long ended ones are only needed to see that nothing follows their end.
    for (const [number, order] of this.#all)
      if (order.hasEnded && number + 20_000 < this.accepted) this.#all.delete(number)
  }
}

function dayAfter(ts: number): number {
  return (Math.floor(ts / dayUs) + 1) * dayUs
}
