import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Delay, RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

type Name =
  | 'tenkan'
  | 'kijun'
  | 'senkouA'
  | 'senkouB'
  | 'chikou'
  | 'aheadA'
  | 'aheadB'
  | 'strength'
  | 'support'
  | 'resistance'

/**
 * Ichimoku at one glance. `tenkan`, `kijun` and `senkouB` are middles of the highest and lowest of
 * their windows, `senkouA` the mean of the first two. Both `senkou` are drawn `displacement` bars
 * ahead: at this bar stand those of `displacement` bars ago, and `aheadA`, `aheadB` are those of
 * now, the projection of the cloud. `chikou` is this close, drawn `displacement` bars back: nothing
 * here looks ahead.
 *
 * `strength` is 0 (all for falling) to 100 (all for rising), 20 for each of: close above the cloud,
 * tenkan above kijun, close above kijun, chikou above the close it is drawn at, and the cloud ahead
 * rising; half of it for an even one. `support` and `resistance` are the nearest of kijun and the
 * two senkou at or below the close, and above it; no reading where there is none.
 *
 * @param tenkan - Window of the fast line. Whole, >= 1.
 * @param kijun - Window of the base line. Whole, above `tenkan`.
 * @param senkou - Window of the slow line. Whole, above `kijun`.
 * @param displacement - Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Hosoda 1969. Golden numbers: Stock.Indicators GetIchimoku.
 */
export function ichimoku(
  tenkan = 9,
  kijun = 26,
  senkou = 52,
  displacement = 26,
): IndicatorSpec<Name> {
  requireWhole('tenkan', tenkan, 1)
  requireWhole('kijun', kijun, 2)
  requireWhole('senkou', senkou, 3)
  requireWhole('displacement', displacement, 1)
  if (kijun <= tenkan)
    throw new ArgumentError(`kijun must be above tenkan, ${tenkan}, was ${kijun}`)
  if (senkou <= kijun)
    throw new ArgumentError(`senkou must be above kijun, ${kijun}, was ${senkou}`)
  const all = senkou + displacement
  return defineIndicator({
    key: `ichimoku(${tenkan},${kijun},${senkou},${displacement})`,
    lines: [
      { name: 'tenkan', unit: inPrice, warmup: tenkan },
      { name: 'kijun', unit: inPrice, warmup: kijun },
      { name: 'senkouA', unit: inPrice, warmup: kijun + displacement },
      { name: 'senkouB', unit: inPrice, warmup: all },
      { name: 'chikou', unit: inPrice, warmup: 1 },
      { name: 'aheadA', unit: inPrice, warmup: kijun },
      { name: 'aheadB', unit: inPrice, warmup: senkou },
      { name: 'strength', unit: plain, warmup: all, range: [0, 100] },
      { name: 'support', unit: inPrice, warmup: all, isSparse: true },
      { name: 'resistance', unit: inPrice, warmup: all, isSparse: true },
    ],
    stream: () => new Ichimoku(tenkan, kijun, senkou, displacement),
  })
}

/** An array a line, in their order. */
type Lines = readonly [
  tenkan: Float64Array,
  kijun: Float64Array,
  senkouA: Float64Array,
  senkouB: Float64Array,
  chikou: Float64Array,
  aheadA: Float64Array,
  aheadB: Float64Array,
  strength: Float64Array,
  support: Float64Array,
  resistance: Float64Array,
]

class Ichimoku extends CellStream {
  readonly #tenkan: Middle
  readonly #kijun: Middle
  readonly #senkou: Middle
  readonly #cloudA: Delay
  readonly #cloudB: Delay
  readonly #closes: Delay

  constructor(tenkan: number, kijun: number, senkou: number, displacement: number) {
    const middles = [new Middle(tenkan), new Middle(kijun), new Middle(senkou)] as const
    const delays = [
      new Delay(displacement),
      new Delay(displacement),
      new Delay(displacement),
    ] as const
    super(10, [...middles.flatMap(({ highest, lowest }) => [highest, lowest]), ...delays])
    this.#tenkan = middles[0]
    this.#kijun = middles[1]
    this.#senkou = middles[2]
    this.#cloudA = delays[0]
    this.#cloudB = delays[1]
    this.#closes = delays[2]
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const { readings } = this
    const top = high[row] as number
    const bottom = low[row] as number
    const value = close[row] as number
    const tenkan = this.#tenkan.push(top, bottom)
    const kijun = this.#kijun.push(top, bottom)
    const aheadA = (tenkan + kijun) / 2
    const aheadB = this.#senkou.push(top, bottom)
    const past = this.#closes.push(value)
    readings[0] = tenkan
    readings[1] = kijun
    readings[2] = this.#cloudA.push(aheadA)
    readings[3] = this.#cloudB.push(aheadB)
    readings[4] = value
    readings[5] = aheadA
    readings[6] = aheadB
    if (Number.isNaN(readings[3])) return
    this.#judge(value, past)
  }

