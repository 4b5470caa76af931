import { type Micros, minorPerUnit } from '../domain/index.ts'
import type { EquityPoint } from './desk-view.ts'
import { toMs } from './desk-rows.ts'
import { Tail } from './tail.ts'

/** The equity a page draws: two thousand points that always span the whole run. */
export class EquityPoints {
  readonly #points = new Tail<EquityPoint>(2_000)
  #peak = 0
  #peakBefore = 0
  #markTs = 0
  /** Distinct times that were marked. */
  #times = 0
  #every = 1

  /** A peak of before anything was marked here. */
  raise(peak: number): void {
    this.#peak = Math.max(this.#peak, peak)
  }

  /** @param equity - Minor units. */
  onMark(ts: Micros, equity: number): void {
    // Several instruments may close at one time: the last mark of it is what equity was.
    if (ts > this.#markTs) {
      this.#markTs = ts
      this.#peakBefore = this.#peak
      this.#times += 1
    }
    this.#peak = Math.max(this.#peakBefore, equity)
    if (this.#times % this.#every !== 0) return
    const drawdown = this.#peak > 0 ? 1 - equity / this.#peak : 0
    const point = { t: toMs(ts), equity: equity / minorPerUnit, drawdown }
    if (this.#points.last?.t === point.t) this.#points.replaceLast(point)
    else this.#points.push(point)
    // Half as dense from here on.
    if (this.#points.thinWhenFull()) this.#every *= 2
  }

  all(): readonly EquityPoint[] {
    return this.#points.all()
  }

  fresh(): readonly EquityPoint[] {
    return this.#points.fresh()
  }
}
