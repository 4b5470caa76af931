import { requirePositive, requireWhole } from '../../quant/index.ts'
import { RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const anchor = 0
const mean = 1
const squares = 2
const volumes = 3

/**
 * Volume-weighted average price since an anchor, and a band of `width` weighted deviations around
 * it. Prices are typical ones. Until something was traded since the anchor it reads the typical
 * price itself.
 *
 * @param sessionUs - The anchor moves whenever a multiple of this passes, UTC, by the close of the
 *   bar: a bar that closes at midnight belongs to the day that ends. Microseconds; a day if left
 *   out.
 * @param width - Deviations to each side. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: Stock.Indicators GetVwap; its definition in pandas for sessions and bands.
 */
export function vwap(
  sessionUs = 86_400_000_000,
  width = 2,
): IndicatorSpec<'vwap' | 'upper' | 'lower'> {
  requireWhole('sessionUs', sessionUs, 1)
  return since(`vwap(${sessionUs},${width})`, sessionUs, width)
}

/**
 * The same since the first bar.
 *
 * @param width - Deviations to each side. Above 0.
 * @throws ArgumentError when it is not.
 * @see Golden numbers: Stock.Indicators GetVwap; numpy 2.4.6 for the band.
 */
export function anchoredVwap(width = 2): IndicatorSpec<'vwap' | 'upper' | 'lower'> {
  return since(`anchoredVwap(${width})`, undefined, width)
}

function since(
  key: string,
  sessionUs: number | undefined,
  width: number,
): IndicatorSpec<'vwap' | 'upper' | 'lower'> {
  requirePositive('width', width)
  return defineIndicator({
    key,
    lines: [
      { name: 'vwap', unit: inPrice, warmup: 1 },
      { name: 'upper', unit: inPrice, warmup: 1 },
      { name: 'lower', unit: inPrice, warmup: 1 },
    ],
    stream: () => new Vwap(sessionUs, width),
  })
}

class Vwap extends CellStream {
  readonly #sessionUs: number | undefined
  readonly #width: number

  constructor(sessionUs: number | undefined, width: number) {
    super(3, [], 4)
    this.#sessionUs = sessionUs
    this.#width = width
  }

  protected override step({ ts, high, low, close, volume }: BarArrays, row: number): void {
    const { own, readings } = this
    const typical = ((high[row] as number) + (low[row] as number) + (close[row] as number)) / 3
    // 1 and more, so that 0 is "no anchor yet".
    const session =
      this.#sessionUs === undefined ? 1 : Math.ceil((ts[row] as number) / this.#sessionUs) + 1
    if (own[anchor] !== session) {
      own.fill(0)
      own[anchor] = session
    }
    const traded = volume[row] as number
    const total = (own[volumes] as number) + traded
    own[volumes] = total
    if (traded > 0) {
      const gap = typical - (own[mean] as number)
      own[mean] = (own[mean] as number) + gap * (traded / total)
      own[squares] = (own[squares] as number) + traded * gap * (typical - own[mean])
    }
    const center = total > 0 ? (own[mean] as number) : typical
    const spread = total > 0 ? Math.max(0, own[squares] as number) / total : 0
    const reach = this.#width * Math.sqrt(spread)
    readings[0] = center
    readings[1] = center + reach
    readings[2] = center - reach
  }
}

/**
 * Volume-weighted average of the typical prices of the window. A window without volume reads the
 * typical price of its last bar.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: its definition in pandas 3.1.1.
 */
export function rollingVwap(period = 20): IndicatorSpec<'vwap'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `rollingVwap(${period})`,
    lines: [{ name: 'vwap', unit: inPrice, warmup: period }],
    stream: () => new RollingVwap(period),
  })
}

class RollingVwap extends CellStream {
  readonly #money: RollingSum
  readonly #volume: RollingSum

  constructor(period: number) {
    const cells = [new RollingSum(period), new RollingSum(period)] as const
    super(1, cells)
    this.#money = cells[0]
    this.#volume = cells[1]
  }

  protected override step({ high, low, close, volume }: BarArrays, row: number): void {
    const typical = ((high[row] as number) + (low[row] as number) + (close[row] as number)) / 3
    const traded = volume[row] as number
    const paid = this.#money.push(typical * traded)
    const total = this.#volume.push(traded)
    if (!Number.isNaN(total)) this.readings[0] = total > 0 ? paid / total : typical
  }
}
