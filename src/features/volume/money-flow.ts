import { requireWhole } from '../../quant/index.ts'
import { Exponential, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inVolume, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'

/** Where in its range a bar closed, -1 at the low to 1 at the high; 0 without a range. */
function closeLocation({ high, low, close }: BarArrays, row: number): number {
  const top = high[row] as number
  const bottom = low[row] as number
  const value = close[row] as number
  return top === bottom ? 0 : (value - bottom - (top - value)) / (top - bottom)
}

/**
 * Accumulation/distribution line: volume times where in its range the bar closed, added up.
 *
 * @see Chaikin. Golden numbers: TA-Lib 0.8.2 AD.
 */
export function accumulation(): IndicatorSpec<'line'> {
  return defineIndicator({
    key: 'accumulation()',
    lines: [{ name: 'line', unit: inVolume, warmup: 1 }],
    stream: () => new Accumulation(1, [], 1),
  })
}

class Accumulation extends CellStream {
  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    own[0] = (own[0] as number) + closeLocation(columns, row) * (columns.volume[row] as number)
    this.readings[0] = own[0]
  }
}

/**
 * Chaikin oscillator: a fast average of the accumulation line less a slow one. Seeded with the
 * means of the first windows; TA-Lib seeds with the first value and agrees after some 150 bars.
 *
 * @param fast - Window, bars. Whole, >= 1.
 * @param slow - Window, bars. Whole, above `fast`.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: TA-Lib 0.8.2 ADOSC after 150 bars.
 */
export function chaikinOscillator(fast = 3, slow = 10): IndicatorSpec<'oscillator'> {
  requireFastAndSlow(fast, slow)
  return defineIndicator({
    key: `chaikinOscillator(${fast},${slow})`,
    lines: [{ name: 'oscillator', unit: inVolume, warmup: slow }],
    stream: () => new ChaikinOscillator(fast, slow),
  })
}

class ChaikinOscillator extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential

  constructor(fast: number, slow: number) {
    const cells = [new Exponential(fast), new Exponential(slow)] as const
    super(1, cells, 1)
    this.#fast = cells[0]
    this.#slow = cells[1]
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    const line = (own[0] as number) + closeLocation(columns, row) * (columns.volume[row] as number)
    own[0] = line
    this.readings[0] = this.#fast.push(line) - this.#slow.push(line)
  }
}

/**
 * Chaikin money flow: over the window, volume times where its bars closed, over the volume. Without
 * volume it reads 0.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: Stock.Indicators GetCmf, TTR 0.24.3 CMF.
 */
export function chaikinMoneyFlow(period = 20): IndicatorSpec<'flow'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `chaikinMoneyFlow(${period})`,
    lines: [{ name: 'flow', unit: plain, warmup: period, range: [-1, 1] }],
    stream: () => new ChaikinMoneyFlow(period),
  })
}

class ChaikinMoneyFlow extends CellStream {
  readonly #flow: RollingSum
  readonly #volume: RollingSum

  constructor(period: number) {
    const cells = [new RollingSum(period), new RollingSum(period)] as const
    super(1, cells)
    this.#flow = cells[0]
    this.#volume = cells[1]
  }

  protected override step(columns: BarArrays, row: number): void {
    const traded = columns.volume[row] as number
    const flow = this.#flow.push(closeLocation(columns, row) * traded)
    const volume = this.#volume.push(traded)
    this.readings[0] = volume === 0 ? 0 : flow / volume
  }
}

/**
 * Money flow index: the strength index of money. Typical price times volume counts as in on bars
 * whose typical price rose and as out where it fell, over the window. Where neither flowed it
 * reads 50.
 *
 * @param period - Window, in changes. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is out of range.
 * @see Quong and Soudack 1989. Golden numbers: TA-Lib 0.8.2 MFI, Stock.Indicators GetMfi.
 */
export function moneyFlowIndex(period = 14): IndicatorSpec<'index'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `moneyFlowIndex(${period})`,
    lines: [{ name: 'index', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new MoneyFlowIndex(period),
  })
}

class MoneyFlowIndex extends CellStream {
  readonly #in: RollingSum
  readonly #out: RollingSum

  constructor(period: number) {
    const cells = [new RollingSum(period), new RollingSum(period)] as const
    super(1, cells, 2)
    this.#in = cells[0]
    this.#out = cells[1]
  }

  protected override step({ high, low, close, volume }: BarArrays, row: number): void {
    const { own } = this
    const typical = ((high[row] as number) + (low[row] as number) + (close[row] as number)) / 3
    const before = own[0] as number
    own[0] = typical
    if (own[1] === 0) {
      own[1] = 1
      return
    }
    const money = typical * (volume[row] as number)
    const into = this.#in.push(typical > before ? money : 0)
    const out = this.#out.push(typical < before ? money : 0)
    if (!Number.isNaN(into)) this.readings[0] = into + out > 0 ? 100 * (into / (into + out)) : 50
  }
}
