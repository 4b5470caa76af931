/** The five readings of the trend agent in one pass over one long bar, kept in fields. */
export class FusedIndicators {
  fast: number = Number.NaN
  slow: number = Number.NaN
  strength: number = Number.NaN
  range: number = Number.NaN
  noise: number = Number.NaN
  readonly #closes: Float64Array
  readonly #returns: Float64Array
  readonly #fast: number
  readonly #slow: number
  readonly #period: number
  readonly #tickSize: number
  #count = 0
  #fastSum = 0
  #slowSum = 0
  #plus = 0
  #minus = 0
  #index = 0
  #mean = 0
  #sum = 0
  #squares = 0
  #nextClose = 0
  #nextReturn = 0
  #high = 0
  #low = 0
  #close = 0

  constructor(fast: number, slow: number, period: number, noise: number, tickSize: number) {
    this.#closes = new Float64Array(slow)
    this.#returns = new Float64Array(noise)
    this.#fast = fast
    this.#slow = slow
    this.#period = period
    this.#tickSize = tickSize
  }

  /** Takes in one bar, in ticks. */
  update(high: number, low: number, close: number): void {
    this.#averages(close)
    if (this.#count > 0) this.#moves(high, low, close)
    this.#count += 1
    this.#high = high
    this.#low = low
    this.#close = close
  }

  #averages(close: number): void {
    const closes = this.#closes
    const slow = this.#slow
    const next = this.#nextClose
    const leaving = next - this.#fast
    this.#fastSum += close - (closes[leaving < 0 ? leaving + slow : leaving] as number)
    this.#slowSum += close - (closes[next] as number)
    closes[next] = close
    this.#nextClose = next + 1 === slow ? 0 : next + 1
    this.fast = this.#fastSum * (this.#tickSize / this.#fast)
    this.slow = this.#slowSum * (this.#tickSize / slow)
  }

  #moves(high: number, low: number, close: number): void {
    const period = this.#period
    const count = this.#count
    const before = this.#close
    const weight = 1 / period
    const up = high - this.#high
    const down = this.#low - low
    // The first sums of Wilder are plain sums, and the first mean is a plain mean.
    const keep = count > period ? 1 - weight : 1
    this.#plus = this.#plus * keep + (up > down && up > 0 ? up : 0)
    this.#minus = this.#minus * keep + (down > up && down > 0 ? down : 0)
    const total = this.#plus + this.#minus
    const direction = total > 0 ? (100 * Math.abs(this.#plus - this.#minus)) / total : 0
    const readings = count + 1 - period
    if (readings > period) this.#index += (direction - this.#index) * weight
    else if (readings > 0) this.#index += (direction - this.#index) / readings
    if (readings >= period) this.strength = this.#index
    const range = (high > before ? high : before) - (low < before ? low : before)
    if (count <= period) this.#mean += (range - this.#mean) / count
    else this.#mean += (range - this.#mean) * weight
    this.range = this.#mean * this.#tickSize
    this.#spread(close / before - 1)
  }

  #spread(change: number): void {
    const returns = this.#returns
    const n = returns.length
    const out = returns[this.#nextReturn] as number
    returns[this.#nextReturn] = change
    this.#nextReturn = this.#nextReturn + 1 === n ? 0 : this.#nextReturn + 1
    this.#sum += change - out
    this.#squares += change * change - out * out
    const variance = (this.#squares - (this.#sum * this.#sum) / n) / (n - 1)
    this.noise = variance > 0 ? Math.sqrt(variance) : 0
  }
}
