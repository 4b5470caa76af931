import type { DeskEvent, Micros, OrderFilled, OrderId, OrderIntent } from '../domain/index.ts'
import { Ledger } from '../ledger/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { bookFill } from './fills.ts'
import type { DeskObserver } from './observer.ts'

/**
 * Tells an observer what a desk did, from its journal alone: whoever goes on from a snapshot is not
 * run again, and who watches it is to know all the same. What an agent said in words is not in it,
 * nor does anybody ask here what became of orders other than fills.
 */
export class RetoldPast {
  readonly #observer: DeskObserver
  readonly #ledger: Ledger
  readonly #marks: Float64Array
  /** Done ones too: a fill may follow a cancel. */
  readonly #orders = new Map<OrderId, OrderIntent>()
  /**
   * Newest bar, whose mark has not been told. A desk marks it once it has been matched; what is
   * sent after that is filled by no bar but the next.
   */
  #markTs: Micros | undefined

  constructor({ instruments, cash }: Pick<DeskSetup, 'instruments' | 'cash'>, to: DeskObserver) {
    this.#observer = to
    this.#ledger = new Ledger(instruments)
    this.#ledger.deposit(cash)
    this.#marks = new Float64Array(instruments.length)
  }

  /** The next event of the journal. */
  take(event: DeskEvent): void {
    switch (event.kind) {
      case 'bar-closed':
        this.end()
        this.#marks[event.instrument] = event.close
        if (event.phase !== 'warm') this.#markTs = event.ts
        return
      case 'submit':
        this.#orders.set(event.order.orderId, event.order)
        return this.#observer.onOrder(event.order)
      case 'order-filled':
        return this.#fill(event)
      case 'decision-made':
        return this.#observer.onDecision(event, () => [])
      case 'intent-refused':
        return this.#observer.onRefusal(event)
      case 'intent-cut':
        return this.#observer.onCut(event)
      case 'mode-changed':
        return this.#observer.onMode(event)
      case 'breaker-moved':
      case 'standing-changed':
      case 'tier-changed':
      case 'team-moved':
      case 'plan-approved':
      case 'champion-changed':
      case 'alert-raised':
        return this.#observer.onControl(event)
      default:
      // Of the rest no observer is told, or of orders it is not asked here.
    }
  }

  /** Nothing more follows of the newest bar. */
  end(): void {
    if (this.#markTs === undefined) return
    this.#ledger.mark(this.#marks)
    this.#observer.onMark(this.#markTs, this.#ledger.equityFloat, this.#ledger.grossFloat)
    this.#markTs = undefined
  }

  #fill(event: OrderFilled): void {
    const order = this.#orders.get(event.orderId)
    if (order === undefined) return
    this.#observer.onFill(bookFill(this.#ledger, order, event))
  }
}
