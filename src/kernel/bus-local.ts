import type { Bus, BusMessage } from './bus.ts'
import { BusSubscriptions } from './bus-subscriptions.ts'

/**
 * A bus within one process: nothing is delivered before its owner says `drain`, and then everything
 * in the order of publishing, what is published meanwhile included. Same calls, same order.
 */
export class LocalBus implements Bus {
  readonly #subscriptions = new BusSubscriptions()
  #waiting: BusMessage[] = []

  /** The bytes are handed on as they are: who publishes must not change them afterwards. */
  publish(subject: string, bytes: Uint8Array): void {
    this.#waiting.push({ subject, bytes })
  }

  subscribe(subject: string, onMessage: (message: BusMessage) => void): () => void {
    return this.#subscriptions.add(subject, onMessage)
  }

  /**
   * Delivers until nothing waits.
   *
   * @param most - Messages after which it stops, so that parts that answer each other for ever end.
   * @returns how many were delivered.
   */
  drain(most: number = Number.POSITIVE_INFINITY): number {
    let delivered = 0
    while (this.#waiting.length > 0 && delivered < most) {
      const batch = this.#waiting.slice(0, most - delivered)
      this.#waiting = this.#waiting.slice(batch.length)
      for (const message of batch) this.#subscriptions.tell(message)
      delivered += batch.length
    }
    return delivered
  }
}
