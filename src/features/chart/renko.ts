import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const open = 0
const close = 1
const size = 2

/**
 * Renko bricks of the closes: a new one whenever the close is a whole brick beyond the last, in its
 * direction or the other, for which it has to pass the open of the last too. `bricks` is how many
 * this bar made, below 0 for falling ones; `open` and `close` are of the last brick.
 *
 * @param brick - Height of a brick, in the unit of the prices given to `update` or `overBars`; a
 *   desk gives ticks, so ask for `renkoAtr` there. Above 0. The first base is the multiple of it
 *   nearest to the first close.
 * @throws ArgumentError when it is not.
 * @see Golden numbers: Stock.Indicators GetRenko.
 */
export function renko(brick: number): IndicatorSpec<'close' | 'open' | 'bricks'> {
  requirePositive('brick', brick)
  return bricks(`renko(${brick})`, 1, () => new Renko(brick))
}

/**
 * The same with bricks as high as the average true range of the first `period` changes; the base is
 * the close at that bar. A market that had not moved by then makes none.
 *
 * @param period - Window of the average true range, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: written out in numpy 2.4.6 over TA-Lib 0.8.2 ATR.
 */
export function renkoAtr(period = 14): IndicatorSpec<'close' | 'open' | 'bricks'> {
  requireWhole('period', period, 1)
  return bricks(`renkoAtr(${period})`, period + 1, () => new RenkoAtr(period))
}

function bricks(
  key: string,
  warmup: number,
  stream: () => CellStream,
): IndicatorSpec<'close' | 'open' | 'bricks'> {
  return defineIndicator({
    key,
    lines: [
      { name: 'close', unit: inPrice, warmup },
      { name: 'open', unit: inPrice, warmup },
      { name: 'bricks', unit: plain, warmup },
    ],
    stream,
  })
}

/** Lays bricks into `own`. */
function lay(own: Float64Array, readings: Float64Array, value: number): void {
  const brick = own[size] as number
  const top = Math.max(own[open] as number, own[close] as number)
  const bottom = Math.min(own[open] as number, own[close] as number)
  const up = brick > 0 ? Math.floor((value - top) / brick) : 0
  const down = brick > 0 ? Math.floor((bottom - value) / brick) : 0
  if (up > 0) {
    own[close] = top + up * brick
    own[open] = own[close] - brick
  } else if (down > 0) {
    own[close] = bottom - down * brick
    own[open] = own[close] + brick
  }
  readings[0] = own[close] as number
  readings[1] = own[open] as number
  readings[2] = up > 0 ? up : down > 0 ? -down : 0
}

class Renko extends CellStream {
  readonly #brick: number

  constructor(brick: number) {
    super(3, [], 3)
    this.#brick = brick
  }

  protected override step({ close: closes }: BarArrays, row: number): void {
    const { own } = this
    const value = closes[row] as number
    if (own[size] === 0) {
      own[size] = this.#brick
      own[open] = Math.round(value / this.#brick) * this.#brick
      own[close] = own[open]
    }
    lay(own, this.readings, value)
  }
}

class RenkoAtr extends CellStream {
  readonly #range: TrueRange
  readonly #mean: Exponential

  constructor(period: number) {
    const range = new TrueRange()
    const mean = new Exponential(period, 1 / period)
    super(3, [range, mean], 4)
    this.#range = range
    this.#mean = mean
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    const value = columns.close[row] as number
    const height = this.#mean.push(this.#range.push(columns, row))
    if (Number.isNaN(height)) return
    if (own[3] === 0) {
      own[3] = 1
      own[size] = height
      own[open] = value
      own[close] = value
    }
    lay(own, this.readings, value)
  }
}
