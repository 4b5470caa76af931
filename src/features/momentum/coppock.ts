import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingWeighted } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { percentChange } from '../percent-change.ts'

/**
 * Coppock curve: the weighted average of two rates of change added, percent.
 *
 * @param long - Bars of the longer rate. Whole, >= 1.
 * @param short - Bars of the shorter rate. Whole, >= 1.
 * @param smooth - Window of the weighted average, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Coppock 1962. Golden numbers: TA-Lib 0.8.2 COPPOCK.
 */
export function coppock(long = 14, short = 11, smooth = 10): IndicatorSpec<'coppock'> {
  requireWhole('long', long, 1)
  requireWhole('short', short, 1)
  requireWhole('smooth', smooth, 1)
  return defineIndicator({
    key: `coppock(${long},${short},${smooth})`,
    lines: [{ name: 'coppock', unit: plain, warmup: Math.max(long, short) + smooth }],
    stream: () => new Coppock(long, short, smooth),
  })
}

class Coppock extends CellStream {
  readonly #long: Delay
  readonly #short: Delay
  readonly #smooth: RollingWeighted

  constructor(long: number, short: number, smooth: number) {
    const pasts = [new Delay(long), new Delay(short)] as const
    const mean = new RollingWeighted(smooth)
    super(1, [...pasts, mean])
    this.#long = pasts[0]
    this.#short = pasts[1]
    this.#smooth = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const long = percentChange(value, this.#long.push(value))
    const short = percentChange(value, this.#short.push(value))
    this.readings[0] = this.#smooth.push(long + short)
  }
}
