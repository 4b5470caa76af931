import { Ladder } from './ladder.ts'
import { isLevel, type LevelRows } from './level-rows.ts'
import { UpdateSequence, type UpdateVerdict } from './update-sequence.ts'

/**
 * The order book of one instrument, kept from a venue's snapshots and deltas. It knows when it
 * cannot be trusted: before its first snapshot, after a gap in the numbering, and after a level
 * that no book can hold.
 */
export class OrderBook {
  readonly #bids = new Ladder(true)
  readonly #asks = new Ladder(false)
  readonly #sequence = new UpdateSequence()

  /** Whether what it shows may be wrong until the next snapshot. */
  get isStale(): boolean {
    return this.#sequence.isStale
  }

  /** Number of the last update in it; -1 while stale. */
  get lastUpdate(): number {
    return this.#sequence.last
  }

  /** Empties the book for the levels of a snapshot, which follow by `set`. */
  snapshot(lastUpdate: number): void {
    this.#bids.clear()
    this.#asks.clear()
    this.#sequence.snapshot(lastUpdate)
  }

  /**
   * Asks before the levels of an update; only those of `'next'` may be set.
   *
   * @param first - Number of the first change in the update.
   * @param last - Number of the last.
   * @param previous - Last number of the update before, where the venue's numbers have holes.
   */
  update(first: number, last: number, previous: number = Number.NaN): UpdateVerdict {
    return this.#sequence.take(first, last, previous)
  }

  /** To be called when a checksum or a neighbour says that the book is wrong. */
  distrust(): void {
    this.#sequence.lose()
  }

  /**
   * Puts `lots` at a price; 0 removes the level.
   *
   * @returns False for what no book can hold, which makes this one stale.
   */
  set(isBid: boolean, ticks: number, lots: number): boolean {
    if (!isLevel(ticks, lots)) {
      this.#sequence.lose()
      return false
    }
    if (isBid) this.#bids.set(ticks, lots)
    else this.#asks.set(ticks, lots)
    return true
  }

  /** The same for rows from `from` to before `to`. */
  setRows(rows: LevelRows, from: number, to: number): void {
    for (let row = from; row < to; ) {
      const side = (rows.prices[row] as number) >= 0 ? this.#bids : this.#asks
      const end = side.setRows(rows, row, to, -1, -1)
      if (end === row) this.#sequence.lose()
      row = Math.max(end, row + 1)
    }
  }

  /** Ticks of the best level; -1 when the side is empty. */
  bestTicks(isBid: boolean): number {
    return isBid ? this.#bids.best : this.#asks.best
  }

  /** Lots of the best level; 0 when the side is empty. */
  bestLots(isBid: boolean): number {
    const side = isBid ? this.#bids : this.#asks
    return side.best < 0 ? 0 : side.at(side.best)
  }

  /** Lots at a price; 0 where there is no level. */
  lotsAt(isBid: boolean, ticks: number): number {
    return (isBid ? this.#bids : this.#asks).at(ticks)
  }

  /** Number of levels. */
  size(isBid: boolean): number {
    return isBid ? this.#bids.size : this.#asks.size
  }

  /**
   * Copies the levels of a side, best first, as many as `ticks` has room for.
   *
   * @returns How many there were.
   */
  depth(isBid: boolean, ticks: Float64Array, lots: Float64Array): number {
    const side = isBid ? this.#bids : this.#asks
    let level = 0
    for (let at = side.best; at >= 0 && level < ticks.length; at = side.next(at)) {
      ticks[level] = at
      lots[level] = side.at(at)
      level += 1
    }
    return level
  }

  /**
   * The middle drawn towards the side with fewer lots, where the next trade is likelier.
   *
   * @returns Ticks, with a fraction; `undefined` when a side is empty.
   * @see Gatheral and Oomen, "Zero-intelligence realized variance estimation", 2010.
   */
  microprice(): number | undefined {
    const { best: bid } = this.#bids
    const { best: ask } = this.#asks
    if (bid < 0 || ask < 0) return undefined
    const bidLots = this.#bids.at(bid)
    const askLots = this.#asks.at(ask)
    return (bid * askLots + ask * bidLots) / (bidLots + askLots)
  }

  /**
   * How much more is bid than asked: (bids - asks) / (bids + asks) of the lots.
   *
   * @param levels - Of each side, from the best outward.
   * @returns -1 to 1; `undefined` when the book is empty.
   */
  imbalance(levels: number): number | undefined {
    const bids = lotsOf(this.#bids, levels)
    const asks = lotsOf(this.#asks, levels)
    return bids + asks === 0 ? undefined : (bids - asks) / (bids + asks)
  }

  /** Whether somebody bids at or above the best ask: no venue shows that for long. */
  get isCrossed(): boolean {
    return this.#asks.best >= 0 && this.#bids.best >= this.#asks.best
  }
}

function lotsOf(side: Ladder, levels: number): number {
  let lots = 0
  let level = 0
  for (let at = side.best; at >= 0 && level < levels; at = side.next(at)) {
    lots += side.at(at)
    level += 1
  }
  return lots
}