  override fold(bars: BarArrays, { from, to, at }: RowSpan, out: readonly Float64Array[]): void {
    let row = from
    for (; row < to && Number.isNaN(this.readings[3]); row += 1)
      super.fold(bars, { from: row, to: row + 1, at: at + row - from }, out)
    if (row < to) this.#foldWarm(bars, { from: row, to, at: at + row - from }, out as Lines)
  }

  /** Once every line has a reading: a line at a time. Lines not read yet serve as scratch. */
  #foldWarm(bars: BarArrays, span: RowSpan, out: Lines): void {
    const [tenkan, kijun, senkouA, senkouB, chikou, aheadA, aheadB, ...judged] = out
    const [strength, past] = judged
    const end = span.at + span.to - span.from
    const written: RowSpan = { from: span.at, to: end, at: span.at }
    this.#tenkan.fold(bars, span, tenkan, strength)
    this.#kijun.fold(bars, span, kijun, strength)
    this.#senkou.fold(bars, span, aheadB, strength)
    for (let i = span.at; i < end; i += 1)
      aheadA[i] = ((tenkan[i] as number) + (kijun[i] as number)) / 2
    this.#cloudA.fold(aheadA, written, senkouA)
    this.#cloudB.fold(aheadB, written, senkouB)
    this.#closes.fold(bars.close, span, past)
    chikou.set(bars.close.subarray(span.from, span.to), span.at)
    for (let i = span.at; i < end; i += 1) this.#judgeAt(i, out)
  }

  #judgeAt(i: number, out: Lines): void {
    const { readings } = this
    for (let line = 0; line < 7; line += 1)
      readings[line] = (out[line] as Float64Array)[i] as number
    this.#judge(readings[4] as number, out[8][i] as number)
    for (let line = 7; line < 10; line += 1)
      (out[line] as Float64Array)[i] = readings[line] as number
  }

  #judge(close: number, past: number): void {
    const { readings } = this
    const tenkan = readings[0] as number
    const kijun = readings[1] as number
    const senkouA = readings[2] as number
    const senkouB = readings[3] as number
    const cloud =
      close > Math.max(senkouA, senkouB) ? 1 : close < Math.min(senkouA, senkouB) ? 0 : 0.5
    const ahead = vote((readings[5] as number) - (readings[6] as number))
    const votes = cloud + vote(tenkan - kijun) + vote(close - kijun) + vote(close - past) + ahead
    readings[7] = 20 * votes
    readings[8] = nearest(close, kijun, senkouA, senkouB, 1)
    readings[9] = -nearest(-close, -kijun, -senkouA, -senkouB, 0)
  }
}

/** The middle of the highest high and lowest low of a window. */
class Middle {
  readonly highest: RollingExtreme
  readonly lowest: RollingExtreme

  constructor(period: number) {
    this.highest = new RollingExtreme(period, 1)
    this.lowest = new RollingExtreme(period, -1)
  }

  push(high: number, low: number): number {
    return (this.highest.push(high) + this.lowest.push(low)) / 2
  }

  fold({ high, low }: BarArrays, span: RowSpan, out: Float64Array, scratch: Float64Array): void {
    this.highest.fold(high, span, out)
    this.lowest.fold(low, span, scratch)
    const end = span.at + span.to - span.from
    for (let i = span.at; i < end; i += 1)
      out[i] = ((out[i] as number) + (scratch[i] as number)) / 2
  }
}

function vote(difference: number): number {
  return difference > 0 ? 1 : difference < 0 ? 0 : 0.5
}

/** The largest of three levels below `close`, or at it when `equal` is 1; NaN where none is. */
function nearest(close: number, a: number, b: number, c: number, equal: 0 | 1): number {
  let best = Number.NEGATIVE_INFINITY
  if ((a < close || (equal === 1 && a === close)) && a > best) best = a
  if ((b < close || (equal === 1 && b === close)) && b > best) best = b
  if ((c < close || (equal === 1 && c === close)) && c > best) best = c
  return best === Number.NEGATIVE_INFINITY ? Number.NaN : best
}
