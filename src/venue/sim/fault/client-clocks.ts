import { type Micros, micros } from '../../../domain/index.ts'
import type { FaultChances } from './fault-chances.ts'

/** The clocks of clients, which run a little fast or slow, each in a direction of its own. */
export class ClientClocks {
  readonly #driftPpm: number
  readonly #chances: FaultChances
  readonly #startTs: Micros
  readonly #clocks: { sign: number; setTs: number; showed: number }[] = []

  constructor(driftPpm: number, chances: FaultChances, startTs: Micros) {
    this.#driftPpm = driftPpm
    this.#chances = chances
    this.#startTs = startTs
  }

  /** What the account's clock shows. @param ts - The true time. */
  read(account: number, ts: Micros): Micros {
    if (this.#driftPpm === 0) return ts
    const { sign, setTs, showed } = this.#of(account)
    const elapsed = ts - setTs
    return micros(showed + elapsed + Math.round((sign * elapsed * this.#driftPpm) / 1_000_000))
  }

  /** Sets the account's clock to show `shown` at the true time `ts`; it drifts on from there. */
  set(account: number, shown: Micros, ts: Micros): void {
    const clock = this.#of(account)
    clock.setTs = ts
    clock.showed = shown
  }

  #of(account: number): { sign: number; setTs: number; showed: number } {
    let found = this.#clocks[account]
    if (found === undefined) {
      const isFast = this.#chances.of(`drift/${account}`).next() < 0.5
      found = { sign: isFast ? 1 : -1, setTs: this.#startTs, showed: this.#startTs }
      this.#clocks[account] = found
    }
    return found
  }
}
