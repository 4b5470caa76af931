import { type Micros, minuteUs } from '../../domain/index.ts'

/** Changes a minute that one desk takes from its pages. */
const changesMax = 20

/** Counts what was asked for in the last minute. */
export class RequestBudget {
  readonly #max: number
  #spent: readonly Micros[] = []

  /** @param max - A minute. */
  constructor(max: number = changesMax) {
    this.#max = max
  }

  /** Takes one. @returns Whether there was one left. */
  spend(now: Micros): boolean {
    this.#spent = this.#spent.filter((at) => at > now - minuteUs)
    if (this.#spent.length >= this.#max) return false
    this.#spent = [...this.#spent, now]
    return true
  }
}
