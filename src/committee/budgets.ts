import type { Json } from '../base/index.ts'
import { dayUs } from '../domain/index.ts'
import type { Attribution } from './attribution.ts'

/** Bounds of what an agent may ask for, as a multiple of what it asks for. */
const budgetMin = 0.25
const budgetMax = 1.5
/** Bars in a regime before what an agent brought in it says anything. */
const barsMin = 500
/** So many standard errors of what it brought a bar move its budget all the way. */
const errorsFull = 2

/**
 * How much capital each agent is given in each regime, as a multiple of what it asks for: 1 until
 * something is known, more for who has brought more than nothing in that regime, less for who has
 * cost. Moved once a day, by what each brought after costs (its Shapley share), in units of the
 * standard error of that.
 */
export class Budgets {
  readonly #attribution: Attribution
  readonly #regimes: number
  /** By agent and regime. */
  readonly #budgets: Float64Array
  #nextTs = 0

  constructor(attribution: Attribution, agents: number) {
    this.#attribution = attribution
    this.#regimes = attribution.terms.regimes
    this.#budgets = new Float64Array(agents * this.#regimes).fill(1)
  }

  of(agent: number, regime: number): number {
    return this.#budgets[agent * this.#regimes + regime] as number
  }

  /** Time has come to `ts`: budgets move when a day has passed. */
  onTime(ts: number): void {
    if (ts < this.#nextTs) return
    this.#nextTs = (Math.floor(ts / dayUs) + 1) * dayUs
    for (let at = 0; at < this.#budgets.length; at += 1) {
      const regime = at % this.#regimes
      const { bars, mean, interval } = this.#attribution.shapley.of(
        (at - regime) / this.#regimes,
        regime,
      )
      if (bars >= barsMin) this.#budgets[at] = budgetOf(mean, (interval[1] - interval[0]) / 2)
    }
  }

  save(): Json {
    return { budgets: [...this.#budgets], nextTs: this.#nextTs }
  }

  load(state: Json): void {
    const saved = state as { readonly budgets: readonly number[]; readonly nextTs: number }
    this.#budgets.set(saved.budgets)
    this.#nextTs = saved.nextTs
  }
}

/** @param half - Of the 95 % interval of the mean. */
function budgetOf(mean: number, half: number): number {
  if (half === 0) return 1
  const share = Math.max(-1, Math.min((1.96 * mean) / half / errorsFull, 1))
  return share > 0 ? 1 + share * (budgetMax - 1) : 1 + share * (1 - budgetMin)
}
