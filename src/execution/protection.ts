import type { Json } from '../base/index.ts'
import type { OrderId } from '../domain/index.ts'
import type { Levels } from '../risk/index.ts'
import { TooLittle } from './too-little.ts'

/** The protective orders around one position. Ticks; 0 for no level, no order. */
export class Protection {
  target = 0
  stopOrder: OrderId | 0 = 0
  targetOrder: OrderId | 0 = 0
  /** Attempts to mend that in a row, and when the last was made. Unit: us. */
  tries = 0
  triedTs = 0
  /** When what is held has been held long enough; 0 for never. Unit: us. */
  untilTs = 0
  /** Lots to be closed as soon as the stop has given back what it holds; 0 for none. */
  closing = 0
  /** What is held and is too little to be sold. */
  readonly little: TooLittle = new TooLittle()
  #planned: Levels = { stop: 0, target: 0 }
  /** How long an entry that is about to be sent may be held; 0 for as long as it takes. */
  #plannedUs = 0
  #stop = 0
  #isLost = false
  readonly #onStop: (ticks: number) => void

  /** @param onStop - Told where what is held is given up, when that changes; 0 for nowhere. */
  constructor(onStop: (ticks: number) => void) {
    this.#onStop = onStop
  }

  get stop(): number {
    return this.#stop
  }

  set stop(ticks: number) {
    this.#stop = ticks
    this.#onStop(this.#isLost ? 0 : ticks)
  }

  /** The stop ended by itself while something was held, and nothing stands in for it yet. */
  get isLost(): boolean {
    return this.#isLost
  }

  set isLost(isLost: boolean) {
    this.#isLost = isLost
    this.#onStop(isLost ? 0 : this.#stop)
  }

  /** Levels of an entry that is about to be sent. What is held keeps its own until it fills. */
  plan(levels: Levels, holdUs: number): void {
    this.#planned = levels
    this.#plannedUs = holdUs
  }

  /** The entry has filled, if only in part: from here on its levels count. */
  adopt(now: number): void {
    this.stop = this.#planned.stop
    this.target = this.#planned.target
    // What is added to a position does not lengthen the time of what was there before.
    if (this.untilTs === 0 && this.#plannedUs > 0) this.untilTs = now + this.#plannedUs
  }

  /** Gives up the orders that are out. @returns Them, to be taken back. */
  giveUp(): OrderId[] {
    const out: OrderId[] = []
    if (this.stopOrder !== 0) out.push(this.stopOrder)
    if (this.targetOrder !== 0) out.push(this.targetOrder)
    this.stopOrder = 0
    this.targetOrder = 0
    return out
  }

  /** There is a stop again, or no need of one. */
  mend(): void {
    this.isLost = false
    this.tries = 0
  }

  /** Forgets an order that is done. */
  drop(orderId: OrderId): void {
    if (this.stopOrder === orderId) this.stopOrder = 0
    if (this.targetOrder === orderId) this.targetOrder = 0
  }

  save(): Json {
    const { stop, target } = this.#planned
    const little = this.little.save()
    const hasTimes = this.untilTs > 0 || this.#plannedUs > 0 || this.closing > 0
    const isTimed = hasTimes || little.length > 0
    const times = isTimed ? [this.untilTs, this.#plannedUs, this.closing, ...little] : []
    const isTroubled = this.isLost || this.triedTs > 0 || isTimed
    const lost = isTroubled ? [this.isLost ? 1 : 0, this.tries, this.triedTs, ...times] : []
    return [this.stop, this.target, this.stopOrder, this.targetOrder, stop, target, ...lost]
  }

  load(state: Json): void {
    const [stop, target, stopOrder, targetOrder, ...planned] = state as readonly number[]
    this.stop = stop ?? 0
    this.target = target ?? 0
    this.stopOrder = (stopOrder ?? 0) as OrderId
    this.targetOrder = (targetOrder ?? 0) as OrderId
    this.#planned = { stop: planned[0] ?? 0, target: planned[1] ?? 0 }
    this.isLost = planned[2] === 1
    this.tries = planned[3] ?? 0
    this.triedTs = planned[4] ?? 0
    this.untilTs = planned[5] ?? 0
    this.#plannedUs = planned[6] ?? 0
    this.closing = planned[7] ?? 0
    this.little.load(planned.slice(8))
  }
}
