import { assert, type Json } from '../base/index.ts'
import { type BarColumns, formatInterval } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import type { FeatureMarket, FeatureSpec, Indicator } from './indicator.ts'
import type { LongBars } from './long-bars.ts'

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
    create: (market) =>
      market.intervalUs >= us ? spec.create(market) : new Every(market, us, spec),
  }
}

/** How many bars of `intervalUs` pass before `spec` has its first reading, at the latest. */
export function warmupRows(spec: FeatureSpec, intervalUs: number): number {
  const { warmup, everyUs } = spec
  if (everyUs === undefined || intervalUs >= everyUs) return warmup
  // The first long bar may be cut short, so one more of them may be needed.
  return (warmup + 1) * Math.ceil(everyUs / intervalUs)
}

class Every implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows + 2).fill(Number.NaN)
  readonly longBars: LongBars
  readonly #inner: Indicator
  /** Long bars of the last block: `values` up to this index stand. */
  #count = 0

  constructor(market: FeatureMarket, us: number, spec: FeatureSpec) {
    this.longBars = market.longBars(us)
    this.#inner = spec.create({ ...market, intervalUs: us })
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values, longBars } = this
    longBars.fold(bars, from, to)
    const { closed } = longBars
    this.#inner.fold(closed, 0, closed.length)
    values[0] = values[this.#count] as number
    values.set(this.#inner.values.subarray(0, closed.length), 1)
    this.#count = closed.length
  }

  save(): Json {
    const reading = this.values[this.#count] as number
    return {
      inner: this.#inner.save(),
      long: this.longBars.save(),
      reading: Number.isNaN(reading) ? null : reading,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly inner: Json; readonly long: Json; readonly reading: Json }
    this.#inner.load(saved.inner)
    this.longBars.load(saved.long)
    this.#count = 0
    this.values[0] = saved.reading === null ? Number.NaN : Number(saved.reading)
  }
}
