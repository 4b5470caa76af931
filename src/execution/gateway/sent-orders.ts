import {
  clientOrderId,
  minuteUs,
  nameOfAttempt,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
} from '../../domain/index.ts'
import { SentOrder } from './sent-order.ts'

/** Orders that are over and still listened for: a fill can come late. */
const rememberedMax = 256

/** An order that was given up longer ago than this would have turned up. Unit: us. */
const missedMaxUs = 2 * minuteUs

/** The orders of a gateway: those that are out, and the newest of those that are over. */
export class SentOrders {
  /** By their first names. */
  readonly #byName = new Map<string, SentOrder>()
  readonly #live = new Map<OrderId, SentOrder>()
  /** First names of those that are over, oldest first. */
  readonly #over = new Set<string>()
  /** When something was heard last in an earlier life; 0 for never. */
  recalledTs = 0

  readonly #desk: bigint

  /** @param desk - The desk's number, in every name it gives an order. */
  constructor(desk: bigint) {
    this.#desk = desk
  }

  /** @param isReplaced - Whether the venue changes an order by replacing it. */
  add(order: OrderIntent, isReplaced: boolean): SentOrder {
    const sent = new SentOrder(order, this.#nameOf(order.orderId), isReplaced)
    this.#byName.set(sent.names.first, sent)
    this.#live.set(order.orderId, sent)
    return sent
  }

  named(clientId: string): SentOrder | undefined {
    const sent = this.#byName.get(clientId)
    if (sent !== undefined) return sent
    const replaced = this.#byName.get(nameOfAttempt(clientId, 0))
    return replaced?.names.isReplaced === true ? replaced : undefined
  }

  /** Whether an order is of this desk by its name, and none that is out. */
  isStray(clientId: string): boolean {
    return !this.isForeign(clientId) && (this.named(clientId)?.isOver ?? true)
  }

  /** Whether an order's name is none of this desk's. */
  isForeign(clientId: string): boolean {
    return !clientId.startsWith(this.#nameOf(0 as OrderId).slice(0, 16))
  }

  live(orderId: OrderId): SentOrder | undefined {
    return this.#live.get(orderId)
  }

  /** Those that are out now, whatever becomes of them meanwhile. */
  all(): readonly SentOrder[] {
    return [...this.#live.values()]
  }

  /** Of those that are over by presumption, the ones that may have turned up after `ts`. */
  presumed(ts: number): readonly SentOrder[] {
    const over = [...this.#over].map((name) => this.#byName.get(name))
    return over
      .filter((sent) => sent !== undefined)
      .filter(({ isPresumed, placedTs }) => isPresumed && placedTs >= ts - missedMaxUs)
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
  recall(event: OrderEvent): void {
    this.recalledTs = Math.max(this.recalledTs, event.tsInit)
    const sent = this.#byName.get(this.#nameOf(event.orderId))
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
    this.#over.add(sent.names.first)
    if (this.#over.size <= rememberedMax) return
    const [oldest = ''] = this.#over
    this.#over.delete(oldest)
    this.#byName.delete(oldest)
  }

  /** An order that was given up is out again, and is to go. */
  reopen(sent: SentOrder): void {
    this.#over.delete(sent.names.first)
    this.#live.set(sent.order.orderId, sent)
    sent.stage = 'unknown'
    sent.isPresumed = false
    sent.wantsCancel = true
  }

  #nameOf(orderId: OrderId): string {
    return clientOrderId(this.#desk, orderId, 0)
  }
}
