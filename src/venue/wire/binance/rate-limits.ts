import { dayUs, type Micros, minuteUs, secondUs } from '../../../domain/index.ts'
import { type BinanceError, binanceError } from './binance-error.ts'

const weightMax = 6_000
const ordersMax = 100
const ordersDayMax = 200_000
/** Requests sent in spite of a 429, within one window, that get an address banned. */
const patience = 20
const banUs: number = 2 * minuteUs
const banMaxUs: number = 3 * dayUs

/** As `exchangeInfo` tells them. */
export const rateLimits: readonly {
  readonly rateLimitType: string
  readonly interval: string
  readonly intervalNum: number
  readonly limit: number
}[] = [
  { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: weightMax },
  { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: ordersMax },
  { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: ordersDayMax },
]

/** Counts within one window of time; it begins anew at every whole multiple of its length. */
type Window = { since: number; count: number }

type Visitor = { readonly weight: Window; refusals: number; bannedUntil: number; bans: number }

/**
 * Who asks how much: weight per address and minute, orders per account and ten seconds and day. An
 * address that goes on after a 429 is banned, longer each time.
 */
export class RateLimits {
  readonly #isOn: boolean
  readonly #visitors = new Map<string, Visitor>()
  readonly #orders = new Map<number, { readonly burst: Window; readonly day: Window }>()

  constructor(isOn: boolean) {
    this.#isOn = isOn
  }

  /** Counts a request; declines it when its address has asked too much. */
  request(address: string, weight: number, now: Micros): BinanceError | undefined {
    const visitor = this.#visitor(address, now)
    if (this.#isOn && now < visitor.bannedUntil) return banned(visitor.bannedUntil, now)
    if (turn(visitor.weight, minuteUs, now)) visitor.refusals = 0
    visitor.weight.count += weight
    if (!this.#isOn || visitor.weight.count <= weightMax) return undefined
    visitor.refusals += 1
    if (visitor.refusals > patience) {
      visitor.bannedUntil = now + Math.min(banMaxUs, banUs * (1 + visitor.bans))
      visitor.bans = 2 * visitor.bans + 1
      visitor.refusals = 0
      return banned(visitor.bannedUntil, now)
    }
    const why = `Too much request weight used; current limit is ${weightMax} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`
    return { ...binanceError(-1003, why, 429), retryAfter: left(visitor.weight, minuteUs, now) }
  }

  /** Counts orders of an account; declines them when there were too many. */
  order(account: number, count: number, now: Micros): BinanceError | undefined {
    const { burst, day } = this.#windows(account)
    turn(burst, 10 * secondUs, now)
    turn(day, dayUs, now)
    const isBurst = burst.count + count > ordersMax
    if (this.#isOn && (isBurst || day.count + count > ordersDayMax)) {
      const [most, span] = isBurst ? [ordersMax, '10 SECOND'] : [ordersDayMax, '1 DAY']
      const why = `Too many new orders; current limit is ${most} orders per ${span}.`
      const wait = isBurst ? left(burst, 10 * secondUs, now) : left(day, dayUs, now)
      return { ...binanceError(-1015, why, 429), retryAfter: wait }
    }
    burst.count += count
    day.count += count
    return undefined
  }

  /** Weight an address used in the running minute. */
  used(address: string): number {
    return this.#visitors.get(address)?.weight.count ?? 0
  }

  /** Orders an account sent in the running ten seconds, and today. */
  sent(account: number, now: Micros): { readonly burst: number; readonly day: number } {
    const { burst, day } = this.#windows(account)
    turn(burst, 10 * secondUs, now)
    turn(day, dayUs, now)
    return { burst: burst.count, day: day.count }
  }

  #visitor(address: string, now: Micros): Visitor {
    const known = this.#visitors.get(address)
    if (known !== undefined) return known
    if (this.#visitors.size >= visitorsMax) this.#forget(now)
    const made = { weight: { since: 0, count: 0 }, refusals: 0, bannedUntil: 0, bans: 0 }
    this.#visitors.set(address, made)
    return made
  }

  #forget(now: Micros): void {
    for (const [address, { weight, bannedUntil }] of this.#visitors)
      if (bannedUntil <= now && weight.since + minuteUs <= now) this.#visitors.delete(address)
  }

  #windows(account: number): { readonly burst: Window; readonly day: Window } {
    const known = this.#orders.get(account)
    if (known !== undefined) return known
    const made = { burst: { since: 0, count: 0 }, day: { since: 0, count: 0 } }
    this.#orders.set(account, made)
    return made
  }
}

const visitorsMax = 10_000

/** Begins a new window when the old one is over. @returns Whether it did. */
function turn(window: Window, us: number, now: Micros): boolean {
  const since = now - (now % us)
  if (since === window.since) return false
  window.since = since
  window.count = 0
  return true
}

/** Seconds until a window is over. */
function left({ since }: Window, us: number, now: Micros): number {
  return Math.max(1, Math.ceil((since + us - now) / secondUs))
}

function banned(until: number, now: Micros): BinanceError {
  const why = `Way too much request weight used; IP banned until ${Math.floor(until / 1_000)}. Please use WebSocket Streams for live updates to avoid bans.`
  const retryAfter = Math.ceil((until - now) / secondUs)
  return { ...binanceError(-1003, why, 418), retryAfter }
}
