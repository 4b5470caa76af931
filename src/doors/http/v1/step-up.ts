import { stepOfCode, stepUpSecret } from '../../../app/index.ts'
import { dayUs, type Micros, minuteUs } from '../../../domain/index.ts'
import type { ApiCaller } from './api-caller.ts'

/** How long a proof lets control in. Unit: microseconds. */
const freshUs: number = 5 * minuteUs
/** Wrong codes in a minute and in a day: who holds a token may guess for weeks. */
const failuresMax = { minute: 5, day: 20 } as const
const keptMax = 256

/** Who has proved lately that a person is there. A code is good once, and wrong ones lock. */
export class StepUp {
  readonly #secret: Uint8Array
  readonly #freshUntil = new Map<string, number>()
  /** The newest step that was used, by subject: it and those before are used up. */
  readonly #used = new Map<string, number>()
  readonly #failures = new Map<string, readonly number[]>()

  constructor(secret: Uint8Array) {
    this.#secret = secret
  }

  isFresh({ key }: ApiCaller, now: Micros): boolean {
    return now < (this.#freshUntil.get(key) ?? 0)
  }

  /** @returns Until when it is fresh, us; or why it is not. */
  prove(caller: ApiCaller, code: string, now: Micros): number | 'refused' | 'locked' {
    const { subject, key } = caller
    const recent = (this.#failures.get(subject) ?? []).filter((at) => at > now - dayUs)
    const ofMinute = recent.filter((at) => at > now - minuteUs)
    const isFull = recent.length >= failuresMax.day || ofMinute.length >= failuresMax.minute
    if (isFull) return 'locked'
    const step = stepOfCode(stepUpSecret(this.#secret, subject), code, now)
    if (step === undefined || step <= (this.#used.get(subject) ?? -1)) {
      keep(this.#failures, subject, [...recent, now])
      return 'refused'
    }
    keep(this.#used, subject, step)
    keep(this.#freshUntil, key, now + freshUs)
    return now + freshUs
  }
}

/** The oldest goes when there are too many. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > keptMax && oldest !== undefined) map.delete(oldest)
}
