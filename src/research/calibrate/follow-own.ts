import type { DeltaReplay, DeltaTable, TradeTickTable } from '../../market/index.ts'
import type { QueueModel } from '../../venue/index.ts'
import { type LevelListener, playLevels } from './level-events.ts'
import { QueuedOrder } from './queued-order.ts'

/** A passive order of ours that was filled. Unit: us, ticks, lots. */
export type OwnFill = {
  readonly placedTs: number
  readonly filledTs: number
  readonly isBid: boolean
  readonly ticks: number
  readonly lots: number
}

type Followed = { readonly fill: OwnFill; readonly ahead: number; readonly by: QueuedOrder[] }

/** The same as `followStrangers`, of orders of ours, whose fill is known from the venue. */
export function followOwn(
  deltas: DeltaTable,
  trades: TradeTickTable,
  fills: readonly OwnFill[],
  models: readonly QueueModel[],
): readonly (readonly number[])[] {
  const follower = new OwnFollower(fills, models)
  playLevels(deltas, trades, follower)
  return follower.left
}

class OwnFollower implements LevelListener {
  readonly left: number[][]
  readonly #waiting: OwnFill[]
  readonly #models: readonly QueueModel[]
  #followed: Followed[] = []

  constructor(fills: readonly OwnFill[], models: readonly QueueModel[]) {
    this.#waiting = fills.toSorted((a, b) => a.placedTs - b.placedTs)
    this.#models = models
    this.left = models.map(() => [])
  }

  onLevel(isBid: boolean, ticks: number, before: number, after: number, ts: number): void {
    this.#finish(ts)
    for (const { by } of this.#at(isBid, ticks))
      for (const order of by) order.onLevel(before, after)
  }

  onPrint(isBid: boolean, ticks: number, lots: number, ts: number): void {
    this.#finish(ts)
    for (const { by } of this.#at(isBid, ticks)) for (const order of by) order.onPrint(lots)
  }

  onReset(): void {
    this.#followed = []
  }

  onSettled(ts: number, { book }: DeltaReplay): void {
    for (let next = this.#waiting[0]; next && next.placedTs <= ts; next = this.#waiting[0]) {
      this.#waiting.shift()
      const { isBid, ticks, lots, placedTs } = next
      const shown = book.lotsAt(isBid, ticks)
      // Whoever comes to an empty level has no queue to learn from.
      if (shown <= 0 || next.filledTs <= ts) continue
      const of = { isBid, ticks, lots, placedTs, ahead: shown, isShown: false }
      const by = this.#models.map((model) => new QueuedOrder(of, model))
      this.#followed.push({ fill: next, ahead: shown, by })
    }
  }

  #at(isBid: boolean, ticks: number): readonly Followed[] {
    return this.#followed.filter(({ fill }) => fill.isBid === isBid && fill.ticks === ticks)
  }

  #finish(ts: number): void {
    const due = this.#followed.filter(({ fill }) => fill.filledTs <= ts)
    if (due.length === 0) return
    for (const { by, ahead } of due)
      for (const [i, order] of by.entries()) this.left[i]?.push(order.left / ahead)
    this.#followed = this.#followed.filter(({ fill }) => fill.filledTs > ts)
  }
}
