import { type Micros, secondUs } from '../../../domain/index.ts'

/** Messages a connection may send in a second; ccxt sends a few at once when it begins. */
const messagesMax = 20

/** How fast one connection talks. The venue's own bound of 5 is averaged over four seconds. */
export class IncomingPace {
  readonly #isOn: boolean
  #since = 0
  #count = 0

  constructor(isOn: boolean) {
    this.#isOn = isOn
  }

  /** Whether one more message is within bounds. */
  admits(now: Micros): boolean {
    if (now - this.#since >= 4 * secondUs) {
      this.#since = now
      this.#count = 0
    }
    this.#count += 1
    return !this.#isOn || this.#count <= messagesMax
  }
}
