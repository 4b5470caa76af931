import { Random } from '../../src/base/index.ts'
import { type Micros, secondUs } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import type { SimulatedExchange } from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'

/** Of the seeds in which somebody reduces or kills. */
const share = 0.5

const acts = [
  ['reduce', false],
  ['emergency', false],
  ['emergency', true],
] as const

/** Somebody who reduces, or kills, once, at some moment; and what must have become of it. */
export class Owner {
  readonly #ts: number
  readonly #act: (typeof acts)[number]
  #hasActed = false

  constructor(seed: number, startTs: Micros) {
    const random = Random.stream(seed, 'owner')
    const isActing = random.next() < share
    this.#ts = isActing ? startTs + (10 + random.below(70)) * secondUs : Number.POSITIVE_INFINITY
    this.#act = acts[random.below(acts.length)] ?? acts[0]
  }

  /** Once, on the first desk that is up then. */
  onTime(desk: Desk, now: Micros): void {
    if (this.#hasActed || now < this.#ts) return
    this.#hasActed = true
    const [mode, isHold] = this.#act
    desk.toMode(mode, 'somebody', 'enough', isHold)
  }

  /** Nothing is held any more that a venue takes, unless it was to be held. */
  check(desk: Desk, exchange: SimulatedExchange): void {
    const { mode, isHold } = desk.risk
    if ((mode !== 'reduce' && mode !== 'emergency') || isHold) return
    for (const [i, lots] of desk.ledger.positions.lots.entries()) {
      const { lotStep = 1, lotsMin = 1 } = exchange.listings[i]?.rules ?? {}
      const held = Math.abs(lots)
      const left = held - (held % lotStep)
      promise(left < Math.max(1, lotsMin), 'flat', () => `${lots} lots of ${i} left in ${mode}`)
    }
  }
}
