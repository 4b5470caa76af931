import type { Random } from '../../src/base/index.ts'
import { type Micros, secondUs } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import type { FaultyExchange, SimulatedExchange } from '../../src/venue/sim/index.ts'
import type { DeskLife } from './gateway-desk.ts'
import { startTs } from './gateway-exchange.ts'
import { meddle, someLegs } from './gateway-meddler.ts'
import { Owner } from './gateway-modes.ts'

/** Those who do something to a desk and come to none of its doors, or to its account. */
export class Hands {
  readonly #random: Random
  readonly #owner: Owner
  readonly #instruments: number
  /** When somebody meddles with the account; infinity for never. */
  #meddlesAt: number = Number.POSITIVE_INFINITY
  hasMeddled = false

  constructor(seed: number, random: Random, instruments: number) {
    this.#random = random
    this.#owner = new Owner(seed, startTs)
    this.#instruments = instruments
    if (random.next() < 0.15) this.#meddlesAt = startTs + (30 + random.below(20)) * secondUs
  }

  /** Somebody trades or pays in by hand, once the desk has written down what was there before. */
  meddle(
    life: DeskLife | undefined,
    { exchange, now }: FaultyExchange<SimulatedExchange>,
    isFaulty: boolean,
  ): void {
    if (!isFaulty || this.#meddlesAt !== now || life?.run.desk.isAccountKnown !== true) return
    this.hasMeddled = meddle(exchange, this.#random, now)
  }

  /** What is done to the desk now, if it is up. */
  tasks(isFaulty: boolean, now: Micros): readonly ((desk: Desk) => void)[] {
    const all: ((desk: Desk) => void)[] = []
    const random = this.#random
    if (isFaulty && random.next() < 0.05) {
      const legs = someLegs(random, this.#instruments, now)
      all.push((desk) => desk.askLegs(legs))
    }
    // From here on nothing adds risk, and everything that reduces goes on.
    if (isFaulty && random.next() < 0.005)
      all.push((desk) => void desk.toMode('pause', 'somebody', 'enough for today'))
    return [...all, (desk) => this.#owner.onTime(desk, now)]
  }

  /** Nothing is held any more that a venue takes, unless it was to be held. */
  check(desk: Desk, exchange: SimulatedExchange): void {
    this.#owner.check(desk, exchange)
  }
}
