import type { Micros, OrderIntent, Standing } from '../../domain/index.ts'
import { tooLittle } from '../too-little.ts'
import { fitOrder, type VenueSteps } from './fit-order.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import { OrderNames } from './order-names.ts'
import type { VenueFill, VenueRequest } from './venue-link.ts'

/** `unknown`: sent, and nobody can say whether the venue has it. */
export type SentStage = 'sent' | 'unknown' | 'open' | 'over'

/** One order on its way to a venue and there. */
export class SentOrder {
  /** As the desk wants it. */
  order: OrderIntent
  /** The most that may ever fill: an earlier change can reach the venue late. */
  lotsMax: number
  /** As it was sent: a venue's steps may be coarser than the desk's. */
  fitted: OrderIntent
  readonly names: OrderNames
  stage: SentStage = 'sent'
  /** When it was sent last, and how often. */
  placedTs: Micros
  places = 0
  wantsCancel = false
  /** Over because the venue refused it or seems never to have had it: it may yet turn up. */
  isPresumed = false
  /** Why the venue refused it; looked up before that counts. */
  refusal = ''
  /** What it is to be changed into, while the venue may not have it so. */
  change: OrderIntent | undefined
  wasChanged = false
  /** Changes asked for, counted; and why the last was refused. */
  amends = 0
  amendRefusal = ''
  /** What is being asked of the venue, or will be at `dueTs`. */
  doing: 'place' | 'cancel' | 'amend' | 'look-up' = 'place'
  isWaiting = false
  dueTs: number = Number.POSITIVE_INFINITY
  /** Look-ups in a row that told nothing new. */
  looks = 0
  filled = 0
  /** Fills so far; the number of the newest. */
  fills = 0
  readonly #trades = new Set<string>()

  /** @param clientId - Its first name. @param isReplaced - Whether a change gives it another. */
  constructor(order: OrderIntent, clientId: string, isReplaced = false) {
    this.order = order
    this.lotsMax = order.quantity
    this.fitted = order
    this.names = new OrderNames(clientId, isReplaced)
    this.placedTs = order.ts
  }

  get isOver(): boolean {
    return this.stage === 'over'
  }

  /** Whether the desk still takes it for sent and no more. */
  get isUnheard(): boolean {
    return this.stage === 'sent' || this.stage === 'unknown'
  }

  /** Whether all that was sent is filled; of an order that was changed only the venue can tell. */
  get isFilled(): boolean {
    return this.filled >= (this.wasChanged ? this.lotsMax : this.fitted.quantity)
  }

  /** Whether it may be filled, as far as is known. */
  get mayBeFilled(): boolean {
    return this.filled >= Math.min(this.fitted.quantity, this.order.quantity)
  }

  /** Whether the venue is being asked for a change that is still wanted. */
  get isBusy(): boolean {
    return this.isWaiting && this.doing === 'amend' && !this.wantsCancel
  }

  /** Whether a look at it is on its way. */
  get isLookedUp(): boolean {
    return this.isWaiting && this.doing === 'look-up'
  }

  /** Whether nobody knows what it is called, until that is answered. */
  get isBeingReplaced(): boolean {
    return this.names.isReplaced && this.isBusy
  }

  /** Whether what is said of the order under `name` will be told by an answer, or was. */
  isToldBy(name: string): boolean {
    if (this.names.isPast(name)) return true
    return this.isBeingReplaced && name === this.names.standing
  }

  get isToChange(): boolean {
    return this.change !== undefined && this.amendRefusal === ''
  }

  /** It is to be of this size and price from now on. */
  amend({ quantity, price }: Standing): void {
    this.wasChanged = true
    this.order = { ...this.order, quantity, price }
    this.change = this.order
    this.lotsMax = Math.max(this.lotsMax, quantity)
    this.amendRefusal = ''
    this.names.change()
  }

  /** It was found under `name`; one that was not known yet makes an earlier refusal nothing. */
  stand(name: string): void {
    if (this.names.stand(name)) this.amendRefusal = ''
  }

  /** The venue has it as it was to be. */
  take(): void {
    this.names.settle()
    this.fitted = this.change ?? this.fitted
    this.change = undefined
  }

  /** The venue keeps it as it is. Price 0 says nothing. */
  keep({ quantity, price }: Standing): void {
    this.order = { ...this.order, quantity, price: price === 0 ? this.fitted.price : price }
    this.fitted = this.order
    this.lotsMax = Math.max(this.lotsMax, quantity)
    this.change = undefined
  }

  /** Whether a venue's word of an order is of what this is to be. Size 0 says nothing. */
  isAs({ quantity, price }: Standing): boolean {
    if (this.names.isReplaced) return this.names.isAsWanted
    const { quantity: lots, price: ticks } = this.change ?? this.fitted
    return quantity === lots && (price === 0 || price === ticks)
  }

  /** Cuts what is to be asked to what the venue takes. @returns Whether that is anything at all. */
  fit(doing: SentOrder['doing'], steps: VenueSteps | undefined): boolean {
    if (doing !== 'place' && doing !== 'amend') return true
    if (doing === 'amend' && this.names.areSpent) {
      this.amendRefusal = 'changed too often'
      return false
    }
    const fitted = steps === undefined ? this.order : fitOrder(this.order, steps)
    if (fitted === undefined) {
      if (doing === 'place') this.refusal = tooLittle
      else this.amendRefusal = tooLittle
    } else if (doing === 'place') this.fitted = fitted
    else this.change = fitted
    return fitted !== undefined
  }

  /** Something is to be asked at `dueTs`, unless something is heard before. */
  later(doing: SentOrder['doing'], dueTs: number): void {
    this.doing = doing
    this.isWaiting = false
    this.dueTs = dueTs
  }

  lookLater(now: Micros, { lookUpUs, lookUpMaxUs, arrivalUs }: GatewayTerms): void {
    const next = now + Math.min(lookUpUs * (1 << this.looks), lookUpMaxUs)
    // As soon as it can be known for sure that it never arrived, that is asked for.
    const isSure = this.placedTs + arrivalUs
    this.later('look-up', now < isSure ? Math.min(next, isSure) : next)
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
    const { first, standing, wanted, possible } = this.names
    const { instrument } = this.order
    if (this.doing === 'place') return { kind: 'place', clientId: first, order: this.fitted }
    if (this.doing === 'look-up') {
      const isForExit = this.wantsCancel && this.order.isReduceOnly
      const asked = { kind: 'look-up', names: possible, instrument } as const
      return isForExit ? { ...asked, isForExit } : asked
    }
    if (this.doing === 'cancel') return { kind: 'cancel', clientId: standing, instrument }
    const order = this.change ?? this.fitted
    return { kind: 'amend', clientId: standing, next: wanted, order }
  }
}
