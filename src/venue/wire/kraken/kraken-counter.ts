import { type Micros, secondUs } from '../../../domain/index.ts'
import { type BucketTerms, TokenBucket } from '../../sim/fault/token-bucket.ts'

/** How an account has been verified: what it may ask in what time. */
export type KrakenTier = 'starter' | 'intermediate' | 'pro'

/** Calls of REST, all together. @see https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits */
const calls: Readonly<Record<KrakenTier, BucketTerms>> = {
  starter: { capacity: 15, refill: 33, perUs: 100 * secondUs },
  intermediate: { capacity: 20, refill: 1, perUs: 2 * secondUs },
  pro: { capacity: 20, refill: 1, perUs: secondUs },
}

/** Orders sent, changed and canceled, by pair. @see https://docs.kraken.com/api/docs/guides/spot-ratelimits */
const orders: Readonly<Record<KrakenTier, BucketTerms>> = {
  starter: { capacity: 60, refill: 1, perUs: secondUs },
  intermediate: { capacity: 125, refill: 234, perUs: 100 * secondUs },
  pro: { capacity: 180, refill: 375, perUs: 100 * secondUs },
}

/** Calls nobody has to sign for, by address. */
const strangers: BucketTerms = { capacity: 15, refill: 1, perUs: secondUs }

/** What touching an order so young costs: the age in seconds below which each price holds. */
const youthPrices: Readonly<
  Record<'cancel' | 'amend' | 'edit', readonly (readonly [number, number])[]>
> = {
  cancel: [
    [5, 8],
    [10, 6],
    [15, 5],
    [45, 4],
    [90, 2],
    [300, 1],
  ],
  amend: [
    [5, 3],
    [10, 2],
    [15, 1],
  ],
  edit: [
    [5, 6],
    [10, 5],
    [15, 4],
    [45, 2],
    [90, 1],
  ],
}

/** The price of doing something to an order of an age. Unit: counts, us. */
export function youthPrice(what: 'cancel' | 'amend' | 'edit', ageUs: number): number {
  return youthPrices[what].find(([seconds]) => ageUs < seconds * secondUs)?.[1] ?? 0
}

const wrongKeysMax = 15
const lockedUs = 900 * secondUs
const namesMax = 10_000

/** Counters of what everybody asks for. Without a tier nobody is counted. */
export class KrakenCounters {
  readonly #tier: KrakenTier | undefined
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #wrongKeys = new Map<string, { readonly count: number; readonly ts: number }>()

  constructor(tier: KrakenTier | undefined) {
    this.#tier = tier
  }

  /** A private call. @returns Whether it may go on. */
  call(key: string, price: number, now: Micros): boolean {
    if (this.#tier === undefined || price === 0) return true
    return this.#bucket(`k ${key}`, calls[this.#tier], now).take(price, now)
  }

  /** A public call. */
  visit(address: string, now: Micros): boolean {
    return this.#tier === undefined || this.#bucket(`a ${address}`, strangers, now).take(1, now)
  }

  /** An order sent or changed. */
  order(account: number, pair: number, price: number, now: Micros): boolean {
    if (this.#tier === undefined) return true
    return this.#bucket(`o ${account} ${pair}`, orders[this.#tier], now).take(price, now)
  }

  /** An order taken back, which is done whatever the count says. */
  charge(account: number, pair: number, price: number, now: Micros): void {
    if (this.#tier === undefined) return
    const bucket = this.#bucket(`o ${account} ${pair}`, orders[this.#tier], now)
    bucket.take(Math.min(price, bucket.left(now)), now)
  }

  /** Somebody came with a key nobody has. */
  wrongKey(address: string, now: Micros): void {
    if (this.#tier === undefined) return
    const known = this.#wrongKeys.get(address)
    const count = known === undefined || known.ts + lockedUs < now ? 1 : known.count + 1
    trim(this.#wrongKeys)
    this.#wrongKeys.set(address, { count, ts: now })
  }

  rightKey(address: string): void {
    this.#wrongKeys.delete(address)
  }

  isLocked(address: string, now: Micros): boolean {
    const known = this.#wrongKeys.get(address)
    return known !== undefined && known.count >= wrongKeysMax && known.ts + lockedUs >= now
  }

  #bucket(name: string, terms: BucketTerms, now: Micros): TokenBucket {
    const known = this.#buckets.get(name)
    if (known !== undefined) return known
    trim(this.#buckets)
    const made = new TokenBucket(terms, now)
    this.#buckets.set(name, made)
    return made
  }
}

/** Forgets who came first when too many did. */
function trim(names: Map<string, unknown>): void {
  if (names.size < namesMax) return
  const [oldest] = names.keys()
  if (oldest !== undefined) names.delete(oldest)
}
