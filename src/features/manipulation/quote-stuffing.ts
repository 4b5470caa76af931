import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { ArrivalIntensity } from '../microstructure/arrival-intensity.ts'
import { requireFastBelowSlow } from '../microstructure/require-fast-below-slow.ts'
import { loadParts, savedParts, saveParts } from '../microstructure/saved-parts.ts'
import { AlertGate } from './alert-gate.ts'
import type { FlowEvent } from './flow-event.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'
import { RecentOrders } from './recent-orders.ts'

/** What stuffing is, besides what every detector is told. */
export type QuoteStuffingOptions = AlertOptions & {
  /** Memory of the rate now. Unit: us; 0.3 seconds. */
  readonly fastUs?: number
  /** Memory of the baseline, above `fastUs`. Unit: us; a minute. */
  readonly slowUs?: number
  /** Times the baseline at which the rate alone would give a score of a half. Positive; 5. */
  readonly rateScale?: number
  /** An order withdrawn within so long was not meant. Unit: us; 10 milliseconds. */
  readonly quickUs?: number
}

/**
 * Quote stuffing: far more orders and cancels than usual, and most of the cancels within
 * milliseconds of their order. Score: ratio / (ratio + scale), times the share of cancels that were
 * quick. Makers who move all their quotes after news come in bursts too, but let each stand longer.
 */
export class QuoteStuffingDetector implements ManipulationDetector {
  readonly kind = 'quote-stuffing'
  readonly #rateScale: number
  readonly #quickUs: number
  readonly #orders = new RecentOrders(64)
  readonly #fast: ArrivalIntensity
  readonly #slow: ArrivalIntensity
  readonly #cancels: ArrivalIntensity
  readonly #quick: ArrivalIntensity
  readonly #fastUs: number
  readonly #gate: AlertGate
  #score: number | undefined

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: QuoteStuffingOptions = {}) {
    const { fastUs = 0.3e6, slowUs = 60e6, rateScale = 5, quickUs = 10_000 } = options
    const { threshold = 0.5, quietUs = 20e6 } = options
    requirePositive('rateScale', rateScale)
    requirePositive('quickUs', quickUs)
    this.#fast = new ArrivalIntensity(fastUs)
    this.#slow = new ArrivalIntensity(slowUs)
    this.#cancels = new ArrivalIntensity(fastUs)
    this.#quick = new ArrivalIntensity(fastUs)
    requireFastBelowSlow(fastUs, slowUs)
    this.#gate = new AlertGate({ threshold, quietUs })
    this.#rateScale = rateScale
    this.#quickUs = quickUs
    this.#fastUs = fastUs
  }

  get score(): number | undefined {
    return this.#score
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    if (event.kind === 'traded') return undefined
    const { ts, side, price } = event
    this.#fast.add(ts)
    this.#slow.add(ts)
    if (event.kind === 'added') {
      this.#orders.add(event)
      return undefined
    }
    const row = this.#orders.find(event, side, 1, this.#quickUs)
    if (row >= 0) this.#orders.remove(row)
    this.#cancels.add(ts)
    this.#quick.add(ts, row >= 0 ? 1 : 0)
    const perSecond = this.#fast.perSecond(ts)
    const usualPerSecond = this.#slow.perSecond(ts)
    const cancels = this.#cancels.perSecond(ts)
    const quick = this.#quick.perSecond(ts)
    if (!perSecond || !usualPerSecond || !cancels || quick === undefined) return undefined
    const ratio = perSecond / usualPerSecond
    const quickShare = Math.min(1, quick / cancels)
    const score = (ratio / (ratio + this.#rateScale)) * quickShare
    this.#score = score
    if (!this.#gate.isDue(ts, score)) return undefined
    const sinceTs = ts - this.#fastUs
    const evidence = { perSecond, usualPerSecond, ratio, quickShare }
    return { kind: this.kind, ts, sinceTs, side, price, score, evidence }
  }

  get #rates(): readonly ArrivalIntensity[] {
    return [this.#fast, this.#slow, this.#cancels, this.#quick]
  }

  reset(): void {
    this.#orders.reset()
    for (const rate of this.#rates) rate.reset()
    this.#gate.reset()
    this.#score = undefined
  }

  save(): Json {
    return [this.#orders.save(), saveParts(this.#rates), this.#gate.save(), this.#score ?? null]
  }

  load(state: Json): void {
    const [orders = null, rates = null, gate = null, score] = savedParts(state, 4)
    this.#orders.load(orders)
    loadParts(rates, this.#rates)
    this.#gate.load(gate)
    this.#score = typeof score === 'number' ? score : undefined
  }
}
