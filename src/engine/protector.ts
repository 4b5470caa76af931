import {
  type Order,
  type OrderId,
  type OrderIntent,
  price,
  quantity,
  secondUs,
} from '../domain/index.ts'
import type { Protection } from '../execution/index.ts'
import { type Approved, checkOrder, protectiveLevels } from '../risk/index.ts'
import { retryWaitUs } from './retry-wait.ts'
import type { Seat } from './seat.ts'
import type { TraderTools } from './trader-tools.ts'
import type { Workbench } from './workbench.ts'

/** Longest wait between two attempts to cover a position. */
const waitMaxUs = 8 * secondUs
/** Attempts that do not wait for a bar. */
const quickTriesMax = 10

/** Whether the last attempt is too recent for another. */
function isWaiting({ tries, triedTs }: Protection, now: number): boolean {
  return tries > 0 && now < triedTs + retryWaitUs(tries, waitMaxUs)
}

/** Keeps a stop and a target around whatever is held, and sees to what has lost its stop. */
export class Protector {
  readonly #desk: Workbench
  readonly #tools: TraderTools

  constructor(desk: Workbench, tools: TraderTools) {
    this.#desk = desk
    this.#tools = tools
  }

  /** Makes the protective orders fit what is held now: none when flat, both resized otherwise. */
  protect(i: number, seat: Seat, held: number): void {
    const { amends, hasOneExit } = this.#desk.setup
    // What an exit is selling cannot be held back for a stop as well.
    if (hasOneExit === true && held !== 0 && (this.#desk.risk.exiting[i] as number) > 0) return
    if (amends === true && held !== 0) this.#refit(i, seat, held)
    else this.#replace(i, seat, held)
  }

  /** Moves stop and target to where they are wanted now; a stop only towards the market. */
  follow(i: number, seat: Seat, held: number): void {
    const { protection, committee, instrument } = seat
    // What is too little to be sold is too little for a stop.
    if (protection.little.isWaiting(Math.abs(held))) return
    const sign = Math.sign(held)
    const mark = this.#desk.marks[i] as number
    const { stop, target } = protectiveLevels(instrument, sign, mark, committee)
    const isTighter = stop !== 0 && (protection.stop === 0 || (stop - protection.stop) * sign > 0)
    const isMoved = target !== 0 && target !== protection.target
    if (!isTighter && !isMoved) return
    if (isTighter) protection.stop = stop
    if (isMoved) protection.target = target
    this.protect(i, seat, held)
  }

  /** Changes the orders that are out in place, so that there is never none of a kind, nor two. */
  #refit(i: number, seat: Seat, held: number): void {
    const { protection } = seat
    protection.stopOrder = this.#refitted(i, held, 'stop', protection.stopOrder, protection.stop)
    if (!this.#wantsTarget) return
    const { targetOrder, target } = protection
    protection.targetOrder = this.#refitted(i, held, 'target', targetOrder, target)
  }

  /** @returns The order that protects from now on; 0 for none. */
  #refitted(
    i: number,
    held: number,
    role: 'stop' | 'target',
    orderId: OrderId | 0,
    ticks: number,
  ): OrderId | 0 {
    const { orders, now } = this.#desk
    const open = orderId === 0 ? undefined : orders.order(orderId)
    const isOpposite = open !== undefined && (open.side === 'sell') === held > 0
    if (open !== undefined && isOpposite && ticks !== 0) {
      const isSo = orders.priceOf(open) === ticks && orders.leftOf(open) === Math.abs(held)
      if (isSo) return open.orderId
      const next = { ...open, quantity: quantity(Math.abs(held)), price: price(ticks) }
      const verdict = checkOrder(next, this.#desk.risk)
      if (verdict.ok && orders.amend(verdict.approved, now)) return open.orderId
    }
    return this.#anew(i, held, role, open?.orderId, ticks)
  }

  /** Takes back what is out and sets another. @returns It; 0 for none. */
  #anew(
    i: number,
    held: number,
    role: 'stop' | 'target',
    orderId: OrderId | undefined,
    ticks: number,
  ): OrderId | 0 {
    if (orderId !== undefined) this.#desk.orders.cancel([orderId], this.#desk.now)
    const fresh = this.#protective(i, -held, role, ticks)
    if (fresh === undefined) return 0
    this.#tools.send([fresh])
    return fresh.order.orderId
  }

  /** Not beside what holds the same back, nor beside the exit of a desk that closes everything. */
  get #wantsTarget(): boolean {
    const { setup, risk } = this.#desk
    return setup.hasOneExit !== true && (risk.mode !== 'emergency' || risk.isHold)
  }

  /** An exit comes instead. */
  dropTarget({ protection: { targetOrder } }: Seat): void {
    if (targetOrder !== 0) this.#desk.orders.cancel([targetOrder], this.#desk.now)
  }

