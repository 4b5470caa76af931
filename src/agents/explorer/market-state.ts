import {
  type BarArrays,
  CellStream,
  defineIndicator,
  type IndicatorSpec,
} from '../../features/index.ts'
import { plain } from '../../features/index.ts'

/** 3 - 2 √2, of the paper. */
const k = 3 - 2 * Math.SQRT2
/** Numbers remembered beside the rings: bars seen, and high, low and close of the last. */
const head = 4

/**
 * What a market is like to trade in, from bars alone, over a window.
 *
 * - `turnover`: mean of close × volume of a bar. Quote units.
 * - `illiquidity`: Amihud's, mean of |return| / turnover over the bars with turnover; NaN where
 *   nothing was traded. Per quote unit.
 * - `spread`: Corwin and Schultz's, mean over pairs of bars, those below 0 taken for 0. Share of
 *   the price. Bars are moved over gaps between them as in the paper.
 * - `deviation`: root mean square of the log returns. Share of the price, of a bar.
 *
 * @param window - Bars. Whole, 2 or more.
 * @see Amihud 2002, J. of Financial Markets 5(1); Corwin and Schultz 2012, J. of Finance 67(2),
 *   equations 14 and 18. Golden numbers: the same written out in numpy (`test/golden/agents`).
 */
export function marketState(
  window: number,
): IndicatorSpec<'turnover' | 'illiquidity' | 'spread' | 'deviation'> {
  const warmup = window + 1
  const traded = { price: 1, volume: 1 }
  const perTraded = { price: -1, volume: -1 }
  return defineIndicator({
    key: `marketState(${window})`,
    lines: [
      { name: 'turnover', unit: traded, warmup },
      { name: 'illiquidity', unit: perTraded, warmup, isSparse: true },
      { name: 'spread', unit: plain, warmup },
      { name: 'deviation', unit: plain, warmup },
    ],
    stream: () => new MarketState(window),
  })
}

class MarketState extends CellStream {
  readonly #window: number
  readonly #sums = new Float64Array(5)

  constructor(window: number) {
    super(4, [], head + 4 * window)
    this.#window = window
  }

  protected override step(bars: BarArrays, row: number): void {
    const { own } = this
    const seen = own[0] as number
    const high = bars.high[row] as number
    const low = bars.low[row] as number
    const close = bars.close[row] as number
    if (seen > 0) this.#push(seen - 1, high, low, close, bars.volume[row] as number)
    own[0] = seen + 1
    own[1] = high
    own[2] = low
    own[3] = close
    if (seen >= this.#window) this.#read()
  }

  #push(at: number, high: number, low: number, close: number, volume: number): void {
    const { own } = this
    const before = own[3] as number
    const change = Math.log(close / before)
    const turnover = close * volume
    const slot = head + 4 * (at % this.#window)
    own[slot] = turnover
    own[slot + 1] = turnover > 0 ? Math.abs(close / before - 1) / turnover : -1
    own[slot + 2] = highLowSpread(own[1] as number, own[2] as number, before, high, low)
    own[slot + 3] = change * change
  }

  #read(): void {
    const { own } = this
    const sums = this.#sums.fill(0)
    for (let slot = head; slot < own.length; slot += 4) {
      ;(sums[0] as number) += own[slot] as number
      const ratio = own[slot + 1] as number
      if (ratio >= 0) {
        ;(sums[1] as number) += ratio
        ;(sums[4] as number) += 1
      }
      ;(sums[2] as number) += own[slot + 2] as number
      ;(sums[3] as number) += own[slot + 3] as number
    }
    const window = this.#window
    this.readings[0] = (sums[0] as number) / window
    this.readings[1] = sums[4] === 0 ? Number.NaN : (sums[1] as number) / (sums[4] as number)
    this.readings[2] = (sums[2] as number) / window
    this.readings[3] = Math.sqrt((sums[3] as number) / window)
  }
}

/** Spread of two bars as a share of the price; 0 where less than that comes out. */
function highLowSpread(
  highBefore: number,
  lowBefore: number,
  closeBefore: number,
  high: number,
  low: number,
): number {
  // A gap between two bars is no range: the bar is moved next to the close before it.
  const gap = closeBefore > high ? closeBefore - high : closeBefore < low ? closeBefore - low : 0
  const one = Math.log(highBefore / lowBefore)
  const two = Math.log((high + gap) / (low + gap))
  const both = Math.log(Math.max(highBefore, high + gap) / Math.min(lowBefore, low + gap))
  const beta = one * one + two * two
  const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / k - Math.sqrt((both * both) / k)
  const grown = Math.exp(alpha)
  return alpha > 0 ? (2 * (grown - 1)) / (1 + grown) : 0
}
