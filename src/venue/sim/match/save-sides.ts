import type { Json } from '../../../base/index.ts'
import type { Ladder } from '../../../market/index.ts'
import type { BookSide } from './book-side.ts'
import type { OrderPool } from './order-pool.ts'

/** Side, ticks, lots. */
type SavedLevel = readonly [boolean, number, number]
/** Side, number, owner, ticks, lots, ahead, traded. */
type SavedOrder = readonly [boolean, number, number, number, number, number, number]

/** Strangers' levels, and single orders in the order of their queues. */
type SavedSides = {
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

/** Fills new sides. @param rest - Puts an order into the book and gives its slot. */
export function loadSides(
  state: Json,
  sides: readonly BookSide[],
  pool: OrderPool,
  rest: (order: SavedOrder) => number,
): void {
  const { depth, orders } = state as unknown as SavedSides
  for (const [isBid, ticks, lots] of depth)
    sides.find((side) => side.isBid === isBid)?.depth.set(ticks, lots)
  for (const order of orders) {
    const slot = rest(order)
    const [, , , , , ahead, traded] = order
    pool.setAhead(slot, ahead)
    pool.setTraded(slot, traded)
  }
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
