import { defined } from '../../base/index.ts'
import {
  type DecisionMade,
  type DeskEvent,
  type Instrument,
  type IntentCut,
  type Micros,
  type OrderFilled,
  type OrderId,
  type OrderIntent,
  type Standing,
} from '../../domain/index.ts'
import { momentOf } from './moment-of.ts'
import { priceText, quantityText } from './trail-text.ts'

/** One thing that happened to an order. */
export type OrderMoment = {
  readonly sequence: number
  readonly ts: Micros
  readonly kind: string
  /** What there is to say about it besides: `1 at 40000, maker`. */
  readonly words: string
}

/** An order with its whole life: who wished for it, what risk said, what became of it. */
export type OrderLife = {
  readonly intent: OrderIntent
  /** The decision it came from; `undefined` where nobody decided, as with an exit by the clock. */
  readonly decision: DecisionMade | undefined
  /** The limit that left less of the wish; `undefined` when all of it passed. */
  readonly cut: IntentCut | undefined
  readonly moments: OrderMoment[]
  readonly fills: OrderFilled[]
  status: string
}

type AboutOrder = Extract<DeskEvent, { readonly orderId: OrderId }>

/** Follows every order of a journal from the wish to its end. */
export class OrderLives {
  readonly all: OrderLife[] = []
  readonly #byId = new Map<OrderId, OrderLife>()
  readonly #decisions = new Map<number, DecisionMade>()
  readonly #cuts = new Map<number, IntentCut>()
  readonly #instruments: readonly Instrument[]

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments
  }

  onEvent(sequence: number, event: DeskEvent): void {
    if (event.kind === 'decision-made') {
      this.#decisions.set(event.instrument, event)
      this.#cuts.delete(event.instrument)
    } else if (event.kind === 'intent-cut') this.#cuts.set(event.instrument, event)
    else if (event.kind === 'submit') this.#begin(sequence, event.order)
    else if ('orderId' in event) this.#follow(sequence, event)
  }

  #begin(sequence: number, intent: OrderIntent): void {
    const { instrument, ts, role, orderId } = intent
    const last = this.#decisions.get(instrument)
    // A stop or a target protects what an earlier decision opened.
    const isOf = role === 'stop' || role === 'target' || last?.ts === ts
    const cut = this.#cuts.get(instrument)
    const life: OrderLife = {
      intent,
      decision: isOf ? last : undefined,
      cut: cut?.ts === ts ? cut : undefined,
      moments: [{ sequence, ts, kind: 'submit', words: '' }],
      fills: [],
      status: 'submitted',
    }
    this.all.push(life)
    this.#byId.set(orderId, life)
  }

  #follow(sequence: number, event: AboutOrder): void {
    const life = this.#byId.get(event.orderId)
    if (life === undefined) return
    const { kind } = event
    const of = defined(this.#instruments[life.intent.instrument], 'an instrument')
    life.moments.push({ sequence, ts: momentOf(event), kind, words: wordsOf(of, event) })
    if (kind === 'order-filled') {
      life.fills.push(event)
      const filled = life.fills.reduce((sum, fill) => sum + fill.quantity, 0)
      life.status = filled >= life.intent.quantity ? 'filled' : 'partly filled'
    } else life.status = statuses[kind] ?? life.status
  }
}

const statuses: Readonly<Partial<Record<DeskEvent['kind'], string>>> = {
  'order-accepted': 'accepted',
  'order-unresolved': 'unresolved',
  'order-rejected': 'rejected',
  'order-canceled': 'canceled',
  'order-expired': 'expired',
}

function wordsOf(of: Instrument, event: AboutOrder): string {
  switch (event.kind) {
    case 'order-filled':
      return `fill ${event.fill}: ${sizeText(of, event)}, ${event.liquidity}`
    case 'order-rejected':
      return event.reason
    case 'order-amend-rejected':
      return event.reason
    case 'order-amended':
      return sizeText(of, event)
    case 'amend':
      return `to ${sizeText(of, event)}`
    default:
      return ''
  }
}

function sizeText(of: Instrument, { quantity, price }: Standing): string {
  return `${quantityText(of, quantity)} at ${priceText(of, price)}`
}
