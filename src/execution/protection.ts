import type { Json } from '../base/index.ts'
import type { OrderId } from '../domain/index.ts'
import type { Levels } from '../risk/index.ts'

/** The protective orders around one position. Ticks; 0 for no level, no order. */
export class Protection {
  stop = 0
  target = 0
  stopOrder: OrderId | 0 = 0
  targetOrder: OrderId | 0 = 0

  /** Levels for a position that is about to be opened. */
  plan(levels: Levels): void {
    this.stop = levels.stop
    this.target = levels.target
  }

  /** The orders that are out, to be taken back. */
  orders(): OrderId[] {
    const out: OrderId[] = []
    if (this.stopOrder !== 0) out.push(this.stopOrder)
    if (this.targetOrder !== 0) out.push(this.targetOrder)
    return out
  }

  /** Forgets an order that is done. */
  drop(orderId: OrderId): void {
    if (this.stopOrder === orderId) this.stopOrder = 0
    if (this.targetOrder === orderId) this.targetOrder = 0
  }

  save(): Json {
    return [this.stop, this.target, this.stopOrder, this.targetOrder]
  }

  load(state: Json): void {
    const [stop, target, stopOrder, targetOrder] = state as readonly number[]
    this.stop = stop ?? 0
    this.target = target ?? 0
    this.stopOrder = (stopOrder ?? 0) as OrderId
    this.targetOrder = (targetOrder ?? 0) as OrderId
  }
}
