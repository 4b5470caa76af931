import type { Json } from '../base/index.ts'
import type { Brought } from './brought.ts'
import { amongInstruments } from './moves-together.ts'

/** Two-sided 95 %. */
const z = 1.96

/** Running sums of what each of some brought, bar by bar, in each regime. */
export class BroughtSums {
  readonly #regimes: number
  readonly #instruments: number | undefined
  readonly #count: Float64Array
  readonly #sum: Float64Array
  readonly #squares: Float64Array
  /** Of `#sum`, what was there when it was loaded. */
  readonly #loaded: Float64Array

  /**
   * @param instruments - How many are added up that move together; one, or as if they did not, when
   *   left out.
   */
  constructor(count: number, regimes: number, instruments?: number) {
    this.#regimes = regimes
    this.#instruments = instruments
    this.#count = new Float64Array(count * regimes)
    this.#sum = new Float64Array(count * regimes)
    this.#squares = new Float64Array(count * regimes)
    this.#loaded = new Float64Array(count * regimes)
  }

  add(who: number, regime: number, brought: number): void {
    const at = who * this.#regimes + regime
    ;(this.#count[at] as number) += 1
    ;(this.#sum[at] as number) += brought
    ;(this.#squares[at] as number) += brought * brought
  }

  /** @param regime - One of them; all when left out. */
  of(who: number, regime?: number): Brought {
    const from = who * this.#regimes + (regime ?? 0)
    const to = regime === undefined ? from + this.#regimes : from + 1
    const sumOf = (of: Float64Array): number => of.subarray(from, to).reduce((a, b) => a + b, 0)
    const bars = sumOf(this.#count)
    const total = sumOf(this.#sum)
    const mean = total / bars
    const half = z * Math.sqrt(Math.max(0, sumOf(this.#squares) / bars - mean * mean) / bars)
    const alone: Brought = { bars, total, mean, interval: [mean - half, mean + half] }
    return this.#instruments === undefined ? alone : amongInstruments(alone, this.#instruments)
  }

  /** What it brought in all since this was made or loaded: of that no restart is told. */
  totalSinceLoad(who: number): number {
    const from = who * this.#regimes
    let total = 0
    for (let at = from; at < from + this.#regimes; at += 1)
      total += (this.#sum[at] as number) - (this.#loaded[at] as number)
    return total
  }

  save(): Json {
    return [[...this.#count], [...this.#sum], [...this.#squares]]
  }

  load(state: Json): void {
    const [count = [], sum = [], squares = []] = state as readonly (readonly number[])[]
    this.#count.set(count)
    this.#sum.set(sum)
    this.#squares.set(squares)
    this.#loaded.set(sum)
  }
}
