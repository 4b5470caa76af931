import type { Json } from '../../base/index.ts'

/** Orders remembered by their numbers; a power of two. */
const slots = 4_096
/** Of those that are over, how many a saved state remembers. */
const savedMax = 256

/** What is known of one order that was let out. */
export type SentLots = {
  orderId: number
  instrument: number
  sign: 1 | -1
  /** Lots it may fill at most, and lots it has. */
  ordered: number
  filled: number
  /** Number of its newest fill. */
  lastFill: number
  /** The price its value was counted at. Unit: ticks. */
  ticks: number
  /** It was let out as a way out that the others of its kind have to leave room for. */
  isExit: boolean
  isOver: boolean
}

function blank(): SentLots {
  return {
    orderId: 0,
    instrument: 0,
    sign: 1,
    ordered: 0,
    filled: 0,
    lastFill: 0,
    ticks: 0,
    isExit: false,
    isOver: true,
  }
}

/**
 * The orders that were let out, in rooms that are used again: nothing is allocated unless an order
 * outlives the four thousand that came after it.
 */
export class SentRooms {
  readonly #rooms: readonly SentLots[] = Array.from({ length: slots }, blank)
  /** Orders that are still out and had to leave their room to another. */
  readonly #moved = new Map<number, SentLots>()
  #newest = 0

  /** A room for a new order, to be filled in. */
  room(orderId: number): SentLots {
    const room = this.#rooms[orderId % slots] as SentLots
    if (!room.isOver) this.#moved.set(room.orderId, { ...room })
    room.orderId = orderId
    room.filled = 0
    room.lastFill = 0
    room.isOver = false
    if (orderId > this.#newest) this.#newest = orderId
    return room
  }

  /** `undefined` for an order that was never let out, or was over long ago. */
  find(orderId: number): SentLots | undefined {
    const room = this.#rooms[orderId % slots] as SentLots
    return room.orderId === orderId && orderId > 0 ? room : this.#moved.get(orderId)
  }

  /** An order that is over needs no room of its own any more. */
  end(of: SentLots): void {
    of.isOver = true
    if (this.#moved.size > 0) this.#moved.delete(of.orderId)
  }

  save(): Json {
    const kept = [...this.#moved.values(), ...this.#rooms].filter(
      (room) => room.orderId > 0 && (!room.isOver || room.orderId > this.#newest - savedMax),
    )
    return kept.sort((a, b) => a.orderId - b.orderId).map((room) => ({ ...room }))
  }

  load(state: Json): void {
    this.#moved.clear()
    for (const room of this.#rooms) Object.assign(room, blank())
    for (const saved of state as unknown as readonly SentLots[])
      Object.assign(this.room(saved.orderId), saved)
  }
}
