import type { Json } from '../../../base/index.ts'
import type { Ladder } from '../../../market/index.ts'
import type { BookSide } from './book-side.ts'
import type { OrderPool } from './order-pool.ts'

/** Side, ticks, lots. */
type SavedLevel = readonly [boolean, number, number]
/** Side, number, owner, ticks, lots, ahead, traded. */
type SavedOrder = readonly [boolean, number, number, number, number, number, number]

/** Strangers' levels, and single orders in the order of their queues. */
export type SavedSides = {
  readonly depth: readonly SavedLevel[]
  readonly orders: readonly SavedOrder[]
}

export function saveSides(sides: readonly BookSide[], pool: OrderPool): Json {
  const saved: SavedSides = {
    depth: sides.flatMap(({ depth, isBid }) =>
      ticksOf(depth).map((ticks): SavedLevel => [isBid, ticks, depth.at(ticks)]),
    ),
    orders: sides.flatMap((side) =>
      ticksOf(side.queued).flatMap((ticks) => queueAt(side, ticks, pool)),
    ),
  }
  return saved
}

export function savedSides(state: Json): SavedSides {
  return state as unknown as SavedSides
}

function ticksOf(ladder: Ladder): number[] {
  const found: number[] = []
  for (let ticks = ladder.best; ticks >= 0; ticks = ladder.next(ticks)) found.push(ticks)
  return found
}

function queueAt({ queued, isBid }: BookSide, ticks: number, pool: OrderPool): SavedOrder[] {
  const found: SavedOrder[] = []
  const head = queued.markAt(ticks)
  let slot = head
  do {
    found.push([
      isBid,
      pool.number(slot),
      pool.owner(slot),
      ticks,
      pool.lots(slot),
      pool.ahead(slot),
      pool.traded(slot),
    ])
    slot = pool.next(slot)
  } while (slot !== head)
  return found
}
