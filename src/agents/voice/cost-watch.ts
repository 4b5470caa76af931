import type { Json } from '../../base/index.ts'
import { RollSpread } from '../../features/index.ts'
import type { Mind } from '../mind.ts'

/**
 * What dealing costs in a market, from its bars alone: the spread by Roll's estimate, and what is
 * traded in a step. And what the voice made of them when it was asked last.
 */
export class CostWatch implements Mind {
  readonly #stepUs: number
  readonly #keep: number
  readonly #roll: RollSpread
  #asOf = -1
  #step = -1
  /** Since the last step. */
  #open = 0
  /** Decayed sum of the volume of steps, and of ones. */
  #traded = 0
  #weight = 0
  /** Shares of the price: of a round trip, of one side's impact, of the usual move ahead. */
  cost: number = Number.NaN
  impact: number = Number.NaN
  move: number = Number.NaN

  /** @param bars - Steps of a spread, and after which volume counts for half. */
  constructor(stepUs: number, bars: number) {
    this.#stepUs = stepUs
    this.#keep = Math.exp(-Math.LN2 / bars)
    this.#roll = new RollSpread(bars)
  }

  /** Quote units; NaN before the window is full. 0 where prices trend and say nothing of it. */
  get spread(): number {
    return this.#roll.value ?? Number.NaN
  }

  /** Base units traded in a usual step; NaN before the first. */
  get volume(): number {
    return this.#weight > 0 ? this.#traded / this.#weight : Number.NaN
  }

  /** Takes in a bar, once. @param asOf - Unit: us. */
  look(asOf: number, close: number, volume: number): void {
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    this.#open += volume
    const step = Math.floor(asOf / this.#stepUs)
    if (step === this.#step) return
    this.#step = step
    this.#roll.update(close)
    this.#traded = this.#keep * this.#traded + this.#open
    this.#weight = this.#keep * this.#weight + 1
    this.#open = 0
  }

  save(): Json {
    const { spread, volume, cost, impact, move } = this
    return {
      asOf: this.#asOf,
      step: this.#step,
      open: this.#open,
      traded: this.#traded,
      weight: this.#weight,
      roll: this.#roll.save(),
      spread: numberOf(spread),
      volume: numberOf(volume),
      cost: numberOf(cost),
      impact: numberOf(impact),
      move: numberOf(move),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    const at = (name: string): number => (saved[name] === null ? Number.NaN : Number(saved[name]))
    this.#asOf = at('asOf')
    this.#step = at('step')
    this.#open = at('open')
    this.#traded = at('traded')
    this.#weight = at('weight')
    this.#roll.load(saved['roll'] ?? null)
    this.cost = at('cost')
    this.impact = at('impact')
    this.move = at('move')
  }
}

function numberOf(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
