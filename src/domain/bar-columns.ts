import { assert } from '../base/index.ts'

/**
 * Bars of one instrument as columns: row `i` of every array is one bar. Prices in ticks, volume in
 * lots, `ts` the close of the bar in microseconds. Rows past `length` are room to grow into.
 */
export class BarColumns {
  ts: Float64Array
  open: Float64Array
  high: Float64Array
  low: Float64Array
  close: Float64Array
  volume: Float64Array
  length = 0

  /** @param capacity - Rows to make room for. It doubles when full. */
  constructor(capacity: number) {
    this.ts = new Float64Array(capacity)
    this.open = new Float64Array(capacity)
    this.high = new Float64Array(capacity)
    this.low = new Float64Array(capacity)
    this.close = new Float64Array(capacity)
    this.volume = new Float64Array(capacity)
  }

  /** Columns over arrays that exist already, all of one length; nothing is copied. */
  static over(columns: {
    readonly ts: Float64Array
    readonly open: Float64Array
    readonly high: Float64Array
    readonly low: Float64Array
    readonly close: Float64Array
    readonly volume: Float64Array
  }): BarColumns {
    const bars = new BarColumns(0)
    const length = columns.ts.length
    for (const column of Object.values(columns))
      assert(column.length === length, 'bar columns differ in length')
    bars.ts = columns.ts
    bars.open = columns.open
    bars.high = columns.high
    bars.low = columns.low
    bars.close = columns.close
    bars.volume = columns.volume
    bars.length = length
    return bars
  }

  push(ts: number, open: number, high: number, low: number, close: number, volume: number): void {
    if (this.length === this.ts.length) this.#grow()
    const row = this.length
    this.ts[row] = ts
    this.open[row] = open
    this.high[row] = high
    this.low[row] = low
    this.close[row] = close
    this.volume[row] = volume
    this.length = row + 1
  }

  /** Adds every row of `page`. */
  append(page: BarColumns): void {
    for (let row = 0; row < page.length; row += 1)
      this.push(
        page.ts[row] as number,
        page.open[row] as number,
        page.high[row] as number,
        page.low[row] as number,
        page.close[row] as number,
        page.volume[row] as number,
      )
  }

  /** Rows [`from`, `to`) over the same memory. */
  slice(from: number, to: number): BarColumns {
    return BarColumns.over({
      ts: this.ts.subarray(from, to),
      open: this.open.subarray(from, to),
      high: this.high.subarray(from, to),
      low: this.low.subarray(from, to),
      close: this.close.subarray(from, to),
      volume: this.volume.subarray(from, to),
    })
  }

  /** The first row whose `ts` is at or after `ts`; `length` when there is none. */
  rowAt(ts: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.ts[middle] as number) < ts) low = middle + 1
      else high = middle
    }
    return low
  }

  #grow(): void {
    const capacity = Math.max(64, this.ts.length * 2)
    this.ts = grown(this.ts, capacity)
    this.open = grown(this.open, capacity)
    this.high = grown(this.high, capacity)
    this.low = grown(this.low, capacity)
    this.close = grown(this.close, capacity)
    this.volume = grown(this.volume, capacity)
  }
}

function grown(column: Float64Array, capacity: number): Float64Array {
  const wider = new Float64Array(capacity)
  wider.set(column)
  return wider
}
