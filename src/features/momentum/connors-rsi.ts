import { requireWhole } from '../../quant/index.ts'
import { Delay, PercentRank, RelativeStrength } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'
import { percentChange } from '../percent-change.ts'

const streak = 0

/**
 * Connors RSI: the mean of a short relative strength index, of that of the streak (bars in a row
 * up, or down and negative), and of the share of past returns below the newest. The rank asks for
 * `rank` returns before the newest; Stock.Indicators begins a bar earlier, with the first bar as a
 * return of 0.
 *
 * @param period - Window of the relative strength index, bars. Whole, >= 1.
 * @param streakPeriod - Window of the index of the streak, bars. Whole, >= 1.
 * @param rank - Returns to rank among. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Connors and Alvarez 2012. Golden numbers: Stock.Indicators GetConnorsRsi, and the definition
 *   on TA-Lib 0.8.2 RSI and PERCENTRANK.
 */
export function connorsRsi(
  period = 3,
  streakPeriod = 2,
  rank = 100,
): IndicatorSpec<'connorsRsi' | 'rsi' | 'streakRsi' | 'percentRank'> {
  requireWhole('period', period, 1)
  requireWhole('streakPeriod', streakPeriod, 1)
  requireWhole('rank', rank, 1)
  const range = [0, 100] as const
  const warmup = Math.max(period + 1, streakPeriod + 1, rank + 2)
  return defineIndicator({
    key: `connorsRsi(${period},${streakPeriod},${rank})`,
    lines: [
      { name: 'connorsRsi', unit: plain, warmup, range },
      { name: 'rsi', unit: plain, warmup: period + 1, range },
      { name: 'streakRsi', unit: plain, warmup: streakPeriod + 1, range },
      { name: 'percentRank', unit: plain, warmup: rank + 2, range },
    ],
    stream: () => new ConnorsRsi(period, streakPeriod, rank),
  })
}

class ConnorsRsi extends CellStream {
  readonly #before: Delay
  readonly #strength: RelativeStrength
  readonly #streakStrength: RelativeStrength
  readonly #rank: PercentRank

  constructor(period: number, streakPeriod: number, rank: number) {
    const before = new Delay(1)
    const strength = new RelativeStrength(period)
    const streakStrength = new RelativeStrength(streakPeriod)
    const ranked = new PercentRank(rank)
    super(4, [before, strength, streakStrength, ranked], 1)
    this.#before = before
    this.#strength = strength
    this.#streakStrength = streakStrength
    this.#rank = ranked
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own, readings } = this
    const value = close[row] as number
    const before = this.#before.push(value)
    if (Number.isNaN(before)) return
    const last = own[streak] as number
    const next = value > before ? Math.max(last, 0) + 1 : value < before ? Math.min(last, 0) - 1 : 0
    own[streak] = next
    const strength = this.#strength.push(value - before)
    const streakStrength = this.#streakStrength.push(next - last)
    const rank = this.#rank.push(percentChange(value, before))
    readings[0] = bounded((strength + streakStrength + rank) / 3, 0, 100)
    readings[1] = strength
    readings[2] = streakStrength
    readings[3] = rank
  }
}
