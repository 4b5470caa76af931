/** Means and sums of squared gaps of pairs, one by one, without the cancellation of plain sums. */
export class CoMoments {
  #count = 0
  #mean = 0
  #otherMean = 0
  #squares = 0
  #otherSquares = 0
  #products = 0

  add(value: number, other: number): void {
    this.#count += 1
    const gap = value - this.#mean
    const otherGap = other - this.#otherMean
    this.#mean += gap / this.#count
    this.#otherMean += otherGap / this.#count
    this.#squares += gap * (value - this.#mean)
    this.#otherSquares += otherGap * (other - this.#otherMean)
    this.#products += gap * (other - this.#otherMean)
  }

  get count(): number {
    return this.#count
  }

  get mean(): number {
    return this.#mean
  }

  get otherMean(): number {
    return this.#otherMean
  }

  get squares(): number {
    return this.#squares
  }

  get otherSquares(): number {
    return this.#otherSquares
  }

  /** Sum of gap times gap. */
  get products(): number {
    return this.#products
  }
}
