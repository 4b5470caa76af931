/**
 * The variance of a portfolio, w'Σw, and what one exposure more would make of it. Σ is given in
 * factors, Σ_ij = products_ij units_i units_j, which is what an estimate changes by.
 *
 * A change of one exposure costs one addition per instrument, a question none. The sums are made
 * anew when Σ has changed, so that rounding does not gather.
 */
export class ExposureRisk {
  readonly #products: Float64Array
  readonly #units: Float64Array
  /** w: signed exposures. */
  readonly shares: Float64Array
  /** Σw. */
  readonly #slopes: Float64Array
  /** w'Σw, then 1 when the sums are behind. */
  readonly #sums: Float64Array = Float64Array.of(0, 1)

  /** @param units - NaN where the volatility is not known. */
  constructor(products: Float64Array, units: Float64Array) {
    this.#products = products
    this.#units = units
    this.shares = new Float64Array(units.length)
    this.#slopes = new Float64Array(units.length)
  }

  /** Says that Σ has changed. */
  invalidate(): void {
    this.#sums[1] = 1
  }

  /** Takes in the exposure held; what is not finite is not known. */
  set(i: number, given: number): void {
    const share = given - given === 0 ? given : Number.NaN
    const old = this.shares[i] as number
    if (share === old) return
    this.shares[i] = share
    if (this.#sums[1] === 1) return
    const added = share - old
    const square = this.#squareWith(i, added)
    // What is not a number cannot be taken back by another addition.
    if (!(square >= 0)) this.#sums[1] = 1
    else {
      this.#sums[0] = square
      this.#add(i, added)
    }
  }

  /** Variance of the portfolio with `added` more of instrument `i`; NaN for what is unknown. */
  varianceWith(i: number, added: number): number {
    this.#refresh()
    const square = this.#squareWith(i, added)
    // A perfect hedge may come out a hair below nothing.
    return square < 0 ? 0 : square
  }

  /** Variance of the portfolio. */
  get variance(): number {
    this.#refresh()
    return Math.max(0, this.#sums[0] as number)
  }

  /**
   * The most of instrument `i` that can be added in direction `sign` before the variance passes
   * `max`, counted from 0 on: where it is passed already there is no room, even if some would
   * hedge.
   */
  room(i: number, sign: number, max: number): number {
    this.#refresh()
    const bend = this.#own(i)
    const slope = sign * (this.#slopes[i] as number)
    const free = max - Math.max(0, this.#sums[0] as number)
    if (!(free >= 0 && bend > 0)) return 0
    const root = Math.sqrt(slope * slope + bend * free)
    // Both are the larger root; each is the one that does not cancel.
    let room = slope > 0 ? free / (root + slope) : (root - slope) / bend
    for (let cut = 1e-15; cut < 1e-9; cut *= 16) {
      if (this.varianceWith(i, sign * room) <= max) return room
      room -= room * cut
    }
    return 0
  }

  #squareWith(i: number, added: number): number {
    if (added === 0) return this.#sums[0] as number
    const linear = 2 * (this.#slopes[i] as number)
    return (this.#sums[0] as number) + added * (linear + added * this.#own(i))
  }

  #own(i: number): number {
    const unit = this.#units[i] as number
    return (this.#products[i * this.#units.length + i] as number) * unit * unit
  }

  #add(i: number, added: number): void {
    const size = this.#units.length
    const scaled = added * (this.#units[i] as number)
    for (let k = 0; k < size; k += 1) {
      const product = (this.#products[i * size + k] as number) * (this.#units[k] as number)
      this.#slopes[k] = (this.#slopes[k] as number) + product * scaled
    }
  }

  #refresh(): void {
    if (this.#sums[1] === 0) return
    this.#sums[1] = 0
    this.#slopes.fill(0)
    for (let i = 0; i < this.shares.length; i += 1)
      if (this.shares[i] !== 0) this.#add(i, this.shares[i] as number)
    let square = 0
    for (let i = 0; i < this.shares.length; i += 1)
      if (this.shares[i] !== 0) square += (this.shares[i] as number) * (this.#slopes[i] as number)
    this.#sums[0] = square
  }

  /** All that is remembered: the sums too, because adding in another order gives other bits. */
  get memory(): readonly Float64Array[] {
    return [this.shares, this.#slopes, this.#sums]
  }
}
