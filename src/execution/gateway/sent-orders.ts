import type { OrderEvent, OrderId } from '../../domain/index.ts'
import type { SentOrder } from './sent-order.ts'

/** Orders that are over and still listened for: a fill can come late. */
const rememberedMax = 256

/** The orders of a gateway: those that are out, and the newest of those that are over. */
export class SentOrders {
  readonly #byName = new Map<string, SentOrder>()
  readonly #live = new Map<OrderId, SentOrder>()
  /** Names of those that are over, oldest first. */
  readonly #over = new Set<string>()
  /** When something was heard last in an earlier life; 0 for never. */
  recalledTs = 0

  add(sent: SentOrder): void {
    this.#byName.set(sent.clientId, sent)
    this.#live.set(sent.order.orderId, sent)
  }

  named(clientId: string): SentOrder | undefined {
    return this.#byName.get(clientId)
  }

  /** Whether an order is of the same desk as `ours` by its name, and none that is out. */
  isStray(clientId: string, ours: string): boolean {
    return clientId.startsWith(ours.slice(0, 16)) && (this.named(clientId)?.isOver ?? true)
  }

  live(orderId: OrderId): SentOrder | undefined {
    return this.#live.get(orderId)
  }

  /** Those that are out now, whatever becomes of them meanwhile. */
  all(): readonly SentOrder[] {
    return [...this.#live.values()]
  }

  /** Of those that are over by presumption, the ones that were sent at `sinceTs` or later. */
  presumed(sinceTs: number): readonly SentOrder[] {
    const over = [...this.#over].map((name) => this.#byName.get(name))
    return over
      .filter((sent) => sent !== undefined)
      .filter(({ isPresumed, placedTs }) => isPresumed && placedTs >= sinceTs)
  }

  /** Orders nobody can say of whether the venue has them. */
  get unresolved(): number {
    let count = 0
    for (const { stage } of this.#live.values()) if (stage === 'unknown') count += 1
    return count
  }

  /** Whether the venue has all that is out, as far as is known. */
  get isQuiet(): boolean {
    for (const sent of this.#live.values()) if (sent.isUnheard || sent.wantsCancel) return false
    return true
  }

  /** Earliest time of what is due; infinity when nothing is. */
  get nextTs(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { dueTs } of this.#live.values()) if (dueTs < next) next = dueTs
    return next
  }

  /** Takes in what was heard of an order in an earlier life. */
  recall(clientId: string, event: OrderEvent): void {
    this.recalledTs = Math.max(this.recalledTs, event.tsInit)
    const sent = this.#byName.get(clientId)
    if (sent === undefined) return
    if (event.kind === 'order-filled') {
      sent.note(event)
      if (sent.isFilled) this.close(sent, false)
    } else if (event.kind === 'order-accepted') {
      if (sent.isOver) this.reopen(sent)
      sent.stage = 'open'
    } else if (event.kind === 'order-unresolved') sent.stage = 'unknown'
    else if (event.kind === 'order-amended') sent.take()
    else if (event.kind === 'order-amend-rejected') sent.keep(event)
    else this.close(sent, event.kind === 'order-rejected')
  }

  close(sent: SentOrder, isPresumed: boolean): void {
    if (sent.isOver) return
    sent.stage = 'over'
    sent.isPresumed = isPresumed
    this.#live.delete(sent.order.orderId)
    this.#over.add(sent.clientId)
    if (this.#over.size <= rememberedMax) return
    const [oldest = ''] = this.#over
    this.#over.delete(oldest)
    this.#byName.delete(oldest)
  }

  /** An order that was given up is out again, and is to go. */
  reopen(sent: SentOrder): void {
    this.#over.delete(sent.clientId)
    this.#live.set(sent.order.orderId, sent)
    sent.stage = 'unknown'
    sent.isPresumed = false
    sent.wantsCancel = true
  }
}
