import type { Json } from '../base/index.ts'
import type { OrderId, Side } from '../domain/index.ts'

/** The bid and the ask that are out for one instrument; 0 for none. */
export class Quoting {
  buy: OrderId | 0 = 0
  sell: OrderId | 0 = 0

  get isOut(): boolean {
    return this.buy !== 0 || this.sell !== 0
  }

  /** The orders that are out, of both sides. */
  get out(): OrderId[] {
    const out: OrderId[] = []
    if (this.buy !== 0) out.push(this.buy)
    if (this.sell !== 0) out.push(this.sell)
    return out
  }

  set(side: Side, orderId: OrderId): void {
    this[side] = orderId
  }

  /** Forgets an order that is done. */
  drop(orderId: OrderId): void {
    if (this.buy === orderId) this.buy = 0
    if (this.sell === orderId) this.sell = 0
  }

  save(): Json {
    return [this.buy, this.sell]
  }

  load(state: Json): void {
    const [buy, sell] = state as readonly number[]
    this.buy = (buy ?? 0) as OrderId | 0
    this.sell = (sell ?? 0) as OrderId | 0
  }
}
