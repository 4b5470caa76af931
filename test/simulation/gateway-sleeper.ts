import { UserError } from '../../src/base/index.ts'
import { type Micros, secondUs } from '../../src/domain/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { promise } from './exchange-violation.ts'
import type { DeskLife } from './gateway-desk.ts'
import type { GatewayLink } from './gateway-link.ts'

/** The process of a desk that was stopped where it stood, and wakes once another has its folder. */
export class Sleeper {
  readonly #life: DeskLife
  readonly #link: GatewayLink
  readonly #wakesTs: number
  readonly #sent: number
  #isOver = false

  /** @param wakesTs - With a bar that it takes for the newest. */
  constructor(life: DeskLife, link: GatewayLink, wakesTs: number) {
    this.#life = life
    this.#link = link
    this.#wakesTs = wakesTs
    this.#sent = link.sent
  }

  /** Whether it is there still. */
  get isAsleep(): boolean {
    return !this.#isOver
  }

  /** It goes on with what it had in mind, as its timers and its feed have it. */
  onBar(bar: FeedBar | undefined, now: Micros): void {
    if (this.#isOver || now < this.#wakesTs || bar === undefined) return
    try {
      this.#life.onTime(now)
      this.#life.run.onTime(now)
      this.#life.run.onBar(bar, 'live')
      this.#life.run.commit()
      this.#isOver = now > this.#wakesTs + 5 * secondUs
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.#isOver = true
    }
    const more = this.#link.sent - this.#sent
    promise(more === 0, 'fence', () => `${more} requests of a desk that lost its folder`)
  }
}
