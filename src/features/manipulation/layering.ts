import type { Json } from '../../base/index.ts'
import { requireBetween, requirePositive, requireWhole } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { loadNumbers, savedParts, saveNumbers } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'
import { LastTrades } from './last-trades.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'
import { RecentOrders } from './recent-orders.ts'
import { Suspicion } from './suspicion.ts'
import { UsualSize } from './usual-size.ts'

export type LayeringOptions = AlertOptions & {
  /** How many times the usual added size a layer has at least. Positive; 2.5. */
  readonly sizeMultiple?: number
  /** Prices at which layers must be withdrawn together. Whole, 2 or more; 3. */
  readonly layersMin?: number
  /** Together is within so long, for coming and for going. Unit: us; 0.5 seconds. */
  readonly togetherUs?: number
  /** A like order on the other side within so long makes it a maker's. Unit: us; 0.05 s. */
  readonly twinUs?: number
  /** Share of a layer that must leave unfilled. 0 to 1; 0.9. */
  readonly unfilledShare?: number
  /** Older layers are taken to be meant. Unit: us; 6 seconds. */
  readonly lifeMaxUs?: number
  /** From the last trade the layers may have drawn to their end. Unit: us; 0.6 seconds. */
  readonly pauseMaxUs?: number
  /** Time after which what was noticed counts 1/e. Unit: us; 20 seconds. */
  readonly memoryUs?: number
  /** Time over which the usual added size is taken. Unit: us; 30 seconds. */
  readonly usualUs?: number
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
 * unfilled, after a short life. Each time gives half a point, and up to one more for the share of
 * the volume meanwhile that went their way, if the last such trade was just before. Makers move
 * their layers too, but those of both sides at once: a layer with a twin is taken to be theirs.
 */
export class LayeringDetector implements ManipulationDetector {
  readonly kind = 'layering'
  readonly #options: Required<Omit<LayeringOptions, keyof AlertOptions | 'memoryUs' | 'usualUs'>>
  readonly #usual: UsualSize
  readonly #orders = new RecentOrders(128)
  readonly #lastTrade = new LastTrades()
  #now = 0
  readonly #suspicion: readonly [bids: Suspicion, asks: Suspicion]
  readonly #leaving = new Float64Array(2 * width)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: LayeringOptions = {}) {
    const { sizeMultiple = 2.5, layersMin = 3, togetherUs = 0.5e6, twinUs = 50_000 } = options
    const { unfilledShare = 0.9, lifeMaxUs = 6e6, pauseMaxUs = 0.6e6, memoryUs = 20e6 } = options
    const { usualUs = 30e6, threshold = 0.8, quietUs = 20e6 } = options
    requirePositive('sizeMultiple', sizeMultiple)
    requireWhole('layersMin', layersMin, 2)
    requirePositive('togetherUs', togetherUs)
    requireVolume('twinUs', twinUs)
    requireBetween('unfilledShare', unfilledShare, 0, 1)
    requirePositive('lifeMaxUs', lifeMaxUs)
    requirePositive('pauseMaxUs', pauseMaxUs)
    const ranges = { togetherUs, twinUs, lifeMaxUs, pauseMaxUs }
    this.#options = { sizeMultiple, layersMin, unfilledShare, ...ranges }
    this.#usual = new UsualSize(usualUs)
    const alerts = { threshold, quietUs }
    this.#suspicion = [new Suspicion(memoryUs, alerts), new Suspicion(memoryUs, alerts)]
    this.reset()
  }

  get score(): number | undefined {
    if (this.#usual.value === undefined) return undefined
    const [bids, asks] = this.#suspicion
    return Math.max(bids.scoreAt(this.#now), asks.scoreAt(this.#now))
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    this.#now = event.ts
    if (event.kind === 'traded') {
      this.#orders.trade(event)
      this.#lastTrade.add(event)
      return undefined
    }
    if (event.kind === 'canceled') return this.#onCancel(event)
    const usual = this.#usual.value
    this.#usual.add(event.ts, event.size)
    // Half as large ones too: they may be the twin of one that counts.
    if (usual !== undefined && event.size >= (this.#options.sizeMultiple / 2) * usual)
      this.#orders.add(event)
    return undefined
  }

  #onCancel(event: FlowEvent): ManipulationAlert | undefined {
    const { ts, side, price, size } = event
    const { lifeMaxUs, twinUs, sizeMultiple, unfilledShare } = this.#options
    const leastSize = sizeMultiple * (this.#usual.value ?? Number.POSITIVE_INFINITY)
    // Most cancels are small, and end here.
    if (size < leastSize * unfilledShare) return undefined
    const orders = this.#orders
    const row = orders.find(event, side, unfilledShare, lifeMaxUs)
    if (row < 0) return undefined
    orders.remove(row)
    if (orders.sizeOf(row) < leastSize || orders.hasTwin(row, twinUs)) return undefined
    const leaving = this.#leaving
    const at = side === 1 ? 0 : width
    if (ts - (leaving[at + fromTs] as number) > this.#options.togetherUs)
      this.#begin(at, ts, orders.tsOf(row))
    if (leaving[at + lastPrice] !== price) leaving[at + layers] = (leaving[at + layers] ?? 0) + 1
    leaving[at + lastPrice] = price
    leaving[at + lots] = (leaving[at + lots] as number) + size
    const added = orders.tsOf(row)
    leaving[at + firstAdded] = Math.min(added, leaving[at + firstAdded] as number)
    leaving[at + lastAdded] = Math.max(added, leaving[at + lastAdded] as number)
    return this.#judge(event, at, row)
  }

  #begin(at: number, ts: number, added: number): void {
    this.#leaving.set([ts, 0, 0, Number.NaN, added, added, 0], at)
  }

  #judge({ ts, side, price }: FlowEvent, at: number, row: number): ManipulationAlert | undefined {
    const { layersMin, togetherUs, pauseMaxUs } = this.#options
    const leaving = this.#leaving
    const since = leaving[at + firstAdded] as number
    const isCase =
      (leaving[at + layers] as number) >= layersMin &&
      leaving[at + isTold] === 0 &&
      (leaving[at + lastAdded] as number) - since <= togetherUs
    if (!isCase) return undefined
    // As long as they lived, where nobody traded their way.
    const pauseUs = Math.min(ts - since, ts - this.#lastTrade.ts(side))
    leaving[at + isTold] = 1
    const drawn = this.#orders.sameSince(row)
    const traded = drawn + this.#orders.otherSince(row)
    const drawnShare = traded === 0 ? 0 : drawn / traded
    // Half a point for layers that were not meant, and up to one more if others went their way.
    const hasDrawn = pauseUs < Math.min(pauseMaxUs, ts - since) && drawnShare > 0.5
    const points = hasDrawn ? 0.5 + 2 * drawnShare - 1 : 0.5
    const suspicion = this.#suspicion[at === 0 ? 0 : 1]
    if (!suspicion.add(ts, points, since)) return undefined
    const { sinceTs } = suspicion
    const score = suspicion.scoreAt(ts)
    const sizes = { layers: leaving[at + layers] ?? 0, lots: leaving[at + lots] ?? 0 }
    const evidence = { ...sizes, drawnShare, drawn, lifeUs: ts - since, pauseUs }
    return { kind: this.kind, ts, sinceTs, side, price, score, evidence }
  }

  reset(): void {
    this.#now = 0
    this.#usual.reset()
    this.#orders.reset()
    this.#lastTrade.reset()
    for (const each of this.#suspicion) each.reset()
    for (const at of [0, width]) this.#begin(at, Number.MIN_SAFE_INTEGER, 0)
  }

  save(): Json {
    const [bids, asks] = this.#suspicion
    const parts = [this.#usual.save(), this.#orders.save(), this.#lastTrade.save()]
    return [...parts, bids.save(), asks.save(), this.#now, saveNumbers(this.#leaving)]
  }

  load(state: Json): void {
    const [
      usual = null,
      orders = null,
      last = null,
      bids = null,
      asks = null,
      now,
      leaving = null,
    ] = savedParts(state, 7)
    this.#usual.load(usual)
    this.#orders.load(orders)
    this.#lastTrade.load(last)
    this.#suspicion[0].load(bids)
    this.#suspicion[1].load(asks)
    this.#now = Number(now)
    loadNumbers(leaving, this.#leaving)
  }
}
