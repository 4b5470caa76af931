import type { DeltaReplay, TickTape } from '../../market/index.ts'
import type { QueueModel } from '../../venue/index.ts'
import { type LevelListener, playLevels } from './level-events.ts'
import { QueuedOrder } from './queued-order.ts'

/** Share of passive orders at the touch that are filled in time. */
export type TouchFill = {
  readonly withinUs: number
  readonly orders: number
  readonly share: number
  /** Standard error, as if one order told nothing of the next. */
  readonly error: number
}

const horizonsUs: readonly number[] = [1_000_000, 10_000_000, 60_000_000]
const longestUs = 60_000_000
/** How often an order of each side is placed. */
const everyUs = 1_000_000

/**
 * What became of orders of one lot that were placed at the best bid and ask every second, behind
 * all that stood there, by a queue model; a print beyond their price fills them too. An order whose
 * time the recording does not hold whole does not count.
 */
export function touchFills({ deltas, trades }: TickTape, model: QueueModel): readonly TouchFill[] {
  if (deltas === undefined || trades === undefined) return []
  const follower = new TouchFollower(model)
  playLevels(deltas, trades, follower)
  return horizonsUs.map((withinUs) => {
    const orders = follower.ended.filter(({ knownUs }) => knownUs >= withinUs)
    const filled = orders.filter(({ filledUs }) => filledUs <= withinUs)
    const share = orders.length === 0 ? 0 : filled.length / orders.length
    const error = orders.length === 0 ? 0 : Math.sqrt((share * (1 - share)) / orders.length)
    return { withinUs, orders: orders.length, share, error }
  })
}

/** How long an order was followed, and when it was filled; infinity for never. */
type Ended = { readonly knownUs: number; readonly filledUs: number }

class TouchFollower implements LevelListener {
  readonly ended: Ended[] = []
  readonly #model: QueueModel
  #orders: QueuedOrder[] = []
  readonly #done = new Set<QueuedOrder>()
  #nextTs = Number.NEGATIVE_INFINITY
  #lastTs = 0

  constructor(model: QueueModel) {
    this.#model = model
  }

  onLevel(isBid: boolean, ticks: number, before: number, after: number): void {
    for (const order of this.#orders)
      if (order.isBid === isBid && order.ticks === ticks) order.onLevel(before, after)
  }

  onPrint(isBid: boolean, ticks: number, lots: number, ts: number): void {
    for (const order of this.#orders) {
      if (order.isBid !== isBid) continue
      if (order.ticks === ticks) order.onPrint(lots)
      const isThrough = isBid ? ticks < order.ticks : ticks > order.ticks
      if (isThrough || order.isFilled) this.#end(order, ts - order.placedTs)
    }
    this.#orders = this.#orders.filter((order) => !this.#done.has(order))
    this.#done.clear()
  }

  onReset(): void {
    for (const order of this.#orders)
      this.ended.push({
        knownUs: this.#lastTs - order.placedTs,
        filledUs: Number.POSITIVE_INFINITY,
      })
    this.#orders = []
  }

  onSettled(ts: number, { book }: DeltaReplay): void {
    this.#lastTs = ts
    const isOld = (order: QueuedOrder): boolean => ts - order.placedTs > longestUs
    for (const order of this.#orders)
      if (isOld(order)) this.ended.push({ knownUs: longestUs, filledUs: Number.POSITIVE_INFINITY })
    if (this.#orders.some(isOld)) this.#orders = this.#orders.filter((order) => !isOld(order))
    if (book.isStale || ts < this.#nextTs) return
    this.#nextTs = ts + everyUs
    for (const isBid of [true, false]) {
      const ticks = book.bestTicks(isBid)
      if (ticks < 0) continue
      const ahead = book.bestLots(isBid)
      const of = { isBid, ticks, lots: 1, placedTs: ts, ahead, isShown: false }
      this.#orders.push(new QueuedOrder(of, this.#model))
    }
  }

  /** Whatever its time, its fate is known. */
  #end(order: QueuedOrder, filledUs: number): void {
    this.#done.add(order)
    this.ended.push({ knownUs: longestUs, filledUs })
  }
}
