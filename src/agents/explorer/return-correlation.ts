import type { Json } from '../../base/index.ts'
import type { Peer } from '../peer.ts'

/** Joint returns before two instruments are called alike, or not. */
const jointMin = 20

/**
 * How alike the instruments of a desk move: correlations about zero of their log returns on a grid
 * of times, older ones counting for less. One step costs a product for each pair.
 */
export class ReturnCorrelation {
  readonly #everyUs: number
  readonly #keep: number
  readonly #count: number
  /** Full squares, row by row: decayed products and how many there were of each pair. */
  readonly #product: Float64Array
  readonly #own: Float64Array
  readonly #other: Float64Array
  readonly #joint: Float64Array
  readonly #close: Float64Array
  readonly #change: Float64Array
  #step = -1

  /**
   * @param everyUs - Between two points of the grid. Unit: us.
   * @param halfLife - In steps of the grid.
   */
  constructor(instruments: number, everyUs: number, halfLife: number) {
    this.#everyUs = everyUs
    this.#keep = Math.exp(-Math.LN2 / halfLife)
    this.#count = instruments
    const square = instruments * instruments
    this.#product = new Float64Array(square)
    this.#own = new Float64Array(square)
    this.#other = new Float64Array(square)
    this.#joint = new Float64Array(square)
    this.#close = new Float64Array(instruments).fill(Number.NaN)
    this.#change = new Float64Array(instruments)
  }

  /** Takes in where everybody is, once a step of the grid. */
  take(ts: number, peers: readonly Peer[]): void {
    const step = Math.floor(ts / this.#everyUs)
    if (step <= this.#step) return
    this.#step = step
    for (let i = 0; i < this.#count; i += 1) {
      const close = peers[i]?.close ?? Number.NaN
      this.#change[i] = Math.log(close / (this.#close[i] as number))
      if (close > 0) this.#close[i] = close
    }
    for (let i = 0; i < this.#count; i += 1)
      for (let j = 0; j < this.#count; j += 1) this.#takePair(i, j)
  }

  #takePair(i: number, j: number): void {
    const one = this.#change[i] as number
    const two = this.#change[j] as number
    if (i === j || one !== one || two !== two) return
    const at = i * this.#count + j
    const keep = this.#keep
    this.#product[at] = keep * (this.#product[at] as number) + one * two
    this.#own[at] = keep * (this.#own[at] as number) + one * one
    this.#other[at] = keep * (this.#other[at] as number) + two * two
    ;(this.#joint[at] as number) += 1
  }

  /** -1 to 1; NaN while too little is known of the two, or one of them does not move. */
  of(i: number, j: number): number {
    const at = i * this.#count + j
    const scale = Math.sqrt((this.#own[at] as number) * (this.#other[at] as number))
    if ((this.#joint[at] as number) < jointMin || scale === 0) return Number.NaN
    return Math.max(-1, Math.min((this.#product[at] as number) / scale, 1))
  }

  save(): Json {
    return {
      step: this.#step,
      product: [...this.#product],
      own: [...this.#own],
      other: [...this.#other],
      joint: [...this.#joint],
      close: [...this.#close].map((close) => (Number.isNaN(close) ? null : close)),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly number[] }
    this.#step = Number(saved['step'])
    this.#product.set(saved['product'] ?? [])
    this.#own.set(saved['own'] ?? [])
    this.#other.set(saved['other'] ?? [])
    this.#joint.set(saved['joint'] ?? [])
    this.#close.set(Array.from(saved['close'] ?? [], (close) => close ?? Number.NaN))
  }
}
