import type { QueueModel } from '../../venue/index.ts'

/** A passive order as a queue model follows it among strangers. */
export class QueuedOrder {
  readonly isBid: boolean
  readonly ticks: number
  readonly lots: number
  readonly placedTs: number
  /** Strangers' lots ahead when it came. */
  readonly aheadFirst: number
  readonly #model: QueueModel
  /** Lots of its own that the book shows: they stand in the level too. */
  readonly #shown: number
  #ahead: number
  #traded = 0
  /** Prints beyond what stood ahead. */
  #overrun = 0

  constructor(
    of: {
      readonly isBid: boolean
      readonly ticks: number
      readonly lots: number
      readonly placedTs: number
      readonly ahead: number
      /** Whether the book shows it, as it does a stranger's. */
      readonly isShown: boolean
    },
    model: QueueModel,
  ) {
    this.isBid = of.isBid
    this.ticks = of.ticks
    this.lots = of.lots
    this.placedTs = of.placedTs
    this.aheadFirst = of.ahead
    this.#ahead = of.ahead
    this.#shown = of.isShown ? of.lots : 0
    this.#model = model
  }

  /** Lots the model has ahead of it; below 0, prints that should have filled it. */
  get left(): number {
    return this.#overrun > 0 ? -this.#overrun : this.#ahead
  }

  /** Whether the model has it filled. */
  get isFilled(): boolean {
    return this.#overrun >= this.lots
  }

  onPrint(lots: number): void {
    this.#traded += lots
    const beyond = lots - this.#ahead
    this.#ahead = Math.max(0, this.#ahead - lots)
    if (beyond > 0) this.#overrun += beyond
  }

  onLevel(before: number, after: number): void {
    const [was, is] = [before - this.#shown, after - this.#shown]
    this.#ahead = this.#model.ahead(this.#ahead, Math.max(0, was), Math.max(0, is), this.#traded)
    this.#traded = 0
  }
}
