import type { Json } from '../../base/index.ts'

/** Bars after which what is usual of a move counts half. */
const halfLife = 24
const keep = Math.exp(-Math.LN2 / halfLife)
/** Bars before a move is compared with the usual. */
const knownMin = 50
/** In units of the usual; what is beyond is taken for it. */
const most = 6

/**
 * The last bars of a market and of columns from outside, as series that a test may be made of. The
 * return is in units of the usual move, volatility is the size of the move in the same units less
 * one: both are close to white, as what is usual was known before. A column is told by its changes.
 */
export class MarketHistory {
  readonly #room: number
  readonly #columns: number
  /** Row by row: return, volatility, change of each column. NaN where nobody knows. */
  readonly #rows: Float64Array
  readonly #last: Float64Array
  #close = Number.NaN
  #usual = 0
  #weight = 0
  #bars = 0

  /** @param room - Bars that are remembered. */
  constructor(columns: number, room: number) {
    this.#room = room
    this.#columns = columns
    this.#rows = new Float64Array(room * (2 + columns)).fill(Number.NaN)
    this.#last = new Float64Array(columns).fill(Number.NaN)
  }

  get bars(): number {
    return this.#bars
  }

  /** @param values - Of the columns at the close; NaN where nobody knows. */
  take(close: number, values: ArrayLike<number>): void {
    const width = 2 + this.#columns
    const at = (this.#bars % this.#room) * width
    const move = Math.log(close / this.#close)
    const usual = this.#usual / this.#weight
    const isKnown = this.#bars > knownMin && usual > 0
    const scaled = isKnown ? move / usual : Number.NaN
    this.#rows[at] = Math.max(-most, Math.min(scaled, most))
    this.#rows[at + 1] = Math.min(Math.abs(scaled), most) - 1
    for (let c = 0; c < this.#columns; c += 1) {
      const value = values[c] ?? Number.NaN
      this.#rows[at + 2 + c] = value - (this.#last[c] as number)
      this.#last[c] = value
    }
    this.#close = close
    this.#bars += 1
    if (!Number.isFinite(move)) return
    this.#weight = keep * this.#weight + 1
    this.#usual = keep * this.#usual + Math.abs(move)
  }

  /**
   * The newest rows at which both the market and the column are known without a hole.
   *
   * @returns Each scaled to a mean of 0 and a deviation of 1; all 0 where it stood still.
   */
  series(
    target: number,
    column: number,
  ): { readonly cause: Float64Array; readonly effect: Float64Array } {
    const rows = Math.min(this.#bars, this.#room)
    const [cause, effect] = [new Float64Array(rows), new Float64Array(rows)]
    let from = rows
    while (from > 0) {
      const at = ((this.#bars - 1 - (rows - from)) % this.#room) * (2 + this.#columns)
      const one = this.#rows[at + 2 + column] as number
      const two = this.#rows[at + target] as number
      if (!Number.isFinite(one) || !Number.isFinite(two)) break
      from -= 1
      cause[from] = one
      effect[from] = two
    }
    return { cause: standardised(cause.slice(from)), effect: standardised(effect.slice(from)) }
  }

  save(): Json {
    const known = (values: Float64Array): (number | null)[] =>
      [...values].map((value) => (Number.isFinite(value) ? value : null))
    return {
      rows: known(this.#rows),
      last: known(this.#last),
      close: Number.isFinite(this.#close) ? this.#close : null,
      sums: [this.#usual, this.#weight, this.#bars],
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly rows: readonly (number | null)[]
      readonly last: readonly (number | null)[]
      readonly close: number | null
      readonly sums: readonly [number, number, number]
    }
    this.#rows.set(saved.rows.map((value) => value ?? Number.NaN))
    this.#last.set(saved.last.map((value) => value ?? Number.NaN))
    this.#close = saved.close ?? Number.NaN
    ;[this.#usual, this.#weight, this.#bars] = saved.sums
  }
}

function standardised(values: Float64Array): Float64Array {
  const count = values.length
  const mean = values.reduce((a, b) => a + b, 0) / count
  const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / count
  const deviation = Math.sqrt(variance)
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0))
}
