import type { Instrument } from '../../domain/index.ts'
import { type BookRecord, stepsOf } from '../../market/index.ts'

/** A whole book as ccxt shows it. Nothing in it is trusted. */
export type WireBook = {
  readonly bids?: unknown
  readonly asks?: unknown
  readonly nonce?: unknown
  /** Milliseconds. */
  readonly timestamp?: unknown
}

/** What is heard of a book is to the book before. */
export type BookStep =
  | { readonly kind: 'same' }
  | { readonly kind: 'malformed' }
  /** Numbers went back, or a change came before a snapshot: what lies between is not known. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'record'; readonly record: BookRecord }

type Side = ReadonlyMap<number, number>

/**
 * Makes snapshots and deltas of the whole books ccxt shows: a delta is what differs from the book
 * before. So a level that leaves the depth that is followed is removed, though it may still stand,
 * and changes between two books that were shown are one. Updates carry ccxt's `nonce` where the
 * venue has one, and else are counted here.
 */
export class BookDiffer {
  readonly #of: Instrument
  #bids: Side = new Map()
  #asks: Side = new Map()
  #isLost = true
  #number = 0
  #hasNonce = false

  constructor(of: Instrument) {
    this.#of = of
  }

  /** The next book is taken as a snapshot. */
  lose(): void {
    this.#isLost = true
  }

  take(wire: WireBook, tsInit: number): BookStep {
    const bids = this.#side(wire.bids)
    const asks = this.#side(wire.asks)
    if (bids === undefined || asks === undefined) return { kind: 'malformed' }
    const nonce = countOf(wire.nonce)
    const ms = countOf(wire.timestamp)
    const stamps = { tsEvent: ms === undefined ? Number.NaN : ms * 1_000, tsInit }
    if (this.#isLost) return this.#snapshot(bids, asks, nonce, stamps)
    const levels = changes(this.#bids, bids, this.#asks, asks)
    if (levels.ticks.length === 0) return { kind: 'same' }
    if (this.#hasNonce && !(nonce !== undefined && nonce > this.#number)) {
      this.#isLost = true
      return { kind: 'lost' }
    }
    const first = this.#number + 1
    this.#number = this.#hasNonce && nonce !== undefined ? nonce : first
    this.#bids = bids
    this.#asks = asks
    const numbers = { first, last: this.#number, previous: Number.NaN }
    return { kind: 'record', record: { kind: 'delta', ...stamps, ...numbers, ...levels } }
  }

  #snapshot(
    bids: Side,
    asks: Side,
    nonce: number | undefined,
    stamps: { readonly tsEvent: number; readonly tsInit: number },
  ): BookStep {
    this.#isLost = false
    this.#hasNonce = nonce !== undefined
    this.#number = nonce ?? this.#number + 1
    this.#bids = bids
    this.#asks = asks
    const levels = changes(new Map(), bids, new Map(), asks)
    const numbers = { first: this.#number, last: this.#number, previous: Number.NaN }
    return { kind: 'record', record: { kind: 'snapshot', ...stamps, ...numbers, ...levels } }
  }

  /** Levels by price, best first as they came. */
  #side(wire: unknown): Side | undefined {
    if (!Array.isArray(wire)) return undefined
    const side = new Map<number, number>()
    for (const level of wire) {
      const [price, amount] = Array.isArray(level) ? level : []
      if (typeof price !== 'number' || typeof amount !== 'number') return undefined
      const ticks = stepsOf(price, this.#of.tick, false)
      const lots = stepsOf(amount, this.#of.lot, true)
      if (ticks === undefined || lots === undefined || ticks <= 0 || lots < 0) return undefined
      if (lots > 0) side.set(ticks, lots)
    }
    return side
  }
}

function changes(
  bidsBefore: Side,
  bids: Side,
  asksBefore: Side,
  asks: Side,
): Pick<BookRecord, 'isBid' | 'ticks' | 'lots'> {
  const isBid: boolean[] = []
  const ticks: number[] = []
  const lots: number[] = []
  const add = (isBidSide: boolean, at: number, amount: number): void => {
    isBid.push(isBidSide)
    ticks.push(at)
    lots.push(amount)
  }
  for (const [isBidSide, before, after] of [
    [true, bidsBefore, bids],
    [false, asksBefore, asks],
  ] as const) {
    for (const at of before.keys()) if (!after.has(at)) add(isBidSide, at, 0)
    for (const [at, amount] of after) if (before.get(at) !== amount) add(isBidSide, at, amount)
  }
  return { isBid, ticks, lots }
}

function countOf(wire: unknown): number | undefined {
  return typeof wire === 'number' && Number.isSafeInteger(wire) && wire >= 0 ? wire : undefined
}
