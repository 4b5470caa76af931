import type { Json } from '../../base/index.ts'
import { requireWhole } from '../../quant/index.ts'
import type { BookLevels } from './book-levels.ts'
import { requireFinite } from './require-finite.ts'
import { requireLevels } from './require-levels.ts'
import { RecentSum } from './recent-sum.ts'
import { loadNumbers, loadParts, savedParts, saveNumbers, saveParts } from './saved-parts.ts'

/** How deep, and over how many changes of the book. */
export type OrderFlowImbalanceOptions = {
  /** Levels of each side. Whole, >= 1; 5 when left out. */
  readonly levels?: number
  /** Changes of the book added up. Whole, >= 1. */
  readonly window: number
}

/**
 * Order flow imbalance by level: what came to the bid less what came to the ask, over the last
 * changes of the book. A level that is not there counts as infinitely far away with size 0.
 *
 * Unit: that of the sizes. Positive when buyers pressed. The first book only sets the start.
 *
 * @see Cont, Kukanov and Stoikov, "The price impact of order book events", 2014; by level: Xu,
 *   Gould and Howison, "Multi-level order-flow imbalance in a limit order book", 2018. Golden
 *   numbers: both formulas written out in Python (`generate-microstructure.py`).
 */
export class OrderFlowImbalance {
  readonly #levels: number
  readonly #sums: readonly RecentSum[]
  readonly #depth: RecentSum
  /** The book before: prices of bids, their sizes, prices of asks, their sizes. */
  readonly #before: Float64Array
  #isStarted = false

  /** @throws ArgumentError on a window or a number of levels below 1. */
  constructor({ levels = 5, window }: OrderFlowImbalanceOptions) {
    requireWhole('levels', levels, 1)
    this.#levels = levels
    this.#sums = Array.from({ length: levels }, () => new RecentSum(window))
    this.#depth = new RecentSum(window)
    this.#before = new Float64Array(4 * levels)
  }

  /** @throws ArgumentError on fewer levels than were asked for, or numbers that are none. */
  update(book: BookLevels): void {
    const { bidPrices, bidSizes, askPrices, askSizes } = book
    const levels = this.#levels
    const before = this.#before
    this.#check(book)
    let depth = 0
    for (let k = 0; k < levels; k += 1) {
      const bid = bidPrices[k] as number
      const bidSize = bidSizes[k] as number
      const ask = askPrices[k] as number
      const askSize = askSizes[k] as number
      if (this.#isStarted) {
        const came = flow(bid, bidSize, before[k] as number, before[levels + k] as number)
        const oldAsk = before[2 * levels + k] as number
        const left = flow(-ask, askSize, -oldAsk, before[3 * levels + k] as number)
        this.#sums[k]?.push(came - left)
      }
      depth += bidSize + askSize
      before[k] = bid
      before[levels + k] = bidSize
      before[2 * levels + k] = ask
      before[3 * levels + k] = askSize
    }
    if (this.#isStarted) this.#depth.push(depth / (2 * levels))
    this.#isStarted = true
  }

  #check(book: BookLevels): void {
    const { bidPrices, bidSizes, askPrices, askSizes } = book
    const levels = this.#levels
    requireLevels(book, levels)
    let sum = 0
    for (let k = 0; k < levels; k += 1) sum += (bidPrices[k] as number) + (bidSizes[k] as number)
    for (let k = 0; k < levels; k += 1) sum += (askPrices[k] as number) + (askSizes[k] as number)
    requireFinite('the sum of the book', sum)
  }

  /** @param level - From 0, the best. @returns `undefined` until the window is full. */
  atLevel(level: number): number | undefined {
    const sum = this.#sums[level]
    return sum?.isFull === true ? sum.sum : undefined
  }

  /** All levels together. @returns `undefined` until the window is full. */
  get total(): number | undefined {
    if (!this.#depth.isFull) return undefined
    let total = 0
    for (let k = 0; k < this.#levels; k += 1) total += (this.#sums[k] as RecentSum).sum
    return total
  }

  /**
   * `total` divided by the mean size of a level over the window: comparable between instruments.
   *
   * @returns Number of mean levels; `undefined` until the window is full, or where it was empty.
   */
  get scaled(): number | undefined {
    const { total } = this
    const depth = this.#depth.sum / this.#depth.count
    return total === undefined || !(depth > 0) ? undefined : total / depth
  }

  reset(): void {
    for (const sum of this.#sums) sum.reset()
    this.#depth.reset()
    this.#before.fill(0)
    this.#isStarted = false
  }

  save(): Json {
    const depth = this.#depth.save()
    return [saveParts(this.#sums), depth, saveNumbers(this.#before), this.#isStarted]
  }

  load(state: Json): void {
    const [sums = null, depth = null, before = null, isStarted] = savedParts(state, 4)
    loadParts(sums, this.#sums)
    this.#depth.load(depth)
    loadNumbers(before, this.#before)
    this.#isStarted = isStarted === true
  }
}

/** What came to a bid that stood at `oldPrice`; the mirror of an ask, with its prices negated. */
function flow(price: number, size: number, oldPrice: number, oldSize: number): number {
  const now = size > 0 ? price : Number.NEGATIVE_INFINITY
  const then = oldSize > 0 ? oldPrice : Number.NEGATIVE_INFINITY
  return (now >= then ? size : 0) - (now <= then ? oldSize : 0)
}
