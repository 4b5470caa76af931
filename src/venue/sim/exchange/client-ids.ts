import type { Json } from '../../../base/index.ts'
import { dayUs, type Micros } from '../../../domain/index.ts'

/**
 * Remembers the names accounts gave their orders, so that a request sent twice is taken once.
 * A name is held for 24 hours and as long as its order is open; memory is bounded by `capacity`,
 * beyond which new named orders are declined rather than an old name forgotten early.
 */
export class ClientIds {
  readonly #capacity: number
  /** In the order of their times, which a Map keeps. */
  readonly #seen = new Map<string, { readonly order: number; readonly ts: Micros }>()

  constructor(capacity = 1_000_000) {
    this.#capacity = capacity
  }

  /** The number of the order that took the name. */
  orderOf(account: number, clientId: string): number | undefined {
    return this.#seen.get(`${account}:${clientId}`)?.order
  }

  get isFull(): boolean {
    return this.#seen.size >= this.#capacity
  }

  remember(account: number, clientId: string, order: number, ts: Micros): void {
    this.#seen.set(`${account}:${clientId}`, { order, ts })
  }

  /** Drops names older than a day whose orders `isOpen` does not claim. */
  forget(ts: Micros, isOpen: (order: number) => boolean): void {
    for (const [name, seen] of this.#seen) {
      if (seen.ts > ts - dayUs) return
      this.#seen.delete(name)
      if (isOpen(seen.order)) this.#seen.set(name, { order: seen.order, ts })
    }
  }

  save(): Json {
    return [...this.#seen].map(([name, { order, ts }]) => [name, order, ts])
  }

  load(state: Json): void {
    for (const [name, order, ts] of state as unknown as readonly [string, number, Micros][])
      this.#seen.set(name, { order, ts })
  }
}
