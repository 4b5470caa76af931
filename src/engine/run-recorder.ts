import {
  type DecisionMade,
  type IntentRefused,
  type Micros,
  minorPerUnit,
  type ModeChanged,
  type OrderEvent,
  type OrderIntent,
} from '../domain/index.ts'
import type { DeskObserver } from './observer.ts'
import type { EquityCurve, FillRow } from './run-result.ts'

/** Writes down what a run was: equity after every distinct time, every fill, every refusal. */
export class RunRecorder implements DeskObserver {
  readonly fills: FillRow[] = []
  readonly refusals: Record<string, number> = {}
  halted: { readonly ts: Micros; readonly reason: string } | undefined
  readonly #ts: Float64Array
  readonly #equity: Float64Array
  readonly #exposure: Float64Array
  #length = 0
  #last: number = Number.NaN

  /**
   * @param capacity - The most distinct times there can be.
   * @param memory - Where the curve is written, when it is not to be fresh memory: at least three
   *   times the capacity. A later run given the same memory overwrites this one's curve.
   */
  constructor(capacity: number, memory: Float64Array = new Float64Array(3 * capacity)) {
    this.#ts = memory.subarray(0, capacity)
    this.#equity = memory.subarray(capacity, 2 * capacity)
    this.#exposure = memory.subarray(2 * capacity, 3 * capacity)
  }

  get curve(): EquityCurve {
    return {
      length: this.#length,
      ts: this.#ts.subarray(0, this.#length),
      equity: this.#equity.subarray(0, this.#length),
      exposure: this.#exposure.subarray(0, this.#length),
    }
  }

  onMark(ts: Micros, equity: number, gross: number): void {
    // Several instruments may close a bar at one time: the last one has seen them all.
    if (ts !== this.#last) {
      this.#last = ts
      this.#length += 1
    }
    const at = this.#length - 1
    this.#ts[at] = ts
    this.#equity[at] = equity / minorPerUnit
    this.#exposure[at] = gross / equity
  }

  onFill(fill: FillRow): void {
    this.fills.push(fill)
  }

  onRefusal(refusal: IntentRefused): void {
    this.refusals[refusal.limit] = (this.refusals[refusal.limit] ?? 0) + 1
  }

  onMode(change: ModeChanged): void {
    this.halted ??= { ts: change.ts, reason: change.reason }
  }

  onDecision(_decision: DecisionMade): void {}
  onOrder(_order: OrderIntent): void {}
  onOrderEvent(_event: OrderEvent): void {}
}
