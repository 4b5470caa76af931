import { ArgumentError, requireInside } from '../../quant/index.ts'
import { RollingWeighted } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { Homodyne } from './homodyne.ts'

const leading = 0
const following = 1
const bars = 2

/** The unstable period of TA-Lib. */
const warmup = 33

/**
 * MESA adaptive moving average of the middle of the bar, and the average that follows it: the
 * faster the phase of the market turns, the slower they move. The transform starts on bar 13 as in
 * TA-Lib, but both averages start at the price and not at 0, which leaves TA-Lib some percent low
 * for a hundred bars; Stock.Indicators starts the transform on bar 7.
 *
 * @param fast - Largest weight of the newest bar. Above `slow`, below 1.
 * @param slow - Smallest weight. Above 0 and below 1.
 * @throws ArgumentError when one is out of range.
 * @see Ehlers, MAMA, 2001. Golden numbers: the paper's definition in numpy 2.4.6, which with
 *   averages started at 0 is TA-Lib 0.8.2 MAMA.
 */
export function mama(fast = 0.5, slow = 0.05): IndicatorSpec<'mama' | 'fama'> {
  requireInside('fast', fast, 0, 1)
  requireInside('slow', slow, 0, 1)
  if (slow >= fast) throw new ArgumentError(`slow must be below fast, ${fast}, was ${slow}`)
  return defineIndicator({
    key: `mama(${fast},${slow})`,
    lines: [
      { name: 'mama', unit: inPrice, warmup },
      { name: 'fama', unit: inPrice, warmup },
    ],
    stream: () => new Mama(fast, slow),
  })
}

class Mama extends CellStream {
  readonly #smooth: RollingWeighted
  readonly #phase: Homodyne
  readonly #fast: number
  readonly #slow: number

  constructor(fast: number, slow: number) {
    const smooth = new RollingWeighted(4)
    const phase = new Homodyne()
    super(2, [smooth, phase], 3)
    this.#smooth = smooth
    this.#phase = phase
    this.#fast = fast
    this.#slow = slow
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own, readings } = this
    const price = ((high[row] as number) + (low[row] as number)) / 2
    const turn = this.#phase.push(this.#smooth.push(price))
    if ((own[bars] as number) < warmup) own[bars] = (own[bars] as number) + 1
    if (Number.isNaN(turn)) {
      own[leading] = price
      own[following] = price
      return
    }
    const weight = turn > 1 ? Math.max(this.#slow, this.#fast / turn) : this.#fast
    const mean = (own[leading] as number) + weight * (price - (own[leading] as number))
    own[leading] = mean
    own[following] = (own[following] as number) + (weight / 2) * (mean - (own[following] as number))
    if (own[bars] !== warmup) return
    readings[0] = mean
    readings[1] = own[following]
  }
}
