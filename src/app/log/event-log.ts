import type { DeskEvent, Instrument, OrderId } from '../../domain/index.ts'
import { describeEvent } from '../desk-journal-text.ts'
import type { LogEntry, LogLevel, LogSink } from './log-line.ts'

/** Orders whose cause is remembered. */
const ordersMax = 1_000

/** How much an event wants somebody; what stands nowhere here is not written. */
const levels: Partial<Record<DeskEvent['kind'], LogLevel>> = {
  'decision-made': 'debug',
  'intent-cut': 'debug',
  'intent-refused': 'info',
  submit: 'info',
  cancel: 'info',
  amend: 'info',
  'order-accepted': 'debug',
  'order-rejected': 'warn',
  'order-filled': 'info',
  'order-canceled': 'info',
  'order-expired': 'info',
  'order-unresolved': 'warn',
  'mode-changed': 'warn',
  'breaker-moved': 'warn',
  'feed-silent': 'warn',
  'champion-changed': 'info',
  'plan-approved': 'info',
  'memory-agreed': 'info',
}

/** Writes down what a desk does: decisions, and orders with the decision that led to each. */
export class EventLog {
  #instruments: readonly Instrument[] = []
  readonly #sink: LogSink
  /** By instrument, the id of its newest decision, and when that was. */
  readonly #decided = new Map<number, { readonly id: string; readonly ts: number }>()
  readonly #orders = new Map<OrderId, { readonly instrument: number; readonly cause?: string }>()
  #isLive = false

  constructor(sink: LogSink) {
    this.#sink = sink
  }

  /** What the desk trades, before it is heard of. */
  know(instruments: readonly Instrument[]): void {
    this.#instruments = instruments
  }

  /** From now on what happens is written: before, what is heard of is the past. */
  start(): void {
    this.#isLive = true
  }

  onEvent(event: DeskEvent): void {
    const about = this.#about(event)
    const level = levels[event.kind]
    if (!this.#isLive || level === undefined) return
    const message = describeEvent(
      event,
      this.#instruments,
      (order) => this.#orders.get(order)?.instrument,
    )
    this.#sink({ level, room: roomOf(event), message, ...about })
  }

  #about(event: DeskEvent): Pick<LogEntry, 'id' | 'cause'> {
    if (event.kind === 'decision-made') {
      const id = `decision-${this.#instruments[event.instrument]?.id ?? ''}-${event.ts}`
      this.#decided.set(event.instrument, { id, ts: event.ts })
      return { id }
    }
    if (event.kind === 'submit') {
      const { orderId, instrument, ts } = event.order
      const decided = this.#decided.get(instrument)
      // A stop or a target hangs on a fill, and so on no decision of its own time.
      const cause = decided?.ts === ts ? { cause: decided.id } : {}
      this.#orders.set(orderId, { instrument, ...cause })
      const [oldest] = this.#orders.keys()
      if (this.#orders.size > ordersMax && oldest !== undefined) this.#orders.delete(oldest)
      return { id: `order-${orderId}`, ...cause }
    }
    if ('orderId' in event)
      return { id: `order-${event.orderId}`, cause: this.#orders.get(event.orderId)?.cause }
    if (event.kind === 'intent-refused' || event.kind === 'intent-cut')
      return { cause: this.#decided.get(event.instrument)?.id }
    return {}
  }
}

function roomOf({ kind }: DeskEvent): string {
  if (kind === 'decision-made') return 'committee'
  if (kind === 'intent-refused' || kind === 'intent-cut' || kind === 'breaker-moved') return 'risk'
  if (kind === 'mode-changed' || kind === 'feed-silent') return 'engine'
  if (kind.startsWith('order-') || kind === 'submit' || kind === 'cancel' || kind === 'amend')
    return 'execution'
  return 'app'
}
