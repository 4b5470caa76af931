import { assert, type Json } from '../base/index.ts'
import { BarColumns, formatInterval } from '../domain/index.ts'
import { blockRows, type FeatureSpec, type Indicator } from './indicator.ts'

/**
 * `spec` over longer bars: those of the market are put together into bars of `us`, aligned to UTC,
 * and the reading stands until the next of them has closed. A bar still open is never looked at.
 * Where the market's own bars are as long or longer, it is `spec` itself.
 *
 * @param us - Length of the longer bars, microseconds.
 */
export function every(us: number, spec: FeatureSpec): FeatureSpec {
  assert(spec.everyUs === undefined, `${spec.key} is over longer bars already`)
  return {
    key: `${spec.key}@${formatInterval(us)}`,
    warmup: spec.warmup,
    everyUs: us,
    create: (tickSize, intervalUs) =>
      intervalUs >= us
        ? spec.create(tickSize, intervalUs)
        : new Every(us, spec.create(tickSize, us)),
  }
}

/** How many bars of `intervalUs` pass before `spec` has its first reading, at the latest. */
export function warmupRows(spec: FeatureSpec, intervalUs: number): number {
  const { warmup, everyUs } = spec
  if (everyUs === undefined || intervalUs >= everyUs) return warmup
  // The first long bar may be cut short, so one more of them may be needed.
  return (warmup + 1) * Math.ceil(everyUs / intervalUs)
}

/** The long bar being put together. Ticks and lots. */
type Open = { high: number; low: number; open: number; close: number; volume: number; end: number }

class Every implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #us: number
  readonly #inner: Indicator
  /** One row, written over each time a long bar closes. */
  readonly #closed: BarColumns = new BarColumns(1)
  #open: Open = emptyAt(0)
  #reading: number = Number.NaN

  constructor(us: number, inner: Indicator) {
    this.#us = us
    this.#inner = inner
    this.#closed.push(0, 0, 0, 0, 0, 0)
  }

  fold(bars: BarColumns, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const ts = bars.ts[row] as number
      const end = Math.ceil(ts / this.#us) * this.#us
      // After a gap the bar before it closes late: it was not known to be over until now.
      if (end !== this.#open.end) this.#close(end)
      this.#add(bars, row)
      if (ts === end) this.#close(end + this.#us)
      this.values[row - from] = this.#reading
    }
  }

  #add(bars: BarColumns, row: number): void {
    const open = this.#open
    if (Number.isNaN(open.open)) open.open = bars.open[row] as number
    open.high = Math.max(open.high, bars.high[row] as number)
    open.low = Math.min(open.low, bars.low[row] as number)
    open.close = bars.close[row] as number
    open.volume += bars.volume[row] as number
  }

  #close(nextEnd: number): void {
    const { open, high, low, close, volume, end } = this.#open
    this.#open = emptyAt(nextEnd)
    if (Number.isNaN(open)) return
    const bars = this.#closed
    bars.ts[0] = end
    bars.open[0] = open
    bars.high[0] = high
    bars.low[0] = low
    bars.close[0] = close
    bars.volume[0] = volume
    this.#inner.fold(bars, 0, 1)
    this.#reading = this.#inner.values[0] as number
  }

  save(): Json {
    const { open, high, low, close, volume, end } = this.#open
    const isEmpty = Number.isNaN(open)
    return {
      inner: this.#inner.save(),
      open: isEmpty ? [end] : [end, open, high, low, close, volume],
      reading: Number.isNaN(this.#reading) ? null : this.#reading,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly inner: Json; readonly open: Json; readonly reading: Json }
    const [end = 0, open, high = 0, low = 0, close = 0, volume = 0] =
      saved.open as readonly number[]
    this.#inner.load(saved.inner)
    this.#open = open === undefined ? emptyAt(end) : { end, open, high, low, close, volume }
    this.#reading = saved.reading === null ? Number.NaN : Number(saved.reading)
  }
}

function emptyAt(end: number): Open {
  return {
    open: Number.NaN,
    high: Number.NEGATIVE_INFINITY,
    low: Number.POSITIVE_INFINITY,
    close: 0,
    volume: 0,
    end,
  }
}
