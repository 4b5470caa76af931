import { type Micros, minuteUs } from '../../domain/index.ts'

/** Changes a minute that one desk takes from its pages. */
const changesMax = 20

/** Counts what was asked for in the last minute. */
export class RequestBudget {
  #spent: readonly Micros[] = []

  /** Takes one. @returns Whether there was one left. */
  spend(now: Micros): boolean {
    this.#spent = this.#spent.filter((at) => at > now - minuteUs)
    if (this.#spent.length >= changesMax) return false
    this.#spent = [...this.#spent, now]
    return true
  }
}
