import type { Json } from '../../base/index.ts'
import { requirePositive, requireWhole } from '../../quant/index.ts'
import { loadParts, saveParts } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'
import type { ManipulationAlert, ManipulationDetector } from './manipulation-detector.ts'
import { WithdrawnOrders, type WithdrawnOptions } from './withdrawn-orders.ts'

/** Defaults of its own: `sizeMultiple` 2.5, `memoryUs` 20 seconds, `threshold` 0.4. */
export type LayeringOptions = WithdrawnOptions & {
  /** Prices at which layers must be withdrawn together. Whole, 2 or more; 3. */
  readonly layersMin?: number
  /** Together is within so long, for coming and for going. Unit: us; 0.5 seconds. */
  readonly togetherUs?: number
}

// Places in the state of a side: the layers now leaving together.
const fromTs = 0
const layers = 1
const lots = 2
const lastPrice = 3
const firstAdded = 4
const lastAdded = 5
const isTold = 6
const width = 7

/**
 * Layering: orders at several prices of one side that came together and are withdrawn together,
 * unfilled, after a short life. Points are given as for spoofing, once for all layers together.
 * Makers move their layers too, but those of both sides at once: a layer with a twin is theirs.
 */
export class LayeringDetector implements ManipulationDetector {
  readonly kind = 'layering'
  readonly #layersMin: number
  readonly #togetherUs: number
  readonly #withdrawn: WithdrawnOrders
  readonly #leaving = new Float64Array(2 * width)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: LayeringOptions = {}) {
    const { layersMin = 3, togetherUs = 0.5e6 } = options
    requireWhole('layersMin', layersMin, 2)
    requirePositive('togetherUs', togetherUs)
    this.#layersMin = layersMin
    this.#togetherUs = togetherUs
    const own = { sizeMultiple: 2.5, memoryUs: 20e6, threshold: 0.4 }
    this.#withdrawn = new WithdrawnOrders({ ...own, ...options })
    this.reset()
  }

  get score(): number | undefined {
    return this.#withdrawn.score
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    const row = this.#withdrawn.hear(event)
    if (row < 0) return undefined
    const at = event.side === 1 ? 0 : width
    this.#leave(event, at, this.#withdrawn.tsOf(row))
    const leaving = this.#leaving
    const since = leaving[at + firstAdded] as number
    const isCase =
      (leaving[at + layers] as number) >= this.#layersMin &&
      leaving[at + isTold] === 0 &&
      (leaving[at + lastAdded] as number) - since <= this.#togetherUs
    if (!isCase) return undefined
    leaving[at + isTold] = 1
    const verdict = this.#withdrawn.judge(event, row, since)
    if (verdict === undefined) return undefined
    const { ts, side, price } = event
    const all = { layers: leaving[at + layers] as number, lots: leaving[at + lots] as number }
    const evidence = { ...verdict.evidence, ...all }
    return { kind: this.kind, ts, side, price, ...verdict, evidence }
  }

  /** One more layer of a side that leaves. */
  #leave({ ts, price, size }: FlowEvent, at: number, added: number): void {
    const leaving = this.#leaving
    if (ts - (leaving[at + fromTs] as number) > this.#togetherUs) this.#begin(at, ts, added)
    if (leaving[at + lastPrice] !== price)
      leaving[at + layers] = (leaving[at + layers] as number) + 1
    leaving[at + lastPrice] = price
    leaving[at + lots] = (leaving[at + lots] as number) + size
    leaving[at + firstAdded] = Math.min(added, leaving[at + firstAdded] as number)
    leaving[at + lastAdded] = Math.max(added, leaving[at + lastAdded] as number)
  }

  #begin(at: number, ts: number, added: number): void {
    this.#leaving.set([ts, 0, 0, Number.NaN, added, added, 0], at)
  }

  reset(): void {
    this.#withdrawn.reset()
    for (const at of [0, width]) this.#begin(at, Number.MIN_SAFE_INTEGER, 0)
  }

  save(): Json {
    return saveParts([this.#withdrawn, this.#leaving])
  }

  load(state: Json): void {
    loadParts(state, [this.#withdrawn, this.#leaving])
  }
}
