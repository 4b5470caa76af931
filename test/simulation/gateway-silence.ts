import { Random } from '../../src/base/index.ts'
import { type Micros, secondUs } from '../../src/domain/index.ts'
import { type Desk, FeedSilence } from '../../src/engine/index.ts'
import type { SimulatedExchange } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { ordersAt } from './gateway-cover.ts'

/** Of the seeds whose feed falls silent at all. */
const share = 0.3

/** A feed that falls silent now and then, and at the end for good, and what is known of that. */
export class SilentFeed {
  readonly #random: Random
  readonly #isProne: boolean
  readonly #heard: FeedSilence
  #untilTs = 0
  #isOver = false

  constructor(seed: number, instruments: number, now: Micros) {
    this.#random = Random.stream(seed, 'silent-feed')
    this.#isProne = this.#random.next() < share
    this.#heard = new FeedSilence(
      Array.from({ length: instruments }, () => secondUs),
      now,
    )
  }

  /** Whether no bar comes now. */
  isSilent(now: Micros): boolean {
    if (this.#isProne && now >= this.#untilTs && this.#random.next() < 0.05)
      this.#untilTs = now + (3 + this.#random.below(5)) * secondUs
    return this.#isOver || now < this.#untilTs
  }

  heard(instrument: number, now: Micros): void {
    this.#heard.heard(instrument, now)
  }

  /** Instruments of which the desk is to know that it hears nothing. */
  fallen(now: Micros): readonly number[] {
    return this.#heard.fallen(now)
  }

  /** From here on no bar comes, of seeds that are prone to it. */
  end(): void {
    this.#isOver = this.#isProne
  }

  /** Nothing is offered to strangers at prices of long ago. */
  check(desk: Desk, exchange: SimulatedExchange): void {
    if (!this.#isOver) return
    const offered = desk.setup.instruments.flatMap((_, i) =>
      ordersAt(exchange, desk, i, (role) => role === 'quote' || role === 'entry'),
    )
    promise(offered.length === 0, 'silence', () => `${offered.length} orders rest unwatched`)
  }
}
