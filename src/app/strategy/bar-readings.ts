import { type BarColumns, dayUs, type Instrument } from '../../domain/index.ts'
import { atr, bollinger, ema, overBars, rsi, sma, type SomeBars } from '../../features/index.ts'
import type { ReadingRow } from '../../journal/index.ts'
import { regimeAt, regimeText } from '../../memory/index.ts'

/**
 * What stood at every bar of an instrument: a few usual indicators, changes of a day and a week,
 * and what the market was like. Each row is from bars up to it alone.
 *
 * @param isHeldAt - Whether something was held at the close of a row.
 * @param isScanAt - Rows that were judged; others are read and not told.
 */
export function* barReadings(
  { id, tickSize, lotSize }: Instrument,
  columns: BarColumns,
  isScanAt: (row: number) => boolean,
  isHeldAt: (row: number) => boolean,
): Generator<ReadingRow, void> {
  const read = indicatorsOf(columns, tickSize, lotSize)
  const { ts } = columns
  const backs = [dayUs, 7 * dayUs].map((us) => new Lookback(ts, us))
  for (let row = 0; row < columns.length; row += 1) {
    const close = read.close[row] ?? Number.NaN
    const [change24h = Number.NaN, change7d = Number.NaN] = backs.map((back) => {
      const then = back.rowAt(row)
      return then === undefined ? Number.NaN : close / (read.close[then] ?? Number.NaN) - 1
    })
    if (!isScanAt(row)) continue
    const at = (of: Float64Array): number => of[row] ?? Number.NaN
    yield {
      ...{
        ts: Number(ts[row]) as ReadingRow['ts'],
        instrument: id,
        close,
        volume: at(read.volume),
      },
      ...{ change24h, change7d, regime: regimeText(regimeAt(columns, row)), rsi14: at(read.rsi) },
      emaGapAtr: (at(read.fast) - at(read.slow)) / at(read.atr),
      atrShare: at(read.atr) / close,
      volumeRatio: at(read.volume) / at(read.usual),
      ...{ band: at(read.band), isHeld: isHeldAt(row) },
    }
  }
}

function indicatorsOf(
  columns: BarColumns,
  tickSize: number,
  lotSize: number,
): Readonly<
  Record<'close' | 'volume' | 'rsi' | 'fast' | 'slow' | 'atr' | 'usual' | 'band', Float64Array>
> {
  const all = columns.slice(0, columns.length)
  const scaled = (column: Float64Array, step: number): Float64Array =>
    column.map((value) => value * step)
  const [close, volume] = [scaled(all.close, tickSize), scaled(all.volume, lotSize)]
  const [high, low] = [scaled(all.high, tickSize), scaled(all.low, tickSize)]
  const bars: SomeBars = { close, high, low, open: scaled(all.open, tickSize), volume, ts: all.ts }
  return {
    ...{ close, volume },
    rsi: overBars(rsi(14), bars).rsi,
    fast: overBars(ema(9), bars).ema,
    slow: overBars(ema(21), bars).ema,
    atr: overBars(atr(14), bars).atr,
    usual: overBars(sma(20), { close: volume }).sma,
    band: overBars(bollinger(20, 2), bars).percentB,
  }
}

/** Finds the newest row that is at least so long ago; asked of rows in their order. */
class Lookback {
  readonly #ts: Float64Array
  readonly #us: number
  #row = -1

  constructor(ts: Float64Array, us: number) {
    this.#ts = ts
    this.#us = us
  }

  rowAt(row: number): number | undefined {
    const then = Number(this.#ts[row]) - this.#us
    while (Number(this.#ts[this.#row + 1]) <= then && this.#row + 1 < row) this.#row += 1
    return this.#row < 0 ? undefined : this.#row
  }
}
