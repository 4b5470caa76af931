import { secondUs } from '../../../domain/index.ts'
import type { Finding } from './finding.ts'

export type ErrorCascadeOptions = {
  /** The last calls that are looked at. */
  readonly calls: number
  /** So many of them may fail. */
  readonly errorsMax: number
  /** A call that is older does not count. */
  readonly windowSeconds: number
}

/** Calls to a venue that fail one after another. */
export class ErrorCascadeCondition {
  readonly #options: ErrorCascadeOptions
  /** When the last calls failed; never, for those that did not. */
  readonly #failedTs: Float64Array
  #calls = 0

  constructor(options: ErrorCascadeOptions) {
    this.#options = options
    this.#failedTs = new Float64Array(options.calls).fill(Number.NEGATIVE_INFINITY)
  }

  onCall(isError: boolean, ts: number): Finding {
    this.#failedTs[this.#calls % this.#failedTs.length] = isError ? ts : Number.NEGATIVE_INFINITY
    this.#calls += 1
    const { windowSeconds, errorsMax } = this.#options
    const since = ts - windowSeconds * secondUs
    let errors = 0
    for (const failedTs of this.#failedTs) if (failedTs >= since) errors += 1
    return { level: errors <= errorsMax ? 'well' : 'trouble', was: errors, max: errorsMax }
  }
}
