import type { Json } from '../base/index.ts'
import { type HiddenMarkov, RegimeFilter } from '../quant/index.ts'

/** The states of the market that are told apart, by how wildly it moves. */
export const regimeNames = ['calm', 'usual', 'wild'] as const

/** Bars after which what a usual move is has half forgotten. */
const halfLife = 2_000
const keep = Math.exp(-Math.LN2 / halfLife)
/** Bars before anything but `usual` is said. */
const warmup = 200
/** Standardised moves beyond it are taken for it: one bad print is no regime. */
const moveMax = 6

/** Variance of returns in each state, in units of the usual one. */
const spreads = [0.25, 1, 4] as const
/** Mean of what a standard normal is away from 0. */
const meanOfNormal = Math.sqrt(2 / Math.PI)

/**
 * Three states that last, seen through returns in units of the usual one. Assumed, not fitted:
 * in the calm state they spread half as far as usual, in the wild state twice as far, and a state
 * lasts 50 bars on average.
 */
const model: HiddenMarkov = {
  states: 3,
  start: Float64Array.of(0, 1, 0),
  transition: Float64Array.of(0.98, 0.015, 0.005, 0.01, 0.98, 0.01, 0.005, 0.015, 0.98),
  emission: {
    kind: 'diagonal-gaussian',
    dimensions: 1,
    means: Float64Array.of(0, 0, 0),
    variances: Float64Array.from(spreads),
  },
}

/**
 * Which regime an instrument is in, bar by bar: the likeliest state of a hidden Markov model, from
 * the past alone.
 *
 * @see Hamilton 1989, Econometrica 57(2), for the filter.
 */
export class RegimeWatch {
  readonly #filter = new RegimeFilter(model)
  #close = Number.NaN
  #variance = 0
  #weight = 0
  #count = 0

  /** @param close - In any unit. */
  onBar(close: number): void {
    const move = Math.log(close / this.#close)
    this.#close = close
    if (!Number.isFinite(move)) return
    this.#weight = keep * this.#weight + 1
    this.#variance = keep * this.#variance + move * move
    this.#count += 1
    const usual = Math.sqrt(this.#variance / this.#weight)
    if (this.#count <= warmup || usual === 0) return
    this.#filter.updateValue(Math.max(-moveMax, Math.min(move / usual, moveMax)))
  }

  /** What a bar moves by now, either way: a mean share, were moves normal. 0 before the first. */
  get move(): number {
    const variance = this.#weight === 0 ? 0 : this.#variance / this.#weight
    return meanOfNormal * Math.sqrt(variance * (spreads[this.regime] as number))
  }

  /** Position in `regimeNames`. */
  get regime(): number {
    return this.#count <= warmup ? 1 : this.#filter.mostLikely()
  }

  save(): Json {
    return {
      filter: this.#filter.save(),
      close: Number.isNaN(this.#close) ? null : this.#close,
      variance: this.#variance,
      weight: this.#weight,
      count: this.#count,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#filter.load(saved['filter'])
    this.#close = saved['close'] === null ? Number.NaN : Number(saved['close'])
    this.#variance = Number(saved['variance'])
    this.#weight = Number(saved['weight'])
    this.#count = Number(saved['count'])
  }
}
