import { signOf } from '../src/domain/index.ts'
import type { FusedSetup } from './fused-trend.ts'

/** A fill of the hand-written loop, in plain numbers. */
export type FusedFill = {
  readonly ts: number
  readonly side: 'buy' | 'sell'
  readonly price: number
  readonly lots: number
  readonly fee: number
}

/**
 * Orders and money of the hand-written loop: one entry, one exit, one stop and one target of one
 * long position, in fields. Whole numbers in doubles, which are exact below 2^53: a hand-written
 * loop for one account can promise that, the engine cannot.
 */
export class FusedBook {
  readonly fills: FusedFill[] = []
  cash: number
  held = 0
  /** Unfilled lots; 0 for no such order. */
  entry = 0
  exit = 0
  stop = 0
  target = 0
  stopTicks = 0
  targetTicks = 0
  plannedStop = 0
  plannedTarget = 0
  /** 1 after a stop or a target, until the signal is over. */
  spent = 0
  readonly #of: FusedSetup
  #ts = 0
  #room = 0
  #nextId = 1
  #entryId = 0
  #exitId = 0
  #stopId = 0
  #isStopFired = false

  constructor(of: FusedSetup) {
    this.#of = of
    this.cash = of.cash
  }

  /** Whether something may happen at the next open whatever the price. */
  get isWaiting(): boolean {
    return this.entry > 0 || this.exit > 0 || (this.stop > 0 && this.#isStopFired)
  }

  sendEntry(lots: number): void {
    this.entry = lots
    this.#entryId = this.#nextId++
  }

  sendExit(lots: number): void {
    if (this.exit > 0) throw new Error('two exits at once are beyond this loop')
    this.exit = lots
    this.#exitId = this.#nextId++
  }

  /** One bar against what waits: the open in order of arrival, then the stop, then the target. */
  match(ts: number, open: number, high: number, low: number, volume: number): void {
    this.#ts = ts
    this.#room = Math.floor(volume * this.#of.participationMax)
    for (let id = this.#after(0); id > 0; id = this.#after(id)) {
      if (id === this.#entryId) this.#fillEntry(open)
      else if (id === this.#exitId) this.#fillExit(open)
      else {
        if (open <= this.stopTicks) this.#isStopFired = true
        if (this.#isStopFired) this.#fillStop(open)
      }
    }
    if (this.stop > 0 && !this.#isStopFired && low <= this.stopTicks) {
      this.#isStopFired = true
      this.#fillStop(this.stopTicks)
    }
    if (this.target > 0 && high > this.targetTicks) this.#fillTarget()
  }

  /** The oldest order younger than `id` that may take at the open; 0 when there is none. */
  #after(id: number): number {
    let next = 0
    if (this.entry > 0 && this.#entryId > id) next = this.#entryId
    if (this.exit > 0 && this.#exitId > id && (next === 0 || this.#exitId < next))
      next = this.#exitId
    if (this.stop > 0 && this.#stopId > id && (next === 0 || this.#stopId < next))
      next = this.#stopId
    return next
  }

  #fillEntry(open: number): void {
    const lots = Math.min(this.entry, this.#room)
    if (lots === 0) return
    this.entry -= lots
    this.#book('buy', Math.ceil(open * (1 + this.#of.slippage)), lots, this.#of.feeTakerPpm)
    this.#protect()
  }

  #fillExit(open: number): void {
    const lots = Math.min(this.exit, this.#room, this.held)
    if (lots > 0) {
      this.exit -= lots
      this.#book('sell', this.#worse(open), lots, this.#of.feeTakerPpm)
      this.#protect()
    }
    if (this.held === 0) this.exit = 0
  }

  #fillStop(ticks: number): void {
    const lots = Math.min(this.stop, this.#room, this.held)
    if (lots > 0) {
      this.stop -= lots
      this.#book('sell', this.#worse(ticks), lots, this.#of.feeTakerPpm)
      this.#spend()
    } else if (this.held === 0) this.stop = 0
  }

  #fillTarget(): void {
    const lots = Math.min(this.target, this.#room, this.held)
    if (lots > 0) {
      this.target -= lots
      this.#book('sell', this.targetTicks, lots, this.#of.feeMakerPpm)
      this.#spend()
    } else if (this.held === 0) this.target = 0
  }

  #worse(ticks: number): number {
    return Math.max(1, Math.floor(ticks * (1 - this.#of.slippage)))
  }

  #spend(): void {
    this.spent = 1
    this.entry = 0
    if (this.held > 0) return
    this.stop = 0
    this.target = 0
  }

  /** A stop and a target as large as what is held. */
  #protect(): void {
    this.#isStopFired = false
    this.stop = this.plannedStop > 0 ? this.held : 0
    this.target = this.plannedTarget > 0 ? this.held : 0
    this.stopTicks = this.plannedStop
    this.targetTicks = this.plannedTarget
    this.#stopId = this.#nextId++
  }

  #book(side: 'buy' | 'sell', price: number, lots: number, ppm: number): void {
    const value = price * lots * this.#of.factor
    // Fee = value x ppm / 10^6, rounded up, in two parts so that no product passes 2^53.
    const millions = Math.floor(value / 1e6)
    const fee = millions * ppm + Math.ceil(((value - millions * 1e6) * ppm) / 1e6)
    const sign = signOf(side)
    this.cash -= sign * value + fee
    this.held += sign * lots
    this.fills.push({ ts: this.#ts, side, price, lots, fee })
  }
}
