import { assert, type Json } from '../base/index.ts'
import { type BarColumns, formatInterval } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import {
  type FeatureMarket,
  type FeatureSpec,
  type Indicator,
  numbersToSave,
  savedNumbers,
} from './indicator.ts'
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
  assert(spec.outside === undefined, `${spec.key} goes by its own times`)
  const named = (key: string): string => `${key}@${formatInterval(us)}`
  return {
    key: named(spec.key),
    ...(spec.part && { part: { ...spec.part, of: named(spec.part.of) } }),
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
  readonly lines: readonly Float64Array[]
  readonly longBars: LongBars
  readonly #inner: Indicator
  /** Long bars of the last block: `lines` up to this index stand. */
  #count = 0

  constructor(market: FeatureMarket, us: number, spec: FeatureSpec) {
    this.longBars = market.longBars(us)
    this.#inner = spec.create({ ...market, intervalUs: us })
    this.lines = this.#inner.lines.map(() => new Float64Array(blockRows + 2).fill(Number.NaN))
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { longBars } = this
    longBars.fold(bars, from, to)
    const { closed } = longBars
    this.#inner.fold(closed, 0, closed.length)
    for (const [line, values] of this.lines.entries()) {
      values[0] = values[this.#count] as number
      values.set((this.#inner.lines[line] as Float64Array).subarray(0, closed.length), 1)
    }
    this.#count = closed.length
  }

  save(): Json {
    const readings = this.lines.map((values) => values[this.#count] as number)
    return {
      inner: this.#inner.save(),
      long: this.longBars.save(),
      readings: numbersToSave(readings),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly inner: Json; readonly long: Json; readonly readings: Json }
    this.#inner.load(saved.inner)
    this.longBars.load(saved.long)
    this.#count = 0
    for (const [line, reading] of savedNumbers(saved.readings).entries())
      (this.lines[line] as Float64Array)[0] = reading
  }
}
