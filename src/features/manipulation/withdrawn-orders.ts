import type { Json } from '../../base/index.ts'
import { requireBetween, requirePositive } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { loadParts, savedParts, saveParts } from '../microstructure/saved-parts.ts'
import { AlertGate } from './alert-gate.ts'
import type { FlowEvent } from './flow-event.ts'
import { LastTrades } from './last-trades.ts'
import type { AlertOptions, ManipulationAlert } from './manipulation-detector.ts'
import { RecentOrders } from './recent-orders.ts'
import { Surplus } from './surplus.ts'
import { UsualSize } from './usual-size.ts'

/** What makes an order that was withdrawn one that was perhaps not meant. */
export type WithdrawnOptions = AlertOptions & {
  /** How many times the usual added size it has at least. Positive. */
  readonly sizeMultiple?: number
  /** Share of it that must leave unfilled. 0 to 1; 0.9. */
  readonly unfilledShare?: number
  /** An older one is taken to have been meant. Unit: us; 6 seconds. */
  readonly lifeMaxUs?: number
  /** From the last trade it may have drawn to its end, at most. Unit: us; 0.6 seconds. */
  readonly pauseMaxUs?: number
  /** A like order on the other side within so long makes it a maker's. Unit: us; 0.05 seconds. */
  readonly twinUs?: number
  /** Farther from the last trade nobody is impressed. Basis points, positive; 10. */
  readonly nearBps?: number
  /** Time after which a point counts 1/e. Unit: us. */
  readonly memoryUs?: number
  /** Memory of how many points are usual, above `memoryUs`. Unit: us; 2 minutes. */
  readonly baselineUs?: number
  /** How many times the usual points still count as usual. 0 or more; 2. */
  readonly usualMultiple?: number
  /** Time over which the usual added size is taken. Unit: us; 30 seconds. */
  readonly usualUs?: number
}

/** Options that have no default for all who use this. */
type Own = 'sizeMultiple' | 'memoryUs' | 'threshold'

/** Why there is an alert. */
export type WithdrawnVerdict = Pick<ManipulationAlert, 'score' | 'sinceTs' | 'evidence'>

