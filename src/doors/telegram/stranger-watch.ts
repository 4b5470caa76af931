import type { Clock } from '../../kernel/index.ts'
import type { Admitted } from './admit-update.ts'

/** One alert an hour about each, and so many in all: a flood of messages is no flood of alerts. */
const hourUs = 3_600_000_000
const alertsMax = 20

/** Tells of messages that do nothing: of strangers, and of what is no fresh message. */
export class StrangerWatch {
  readonly #clock: Clock
  readonly #onAlert: (code: string, text: string) => void
  #since = 0
  #told = new Set<string>()

  constructor(clock: Clock, onAlert: (code: string, text: string) => void) {
    this.#clock = clock
    this.#onAlert = onAlert
  }

  saw(admitted: Exclude<Admitted, { readonly kind: 'message' }>): void {
    const now = this.#clock.now()
    if (now - this.#since > hourUs) {
      this.#since = now
      this.#told = new Set()
    }
    const [code, text] =
      admitted.kind === 'stranger'
        ? ['telegram-stranger', `somebody unknown wrote to the bot: ${admitted.user ?? 'no user'}`]
        : ['telegram-ignored', `a message to the bot was not done: it ${admitted.why}`]
    if (this.#told.has(text) || this.#told.size >= alertsMax) return
    this.#told.add(text)
    this.#onAlert(code, text)
  }
}
