import type { Json } from '../../../base/index.ts'
import type { LatencyModel } from './latency-model.ts'

/**
 * Messages take as long as they were measured to, on a straight line between two measurements;
 * before the first and after the last as long as that one.
 *
 * @see `IntpOrderLatency` of hftbacktest 2.4, which does the same.
 */
export class ReplayedLatency implements LatencyModel {
  readonly #ts: Float64Array
  readonly #us: Float64Array
  /** The last measurement at or before the time looked up last: time mostly goes on. */
  #row = 0

  /** @param ts - Rising, at least one. @param us - What was measured then, 0 or more. */
  constructor(ts: Float64Array, us: Float64Array) {
    this.#ts = ts
    this.#us = us
  }

  at(ts: number): number {
    if (ts < (this.#ts[this.#row] as number)) this.#row = 0
    while (ts >= (this.#ts[this.#row + 1] ?? Number.POSITIVE_INFINITY)) this.#row += 1
    const from = this.#ts[this.#row] as number
    const here = this.#us[this.#row] as number
    const next = this.#us[this.#row + 1]
    if (ts <= from || next === undefined) return Math.round(here)
    const span = (this.#ts[this.#row + 1] as number) - from
    return Math.round(here + ((next - here) * (ts - from)) / span)
  }

  save(): Json {
    return null
  }

  load(): void {
    this.#row = 0
  }
}
