import type { DeltaTable, TradeTickTable } from '../../market/index.ts'
import type { QueueModel } from '../../venue/index.ts'
import { type LevelListener, playLevels } from './level-events.ts'
import { QueuedOrder } from './queued-order.ts'

/** A size that came to the book no more often can be known again. */
const seenMax = 2
/** Orders followed at once. */
const followedMax = 4_000

const nothing = (): void => undefined

/** One stranger's order, followed by every model. */
type Followed = {
  readonly lots: number
  readonly ahead: number
  readonly by: readonly QueuedOrder[]
  /** Lots that were printed, and lots that left otherwise, since it came. */
  printed: number
  left: number
  printedSinceChange: number
}

/**
 * Follows strangers' orders of rare sizes from when they join a level to the print of just that
 * size: as venues print each maker by itself, that is their fill.
 *
 * @returns By model, what it had ahead of each by then, as share of the queue at the start.
 */
export function followStrangers(
  deltas: DeltaTable,
  trades: TradeTickTable,
  models: readonly QueueModel[],
): readonly (readonly number[])[] {
  const follower = new StrangerFollower(sizesOf(deltas, trades), models)
  playLevels(deltas, trades, follower)
  return follower.left
}

/** How often each size joined a level or was printed, whichever is more. */
function sizesOf(deltas: DeltaTable, trades: TradeTickTable): ReadonlyMap<number, number> {
  const seen = new Map<number, number>()
  const printed = new Map<number, number>()
  const count = (of: Map<number, number>, lots: number): void =>
    void of.set(lots, (of.get(lots) ?? 0) + 1)
  playLevels(deltas, trades, {
    onLevel: (_isBid, _ticks, before, after) => {
      if (after > before) count(seen, after - before)
    },
    onPrint: (_isBid, _ticks, lots) => count(printed, lots),
    onReset: nothing,
    onSettled: nothing,
  })
  for (const [lots, times] of printed) seen.set(lots, Math.max(times, seen.get(lots) ?? 0))
  return seen
}

class StrangerFollower implements LevelListener {
  readonly left: number[][]
  readonly #sizes: ReadonlyMap<number, number>
  readonly #models: readonly QueueModel[]
  /** By price; of asks below 0. */
  readonly #levels = new Map<number, Followed[]>()
  #count = 0

  constructor(sizes: ReadonlyMap<number, number>, models: readonly QueueModel[]) {
    this.#sizes = sizes
    this.#models = models
    this.left = models.map(() => [])
  }

  onLevel(isBid: boolean, ticks: number, before: number, after: number, ts: number): void {
    const key = isBid ? ticks : -ticks
    const here = this.#levels.get(key) ?? []
    const gone = before - after
    // What is as large as the order, and was not printed, is the order itself leaving.
    const kept = after === 0 ? [] : here.filter(({ lots }) => lots !== gone)
    for (const each of kept) {
      for (const order of each.by) order.onLevel(before, after)
      each.left += Math.max(0, gone - each.printedSinceChange)
      each.printedSinceChange = 0
    }
    this.#count += kept.length - here.length
    const lots = after - before
    const isRare = lots > 0 && (this.#sizes.get(lots) ?? 0) <= seenMax
    if (isRare && before > 0 && this.#count < followedMax) {
      const of = { isBid, ticks, lots, placedTs: ts, ahead: before, isShown: true }
      const by = this.#models.map((model) => new QueuedOrder(of, model))
      kept.push({ lots, ahead: before, by, printed: 0, left: 0, printedSinceChange: 0 })
      this.#count += 1
    }
    this.#set(key, kept)
  }

  onPrint(isBid: boolean, ticks: number, lots: number): void {
    const key = isBid ? ticks : -ticks
    const here = this.#levels.get(key)
    if (here === undefined) return
    const found = here.find((each) => each.lots === lots)
    for (const each of here) {
      if (each === found) continue
      for (const order of each.by) order.onPrint(lots)
      each.printed += lots
      each.printedSinceChange += lots
    }
    if (found === undefined) return
    // First come, first served: all ahead was printed or left, or it is somebody else's print.
    const { ahead, printed, left } = found
    if (printed <= ahead && printed + left >= ahead)
      for (const [i, order] of found.by.entries()) this.left[i]?.push(order.left / ahead)
    this.#count -= 1
    this.#set(
      key,
      here.filter((each) => each !== found),
    )
  }

  onReset(): void {
    this.#levels.clear()
    this.#count = 0
  }

  onSettled(): void {}

  #set(key: number, orders: Followed[]): void {
    if (orders.length === 0) this.#levels.delete(key)
    else this.#levels.set(key, orders)
  }
}
