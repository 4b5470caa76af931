import type { Json } from '../../base/index.ts'
import type { FlowEvent } from './flow-event.ts'
import type { ManipulationAlert, ManipulationDetector } from './manipulation-detector.ts'
import { WithdrawnOrders, type WithdrawnOptions } from './withdrawn-orders.ts'

/** Defaults of its own: `sizeMultiple` 6, `memoryUs` 15 seconds, `threshold` 0.6. */
export type SpoofingOptions = WithdrawnOptions

/**
 * Spoofing: large orders of one side near the market, withdrawn unfilled after a short life, one
 * after another. Each gives half a point, and up to one more for the share of the volume meanwhile
 * that went its way, if the last such trade was just before it left. What is usual in this market
 * is taken off.
 */
export class SpoofingDetector implements ManipulationDetector {
  readonly kind = 'spoofing'
  readonly #withdrawn: WithdrawnOrders

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: SpoofingOptions = {}) {
    const own = { sizeMultiple: 6, memoryUs: 15e6, threshold: 0.6 }
    this.#withdrawn = new WithdrawnOrders({ ...own, ...options })
  }

  get score(): number | undefined {
    return this.#withdrawn.score
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    const row = this.#withdrawn.hear(event)
    if (row < 0) return undefined
    const verdict = this.#withdrawn.judge(event, row, this.#withdrawn.tsOf(row))
    if (verdict === undefined) return undefined
    const { ts, side, price } = event
    return { kind: this.kind, ts, side, price, ...verdict }
  }

  reset(): void {
    this.#withdrawn.reset()
  }

  save(): Json {
    return this.#withdrawn.save()
  }

  load(state: Json): void {
    this.#withdrawn.load(state)
  }
}
