import type { Micros, OrderIntent } from '../../domain/index.ts'
import { fitOrder, type VenueSteps } from './fit-order.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { VenueFill, VenueRequest } from './venue-link.ts'

/** `unknown`: sent, and nobody can say whether the venue has it. */
export type SentStage = 'sent' | 'unknown' | 'open' | 'over'

/** One order on its way to a venue and there. */
export class SentOrder {
  readonly order: OrderIntent
  /** As it was sent: a venue's steps may be coarser than the desk's. */
  fitted: OrderIntent
  readonly clientId: string
  stage: SentStage = 'sent'
  /** When it was sent last, and how often. */
  placedTs: Micros
  places = 0
  wantsCancel = false
  /** Over because the venue refused it or seems never to have had it: it may yet turn up. */
  isPresumed = false
  /** Why the venue refused it; looked up before that counts. */
  refusal = ''
  /** What is being asked of the venue, or will be at `dueTs`. */
  doing: 'place' | 'cancel' | 'look-up' = 'place'
  isWaiting = false
  dueTs: number = Number.POSITIVE_INFINITY
  /** Look-ups in a row that told nothing new. */
  looks = 0
  filled = 0
  /** Fills so far; the number of the newest. */
  fills = 0
  readonly #trades = new Set<string>()

  constructor(order: OrderIntent, clientId: string) {
    this.order = order
    this.fitted = order
    this.clientId = clientId
    this.placedTs = order.ts
  }

  get isOver(): boolean {
    return this.stage === 'over'
  }

  /** Whether the desk still takes it for sent and no more. */
  get isUnheard(): boolean {
    return this.stage === 'sent' || this.stage === 'unknown'
  }

  /** Whether all that was sent is filled. */
  get isFilled(): boolean {
    return this.filled >= this.fitted.quantity
  }

  /** Cuts it to what the venue takes. @returns Whether that is anything at all. */
  fit(steps: VenueSteps | undefined): boolean {
    const fitted = steps === undefined ? this.order : fitOrder(this.order, steps)
    if (fitted === undefined) this.refusal = 'less than the venue takes'
    else this.fitted = fitted
    return fitted !== undefined
  }

  /** Something is to be asked at `dueTs`, unless something is heard before. */
  later(doing: SentOrder['doing'], dueTs: number): void {
    this.doing = doing
    this.isWaiting = false
    this.dueTs = dueTs
  }

  lookLater(now: Micros, { lookUpUs, lookUpMaxUs }: GatewayTerms): void {
    this.later('look-up', now + Math.min(lookUpUs * (1 << this.looks), lookUpMaxUs))
    this.looks = Math.min(this.looks + 1, 20)
  }

  /** Takes in an execution. @returns Whether it is new. */
  note({ trade, quantity }: Pick<VenueFill, 'trade' | 'quantity'>): boolean {
    if (this.#trades.has(trade)) return false
    this.#trades.add(trade)
    this.filled += quantity
    this.fills += 1
    return true
  }

  request(): VenueRequest {
    const { clientId, order } = this
    if (this.doing === 'place') return { kind: 'place', clientId, order: this.fitted }
    return { kind: this.doing, clientId, instrument: order.instrument }
  }
}
