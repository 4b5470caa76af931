import { requireWhole } from '../../quant/index.ts'
import { Delay } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const before = 0
const seen = 1
/** Sums of the first four powers, then of each return times the one before it. */
const powers = 2
const products = 6
const first = 7
/** Below this share of the mean square, spread is what rounding left. */
const hair = 1e-18

/**
 * The shape of the returns of the window (simple returns): `mean`, sample `deviation`, biased
 * `skewness`, biased `kurtosis` not in excess (3 when normal), `autocorrelation` at lag 1, and
 * `sharpe`, mean over deviation. Where returns do not spread: 0, and a kurtosis of 3.
 *
 * Sums are of powers and are renewed once in `period` bars.
 *
 * @param period - Window, in returns. Whole, >= 4.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: scipy 1.17.1 stats skew and kurtosis; its definitions in numpy 2.4.6.
 */
export function returnStatistics(
  period = 50,
): IndicatorSpec<'mean' | 'deviation' | 'skewness' | 'kurtosis' | 'autocorrelation' | 'sharpe'> {
  requireWhole('period', period, 4)
  const line = { unit: plain, warmup: period + 1 } as const
  return defineIndicator({
    key: `returnStatistics(${period})`,
    lines: [
      { name: 'mean', ...line },
      { name: 'deviation', ...line, range: [0, Number.MAX_VALUE] },
      { name: 'skewness', ...line },
      { name: 'kurtosis', ...line, range: [1, Number.MAX_VALUE] },
      { name: 'autocorrelation', ...line, range: [-1, 1] },
      { name: 'sharpe', ...line },
    ],
    stream: () => new ReturnStatistics(period),
  })
}

class ReturnStatistics extends CellStream {
  readonly #returns: Delay
  readonly #period: number

  constructor(period: number) {
    const returns = new Delay(period)
    super(6, [returns], first)
    this.#returns = returns
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const last = own[before] as number
    own[before] = value
    if (own[seen] === 0) {
      own[seen] = 1
      return
    }
    this.#take(last === 0 ? 0 : value / last - 1)
    if (this.#returns.isFull) this.#read()
  }

  #take(change: number): void {
    const { own } = this
    const returns = this.#returns
    const count = (own[seen] as number) - 1
    if (count > 0) own[products] = (own[products] as number) + change * returns.at(0)
    // What leaves takes its product with the return after it along.
    const second = returns.isFull ? returns.at(this.#period - 2) : 0
    const old = returns.push(change)
    if (!Number.isNaN(old)) {
      this.#add(old, -1)
      own[products] = (own[products] as number) - old * second
    }
    this.#add(change, 1)
    own[seen] = (own[seen] as number) + 1
    if (count > 0 && count % this.#period === 0) this.#renew()
  }

  #add(change: number, sign: 1 | -1): void {
    const { own } = this
    const square = change * change
    own[powers] = (own[powers] as number) + sign * change
    own[powers + 1] = (own[powers + 1] as number) + sign * square
    own[powers + 2] = (own[powers + 2] as number) + sign * square * change
    own[powers + 3] = (own[powers + 3] as number) + sign * square * square
  }

  #renew(): void {
    const { own } = this
    own.fill(0, powers, products + 1)
    for (let ago = this.#period - 1; ago >= 0; ago -= 1) {
      this.#add(this.#returns.at(ago), 1)
      if (ago > 0)
        own[products] =
          (own[products] as number) + this.#returns.at(ago) * this.#returns.at(ago - 1)
    }
  }

  #read(): void {
    const { own, readings } = this
    const n = this.#period
    const mean = (own[powers] as number) / n
    const square = (own[powers + 1] as number) / n
    const variance = square - mean * mean
    readings[0] = mean
    readings.fill(0, 1)
    readings[3] = 3
    if (!(variance > hair + square * 1e-14)) return
    const cube = (own[powers + 2] as number) / n
    const fourth = (own[powers + 3] as number) / n
    const third = cube - 3 * mean * square + 2 * mean * mean * mean
    const wide = fourth - 4 * mean * cube + 6 * mean * mean * square - 3 * mean * mean * mean * mean
    const deviation = Math.sqrt((variance * n) / (n - 1))
    readings[1] = deviation
    readings[2] = third / (variance * Math.sqrt(variance))
    readings[3] = Math.max(1, wide / (variance * variance))
    readings[4] = this.#lag(mean) / (n * variance)
    readings[5] = mean / deviation
  }

  /** Products of neighbours' distances from the mean, summed. */
  #lag(mean: number): number {
    const { own } = this
    const n = this.#period
    const ends = this.#returns.at(0) + this.#returns.at(n - 1)
    const sum = own[powers] as number
    return (own[products] as number) - mean * (2 * sum - ends) + (n - 1) * mean * mean
  }
}