  /** Takes the stop back, unless it fits. */
  #dropStop({ protection }: Seat, held: number): void {
    const { orders, now } = this.#desk
    const { stopOrder, stop } = protection
    if (stopOrder === 0) return
    const open = orders.order(stopOrder)
    const fits =
      open !== undefined && orders.priceOf(open) === stop && orders.leftOf(open) === Math.abs(held)
    if (!fits || held === 0) orders.cancel([stopOrder], now)
  }

  /**
   * Whether something is to be sold that a stop or a quote holds back: they are asked back, and
   * what they leave is closed as soon as they are gone.
   */
  yields({ protection, quoting }: Seat, lots: number): boolean {
    if (this.#desk.setup.hasOneExit !== true) return false
    const out = [...quoting.out]
    if (protection.stopOrder !== 0) out.push(protection.stopOrder)
    if (out.length === 0) return false
    protection.closing = lots
    this.#desk.orders.cancel(out, this.#desk.now)
    return true
  }

  /** An exit has ended and left something: it has a stop again. */
  onExitGone(i: number, seat: Seat): void {
    const held = this.#desk.risk.lots[i] as number
    if (this.#desk.setup.hasOneExit === true && held !== 0) this.protect(i, seat, held)
  }

  /** Whether the price has come to a target that no order waits at. */
  isMet(i: number, { protection }: Seat): boolean {
    const { risk, marks, setup } = this.#desk
    const held = risk.lots[i] as number
    if (setup.hasOneExit !== true || held === 0 || protection.target === 0) return false
    const beyond = ((marks[i] as number) - protection.target) * Math.sign(held)
    return beyond >= 0
  }

  /** The venue keeps a protective order as it was: one that fits is set in its place. */
  onNotAmended({ orderId, instrument: i }: Order, seat: Seat): void {
    const { protection } = seat
    const { stop, target, stopOrder, targetOrder } = protection
    if (orderId !== stopOrder && orderId !== targetOrder) return
    const held = this.#desk.risk.lots[i] as number
    if (held === 0 || this.#desk.setup.hasOneExit === true) this.#replace(i, seat, held)
    else if (orderId === stopOrder)
      protection.stopOrder = this.#anew(i, held, 'stop', orderId, stop)
    else protection.targetOrder = this.#anew(i, held, 'target', orderId, target)
  }

  #replace(i: number, seat: Seat, held: number): void {
    const { protection } = seat
    const { hasOneExit } = this.#desk.setup
    // Once it is gone, and with it what it held back, another is set.
    if (hasOneExit === true && protection.stopOrder !== 0) return this.#dropStop(seat, held)
    this.#desk.orders.cancel(protection.giveUp(), this.#desk.now)
    if (held === 0) return
    const wanted: Approved<OrderIntent>[] = []
    const stop = this.#protective(i, -held, 'stop', protection.stop)
    if (stop !== undefined) {
      protection.stopOrder = stop.order.orderId
      wanted.push(stop)
    }
    const ticks = this.#wantsTarget ? protection.target : 0
    const target = this.#protective(i, -held, 'target', ticks)
    if (target !== undefined) {
      protection.targetOrder = target.order.orderId
      wanted.push(target)
    }
    if (wanted.length > 0) this.#tools.send(wanted)
  }

  #protective(
    i: number,
    delta: number,
    role: 'stop' | 'target',
    ticks: number,
  ): Approved<OrderIntent> | undefined {
    if (ticks === 0) return undefined
    const type = role === 'stop' ? 'stop' : 'limit'
    const verdict = checkOrder(this.#tools.order(i, delta, type, role, ticks), this.#desk.risk)
    return verdict.ok ? verdict.approved : undefined
  }

  /** What held back what is to be sold is gone, if all of it is: now it is sold. */
  onFreed(i: number, seat: Seat): void {
    const { protection, quoting } = seat
    if (protection.closing === 0 || protection.stopOrder !== 0) return
    if (quoting.isOut) return this.#desk.orders.cancel(quoting.out, this.#desk.now)
    const lots = Math.min(protection.closing, Math.abs(this.#desk.risk.lots[i] as number))
    protection.closing = 0
    if (lots > 0) this.#tools.reduce(i, seat, lots)
  }

  /** A target that a venue ended before all was closed leaves a stop that is too large. */
  onTargetGone(i: number, seat: Seat): void {
    const held = this.#desk.risk.lots[i] as number
    if (held !== 0) this.protect(i, seat, held)
  }

  /** A stop that ended by itself and left something held leaves it bare. */
  onStopGone(i: number, seat: Seat): void {
    const { protection } = seat
    if (protection.closing > 0) return this.onFreed(i, seat)
    if ((this.#desk.risk.lots[i] as number) === 0) return
    protection.isLost = true
    this.cover(i, seat)
  }

  /** Whether a lost stop is to be mended without a bar; not for ever, it may be too little. */
  isDue({ protection }: Seat, ts: number): boolean {
    const { isLost, tries, stopOrder } = protection
    return isLost && stopOrder === 0 && tries < quickTriesMax && !isWaiting(protection, ts)
  }

  /**
   * Sets a stop again that was lost; closes the position where its price has passed, or where that
   * did not help. Tried again with every bar until it is done.
   */
  cover(i: number, seat: Seat): void {
    const { risk, marks, now } = this.#desk
    const { protection } = seat
    const held = risk.lots[i] as number
    if (held === 0 || protection.stop === 0) return protection.mend()
    // One that is on its way may yet be refused.
    if (protection.stopOrder !== 0 || isWaiting(protection, now)) return
    protection.triedTs = now
    protection.tries += 1
    const mark = marks[i] as number
    const isPassed = held > 0 ? mark <= protection.stop : mark >= protection.stop
    if (isPassed || protection.tries > 1) this.#tools.reduce(i, seat, Math.abs(held))
    else this.protect(i, seat, held)
  }
}
