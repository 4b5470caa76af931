import { Random } from '../../src/base/index.ts'
import { dayUs } from '../../src/domain/index.ts'

/** What happens to a desk itself in the course of a bar. */
export type Mishaps = {
  /** The power goes so long after the bar began; infinity for never. Unit: us. */
  readonly diesAfterUs: number
  /** The power goes right before, or right after, a request to come; infinity for none. */
  readonly diesAfterSends: number
  /** The disk fails to sync for the so-manyth time; infinity for never. */
  readonly failsSync: number
  /** The disk is full after so many more blocks; infinity for never. */
  readonly fillsAfter: number
  /** For how many bars the market is not heard of. */
  readonly silentBars: number
}

/** How often it happens in a day. */
const perDay = { death: 0.5, request: 0.3, sync: 0.07, full: 0.07, silence: 0.3 }
/** Longest time until the desk is started again, and shortest. Unit: us. */
const [downMaxUs, downMinUs] = [3 * 3_600_000_000, 5_000_000]

/** Draws what happens to a desk, bar after bar: from the seed alone, whatever came of it. */
export class MishapDraws {
  readonly #random: Random
  readonly #intervalUs: number

  constructor(seed: number, intervalUs: number) {
    this.#random = Random.stream(seed, 'month/mishaps')
    this.#intervalUs = intervalUs
  }

  /** Ten draws, whatever they come to. */
  next(): Mishaps {
    const random = this.#random
    const often = this.#intervalUs / dayUs
    const when = (rate: number, value: number): number =>
      random.next() < rate * often ? value : Number.POSITIVE_INFINITY
    const diesAfterUs = when(perDay.death, Math.floor(random.next() * this.#intervalUs))
    const diesAfterSends = when(perDay.request, random.below(8) / 2)
    const failsSync = when(perDay.sync, 1 + random.below(6))
    const fillsAfter = when(perDay.full, 1 + random.below(20))
    const silent = when(perDay.silence, 1 + random.below(5))
    return {
      ...{ diesAfterUs, diesAfterSends, failsSync, fillsAfter },
      silentBars: silent === Number.POSITIVE_INFINITY ? 0 : silent,
    }
  }

  /** How long until somebody starts it again: as likely within a minute as within hours. */
  downUs(): number {
    const spread = Math.log(downMaxUs / downMinUs)
    return Math.floor(downMinUs * Math.exp(this.#random.next() * spread))
  }
}
