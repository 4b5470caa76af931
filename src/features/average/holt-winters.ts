import { requireInside } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const level = 1
const trend = 2
const bend = 3

/**
 * Holt-Winters moving average: level, trend and its change, each smoothed by a weight of its own;
 * it reads what they foretell of the next close. It starts at the first close, without a trend.
 *
 * @param levelWeight - Of the newest close. Above 0 and below 1.
 * @param trendWeight - Of the newest change of level. Above 0 and below 1.
 * @param bendWeight - Of the newest change of trend. Above 0 and below 1.
 * @throws ArgumentError when one is out of range.
 * @see Holt 1957. Golden numbers: pandas-ta-classic 0.8.32 hwma.
 */
export function holtWinters(
  levelWeight = 0.2,
  trendWeight = 0.1,
  bendWeight = 0.1,
): IndicatorSpec<'holtWinters'> {
  requireInside('levelWeight', levelWeight, 0, 1)
  requireInside('trendWeight', trendWeight, 0, 1)
  requireInside('bendWeight', bendWeight, 0, 1)
  return defineIndicator({
    key: `holtWinters(${levelWeight},${trendWeight},${bendWeight})`,
    lines: [{ name: 'holtWinters', unit: inPrice, warmup: 3 }],
    stream: () => new HoltWinters(levelWeight, trendWeight, bendWeight),
  })
}

class HoltWinters extends CellStream {
  readonly #weights: readonly [level: number, trend: number, bend: number]

  constructor(levelWeight: number, trendWeight: number, bendWeight: number) {
    super(1, [], 4)
    this.#weights = [levelWeight, trendWeight, bendWeight]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    if (own[bars] === 0) own[level] = value
    const lastLevel = own[level] as number
    const lastTrend = own[trend] as number
    const lastBend = own[bend] as number
    const forecast = lastLevel + lastTrend + lastBend / 2
    const nextLevel = forecast + this.#weights[0] * (value - forecast)
    const drift = lastTrend + lastBend
    const nextTrend = drift + this.#weights[1] * (nextLevel - lastLevel - drift)
    const nextBend = lastBend + this.#weights[2] * (nextTrend - lastTrend - lastBend)
    own[level] = nextLevel
    own[trend] = nextTrend
    own[bend] = nextBend
    if ((own[bars] as number) < 3) own[bars] = (own[bars] as number) + 1
    if (own[bars] === 3) this.readings[0] = nextLevel + nextTrend + nextBend / 2
  }
}