/** Large orders near the market that are withdrawn unfilled, and points for them by side. */
export class WithdrawnOrders {
  readonly #sizeMultiple: number
  readonly #unfilledShare: number
  readonly #lifeMaxUs: number
  readonly #pauseMaxUs: number
  readonly #twinUs: number
  readonly #near: number
  readonly #usual: UsualSize
  readonly #orders = new RecentOrders(128)
  readonly #trades = new LastTrades()
  readonly #gates: readonly [bids: AlertGate, asks: AlertGate]
  readonly #points: readonly [bids: Surplus, asks: Surplus]
  #now = 0

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: WithdrawnOptions & Required<Pick<WithdrawnOptions, Own>>) {
    const { sizeMultiple, memoryUs, threshold, unfilledShare = 0.9, quietUs = 20e6 } = options
    const { lifeMaxUs = 6e6, pauseMaxUs = 0.6e6, twinUs = 50_000, nearBps = 10 } = options
    const { baselineUs = 120e6, usualMultiple = 2, usualUs = 30e6 } = options
    requirePositive('sizeMultiple', sizeMultiple)
    requireBetween('unfilledShare', unfilledShare, 0, 1)
    requirePositive('lifeMaxUs', lifeMaxUs)
    requirePositive('pauseMaxUs', pauseMaxUs)
    requireVolume('twinUs', twinUs)
    requirePositive('nearBps', nearBps)
    this.#sizeMultiple = sizeMultiple
    this.#unfilledShare = unfilledShare
    this.#lifeMaxUs = lifeMaxUs
    this.#pauseMaxUs = pauseMaxUs
    this.#twinUs = twinUs
    this.#near = nearBps / 1e4
    this.#usual = new UsualSize(usualUs)
    const points = { memoryUs, baselineUs, usualMultiple }
    this.#points = [new Surplus(points), new Surplus(points)]
    const alerts = { threshold, quietUs }
    this.#gates = [new AlertGate(alerts), new AlertGate(alerts)]
  }

  get score(): number | undefined {
    if (this.#usual.value === undefined) return undefined
    const [bids, asks] = this.#points
    return Math.max(bids.scoreAt(this.#now), asks.scoreAt(this.#now))
  }

  /**
   * Every event is to be told.
   *
   * @returns The row of the order that leaves with it, if it is one of those looked for; else -1.
   */
  hear(event: FlowEvent): number {
    this.#now = event.ts
    this.#points[0].start(event.ts)
    this.#points[1].start(event.ts)
    if (event.kind === 'canceled') return this.#leave(event)
    if (event.kind === 'traded') {
      this.#orders.trade(event)
      this.#trades.add(event)
    } else this.#come(event)
    return -1
  }

  #come(event: FlowEvent): void {
    const { price } = this.#trades
    // Before the first trade nothing is near.
    if (!(Math.abs(event.price - price) <= Math.abs(price) * this.#near)) return
    const usual = this.#usual.value
    this.#usual.add(event.ts, event.size)
    // Half as large ones too: they may be the twin of one that counts.
    if (usual !== undefined && event.size >= (this.#sizeMultiple / 2) * usual)
      this.#orders.add(event)
  }

  #leave(event: FlowEvent): number {
    const leastSize = this.#sizeMultiple * (this.#usual.value ?? Number.POSITIVE_INFINITY)
    // Most cancels are small, and end here.
    if (event.size < leastSize * this.#unfilledShare) return -1
    const orders = this.#orders
    const row = orders.find(event, event.side, this.#unfilledShare, this.#lifeMaxUs)
    if (row < 0) return -1
    orders.remove(row)
    return orders.sizeOf(row) < leastSize || orders.hasTwin(row, this.#twinUs) ? -1 : row
  }

  tsOf(row: number): number {
    return this.#orders.tsOf(row)
  }

  /**
   * Gives half a point for an order that was not meant, and up to one more if others went its way.
   *
   * @param sinceTs - When what leaves had begun to come. Unit: us.
   */
  judge({ ts, side }: FlowEvent, row: number, sinceTs: number): WithdrawnVerdict | undefined {
    const orders = this.#orders
    const lifeUs = ts - sinceTs
    // As long as it lived, where nobody traded its way.
    const pauseUs = Math.min(lifeUs, ts - this.#trades.ts(side))
    const drawn = orders.sameSince(row)
    const traded = drawn + orders.otherSince(row)
    const drawnShare = traded === 0 ? 0 : drawn / traded
    const hasDrawn = pauseUs < Math.min(this.#pauseMaxUs, lifeUs) && drawnShare > 0.5
    const at = side === 1 ? 0 : 1
    const points = this.#points[at]
    points.add(ts, hasDrawn ? 2 * drawnShare - 0.5 : 0.5, sinceTs)
    const score = points.scoreAt(ts)
    if (!this.#gates[at].isDue(ts, score)) return undefined
    const size = orders.sizeOf(row)
    const evidence = {
      size,
      sizeMultiple: size / (this.#usual.value ?? size),
      drawn,
      drawnShare,
      lifeUs,
      pauseUs,
      pointsUsual: points.usualAt(ts),
    }
    return { score, sinceTs: points.sinceTs, evidence }
  }

  reset(): void {
    this.#now = 0
    for (const part of this.#parts()) part.reset()
  }

  save(): Json {
    return [this.#now, saveParts(this.#parts())]
  }

  load(state: Json): void {
    const [now = null, saved = null] = savedParts(state, 2)
    loadParts(saved, this.#parts())
    this.#now = Number(now)
  }

  #parts(): readonly Part[] {
    return [this.#usual, this.#orders, this.#trades, ...this.#gates, ...this.#points]
  }
}

type Part = { reset(): void; save(): Json; load(state: Json): void }
