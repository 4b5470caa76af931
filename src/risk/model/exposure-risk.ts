/** Places of the sums: w'Σw, Σ w_i² Σ_ii, and 1 while both are behind. */
const squareAt = 0
const aloneAt = 1
const behindAt = 2

/**
 * The variance of a portfolio, w'Σw, and what one exposure more would make of it. Σ is given in
 * factors, Σ_ij = products_ij units_i units_j, which is what an estimate changes by.
 *
 * What exposures take from each other is believed only in part: where w'Σw is less than the
 * variances alone, a share of the difference is put back. What they add to each other counts whole.
 *
 * Where all that is held is said at once, a question costs as much as is held, however many
 * instruments there are; a change of one exposure costs one addition per instrument. The sums are
 * made anew when Σ has changed, so that rounding does not gather.
 */
export class ExposureRisk {
  readonly #products: Float64Array
  readonly #units: Float64Array
  readonly #trust: number
  /** w: signed exposures. */
  readonly shares: Float64Array
  /** Σw, as far as it was asked for since it last changed; the turn says of which it is known. */
  readonly #slopes: Float64Array
  readonly #turns: Float64Array
  #turn = 0
  /** Instruments whose exposure was not 0 then, in their order, what it was, and how many. */
  readonly #held: Int32Array
  readonly #was: Float64Array
  #heldCount = 0
  /** Σ_ii; NaN where the volatility is not known. */
  readonly #owns: Float64Array
  readonly #sums: Float64Array = Float64Array.of(0, 0, 1)

  /** @param units - NaN where the volatility is not known. @param trust - In hedges, 0 to 1. */
  constructor(products: Float64Array, units: Float64Array, trust: number) {
    this.#products = products
    this.#units = units
    this.#trust = trust
    this.shares = new Float64Array(units.length)
    this.#slopes = new Float64Array(units.length)
    this.#turns = new Float64Array(units.length)
    this.#held = new Int32Array(units.length)
    this.#was = new Float64Array(units.length)
    this.#owns = new Float64Array(units.length).fill(Number.NaN)
  }

  /** Says that Σ has changed. */
  invalidate(): void {
    this.#sums[behindAt] = 1
    const size = this.#units.length
    for (let i = 0; i < size; i += 1) {
      const unit = this.#units[i] as number
      this.#owns[i] = (this.#products[i * size + i] as number) * unit * unit
    }
  }

  /** Says all exposures at once. */
  hold(shares: Float64Array): void {
    this.shares.set(shares)
    this.#sums[behindAt] = 1
  }

  /** Takes in the exposure held; what is not finite is not known. */
  set(i: number, given: number): void {
    const share = given - given === 0 ? given : Number.NaN
    const old = this.shares[i] as number
    if (share === old) return
    this.shares[i] = share
    if (this.#sums[behindAt] === 1) return
    const added = share - old
    const own = this.#owns[i] as number
    const square = (this.#sums[squareAt] as number) + this.#grown(i, added)
    // What is not a number cannot be taken back by another addition.
    if (!(square >= 0)) this.#sums[behindAt] = 1
    else {
      this.#sums[aloneAt] = (this.#sums[aloneAt] as number) + own * (share * share - old * old)
      this.#sums[squareAt] = square
      this.#add(i, added)
    }
  }

  /** What `added` more of instrument `i` adds to w'Σw. */
  #grown(i: number, added: number): number {
    return added * (2 * this.#slopeOf(i) + added * (this.#owns[i] as number))
  }

  /** Variance of the portfolio with `added` more of instrument `i`; NaN for what is unknown. */
  varianceWith(i: number, added: number): number {
    if (added === 0) return this.variance
    if (this.#sums[behindAt] !== 0) this.#refresh()
    // In one piece, because it is asked before every order: numbers handed on are boxed.
    const own = this.#owns[i] as number
    const slope = this.#slopeOf(i)
    const square = (this.#sums[squareAt] as number) + added * (2 * slope + added * own)
    const held = this.shares[i] as number
    const alone = (this.#sums[aloneAt] as number) + added * (2 * held + added) * own
    const doubted = this.#trust * square + (1 - this.#trust) * alone
    const larger = square > doubted ? square : doubted
    // A perfect hedge may come out a hair below nothing.
    return larger < 0 ? 0 : larger
  }

  /** Variance of the portfolio. */
  get variance(): number {
    if (this.#sums[behindAt] !== 0) this.#refresh()
    const square = this.#sums[squareAt] as number
    const doubted = this.#doubted
    const larger = square > doubted ? square : doubted
    return larger < 0 ? 0 : larger
  }

  /** With a share of what hedges take put back. */
  get #doubted(): number {
    const [square, alone] = [this.#sums[squareAt] as number, this.#sums[aloneAt] as number]
    return this.#trust * square + (1 - this.#trust) * alone
  }

  /**
   * The most of instrument `i` that can be added in direction `sign` before the variance passes
   * `max`, counted from 0 on: where it is passed already there is no room, even if some would
   * hedge.
   */
  room(i: number, sign: number, max: number): number {
    const now = this.variance
    const own = this.#owns[i] as number
    if (!(max - now >= 0 && own > 0)) return 0
    const slope = sign * this.#slopeOf(i)
    const ownSlope = sign * own * (this.shares[i] as number)
    const doubtedSlope = this.#trust * slope + (1 - this.#trust) * ownSlope
    const room = positiveRoot(own, slope, max - (this.#sums[squareAt] as number))
    const doubted = positiveRoot(own, doubtedSlope, max - this.#doubted)
    return Math.max(0, Math.min(room, doubted))
  }

  /** Of every instrument: from now on all of Σw is kept up. */
  #add(i: number, added: number): void {
    const size = this.#units.length
    const scaled = added * (this.#units[i] as number)
    for (let k = 0; k < size; k += 1) {
      const product = (this.#products[i * size + k] as number) * (this.#units[k] as number)
      this.#slopes[k] = this.#slopeOf(k) + product * scaled
    }
  }

  #slopeOf(k: number): number {
    if (this.#turns[k] !== this.#turn) {
      this.#turns[k] = this.#turn
      this.#slopes[k] = this.#sumOver(k)
    }
    return this.#slopes[k] as number
  }

  #sumOver(k: number): number {
    const size = this.#units.length
    const unit = this.#units[k] as number
    let slope = 0
    for (let at = 0; at < this.#heldCount; at += 1) {
      const i = this.#held[at] as number
      const scaled = (this.#was[at] as number) * (this.#units[i] as number)
      slope += (this.#products[i * size + k] as number) * unit * scaled
    }
    return slope
  }

  #refresh(): void {
    this.#sums[behindAt] = 0
    this.#turn += 1
    let held = 0
    for (let i = 0; i < this.shares.length; i += 1)
      if (this.shares[i] !== 0) {
        this.#was[held] = this.shares[i] as number
        this.#held[held++] = i
      }
    this.#heldCount = held
    let square = 0
    let alone = 0
    for (let at = 0; at < held; at += 1) {
      const i = this.#held[at] as number
      const share = this.#was[at] as number
      square += share * this.#slopeOf(i)
      alone += share * share * (this.#owns[i] as number)
    }
    this.#sums[squareAt] = square
    this.#sums[aloneAt] = alone
  }
}

/** The larger root of bend x² + 2 slope x = free, for a bend above 0 and `free` not below. */
function positiveRoot(bend: number, slope: number, free: number): number {
  const root = Math.sqrt(slope * slope + bend * free)
  // Both are the same; each is the one that does not cancel.
  return slope > 0 ? free / (root + slope) : (root - slope) / bend
}
