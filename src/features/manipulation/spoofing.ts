import type { Json } from '../../base/index.ts'
import { requireBetween, requirePositive } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { savedParts } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'
import { LastTrades } from './last-trades.ts'
import { RecentOrders } from './recent-orders.ts'
import { Suspicion } from './suspicion.ts'
import { UsualSize } from './usual-size.ts'

export type SpoofingOptions = AlertOptions & {
  /** How many times the usual added size is large. Positive; 6. */
  readonly sizeMultiple?: number
  /** Share of a large order that must leave unfilled. 0 to 1; 0.9. */
  readonly unfilledShare?: number
  /** Older orders are taken to be meant. Unit: us; 6 seconds. */
  readonly lifeMaxUs?: number
  /** From the last trade the order may have drawn to its cancel, at most. Unit: us; 0.6 seconds. */
  readonly pauseMaxUs?: number
  /** A like order on the other side within so long makes it a maker's. Unit: us; 0.05 s. */
  readonly twinUs?: number
  /** Time after which what was noticed counts 1/e. Unit: us; 15 seconds. */
  readonly memoryUs?: number
  /** Time over which the usual added size is taken. Unit: us; 30 seconds. */
  readonly usualUs?: number
}

/**
 * Spoofing: large orders of one side, withdrawn unfilled after a short life, one after another.
 * Each gives half a point, and up to one more for the share of the volume meanwhile that went its
 * way, if the last such trade was just before it left.
 *
 * An honest large order that is given up gives points too: the default threshold asks for about two
 * points on one side within the memory.
 */
export class SpoofingDetector implements ManipulationDetector {
  readonly kind = 'spoofing'
  readonly #options: Required<Omit<SpoofingOptions, keyof AlertOptions | 'memoryUs' | 'usualUs'>>
  readonly #usual: UsualSize
  readonly #large = new RecentOrders(128)
  readonly #suspicion: readonly [bids: Suspicion, asks: Suspicion]
  readonly #lastTrade = new LastTrades()
  #now = 0

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: SpoofingOptions = {}) {
    const { sizeMultiple = 6, unfilledShare = 0.9, lifeMaxUs = 6e6, pauseMaxUs = 0.6e6 } = options
    const {
      twinUs = 50_000,
      memoryUs = 15e6,
      usualUs = 30e6,
      threshold = 0.85,
      quietUs = 20e6,
    } = options
    requirePositive('sizeMultiple', sizeMultiple)
    requireBetween('unfilledShare', unfilledShare, 0, 1)
    requirePositive('lifeMaxUs', lifeMaxUs)
    requirePositive('pauseMaxUs', pauseMaxUs)
    requireVolume('twinUs', twinUs)
    this.#options = { sizeMultiple, unfilledShare, lifeMaxUs, pauseMaxUs, twinUs }
    this.#usual = new UsualSize(usualUs)
    const alerts = { threshold, quietUs }
    this.#suspicion = [new Suspicion(memoryUs, alerts), new Suspicion(memoryUs, alerts)]
  }

  get score(): number | undefined {
    if (this.#usual.value === undefined) return undefined
    const [bids, asks] = this.#suspicion
    return Math.max(bids.scoreAt(this.#now), asks.scoreAt(this.#now))
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    this.#now = event.ts
    if (event.kind === 'traded') {
      this.#large.trade(event)
      this.#lastTrade.add(event)
      return undefined
    }
    if (event.kind === 'canceled') return this.#onCancel(event)
    const usual = this.#usual.value
    this.#usual.add(event.ts, event.size)
    // Half as large ones too: they may be the twin of one that counts.
    if (usual !== undefined && event.size >= (this.#options.sizeMultiple / 2) * usual)
      this.#large.add(event)
    return undefined
  }

  #onCancel(event: FlowEvent): ManipulationAlert | undefined {
    const { ts, side, price } = event
    const { unfilledShare, lifeMaxUs, pauseMaxUs, twinUs } = this.#options
    const large = this.#large
    const usual = this.#usual.value
    const leastSize = this.#options.sizeMultiple * (usual ?? Number.POSITIVE_INFINITY)
    // Most cancels are small, and end here.
    if (usual === undefined || event.size < leastSize * unfilledShare) return undefined
    const row = large.find(event, side, unfilledShare, lifeMaxUs)
    if (row < 0) return undefined
    large.remove(row)
    const lifeUs = ts - large.tsOf(row)
    // As long as it lived, where nobody traded its way.
    const pauseUs = Math.min(lifeUs, ts - this.#lastTrade.ts(side))
    if (large.sizeOf(row) < leastSize || large.hasTwin(row, twinUs)) return undefined
    const drawn = large.sameSince(row)
    const traded = drawn + large.otherSince(row)
    const drawnShare = traded === 0 ? 0 : drawn / traded
    // Half a point for an order that was not meant, and up to one more if others went its way.
    const hasDrawn = pauseUs < Math.min(pauseMaxUs, lifeUs) && drawnShare > 0.5
    const points = hasDrawn ? 0.5 + 2 * drawnShare - 1 : 0.5
    const suspicion = this.#suspicion[side === 1 ? 0 : 1]
    if (!suspicion.add(ts, points, large.tsOf(row))) return undefined
    const { sinceTs } = suspicion
    const score = suspicion.scoreAt(ts)
    const sizeMultiple = large.sizeOf(row) / usual
    const evidence = { size: large.sizeOf(row), sizeMultiple, drawnShare, drawn, lifeUs, pauseUs }
    return { kind: this.kind, ts, sinceTs, side, price, score, evidence }
  }

  reset(): void {
    this.#now = 0
    this.#usual.reset()
    this.#large.reset()
    this.#lastTrade.reset()
    for (const each of this.#suspicion) each.reset()
  }

  save(): Json {
    const [bids, asks] = this.#suspicion
    const parts = [this.#usual.save(), this.#large.save(), this.#lastTrade.save()]
    return [...parts, bids.save(), asks.save(), this.#now]
  }

  load(state: Json): void {
    const [usual = null, large = null, last = null, bids = null, asks = null, now] = savedParts(
      state,
      6,
    )
    this.#usual.load(usual)
    this.#large.load(large)
    this.#lastTrade.load(last)
    this.#suspicion[0].load(bids)
    this.#suspicion[1].load(asks)
    this.#now = Number(now)
  }
}
