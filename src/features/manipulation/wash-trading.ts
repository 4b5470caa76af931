import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { loadParts, saveParts } from '../microstructure/saved-parts.ts'
import { AlertGate } from './alert-gate.ts'
import type { FlowEvent } from './flow-event.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'
import { RecentOrders } from './recent-orders.ts'

/** What a wash trade is, besides what every detector is told. */
export type WashTradingOptions = AlertOptions & {
  /** From an order's coming to the trade that ends it, at most. Unit: us; 0.1 seconds. */
  readonly matchUs?: number
  /** Time after which a trade counts 1/e. Unit: us; 20 seconds. */
  readonly memoryUs?: number
  /** Matched takers in memory at which their number alone would give 0.63. Positive; 4. */
  readonly matchedScale?: number
  /** Share of all takers at which the share alone would give a score of a half. Positive; 0.1. */
  readonly shareScale?: number
}

// Places in the state.
const matched = 0
const takes = 1
const matchedLots = 2
const lots = 3
const lastTs = 4
const firstTs = 5
/** The last print: time (NaN once counted), side, and whether it ended a fresh order exactly. */
const printTs = 6
const printSide = 7
const isMatch = 8
const printLots = 9
const printPrice = 10

/**
 * Wash trading, owners unknown: takers who take exactly one fresh order, no lot more and no lot
 * less, moments after it came. Score: how many of the last takers did, times how large a share of
 * all takers they were. Two who trade with themselves and let others between them are not found;
 * somebody who honestly takes what was just shown is, if nobody else trades.
 */
export class WashTradingDetector implements ManipulationDetector {
  readonly kind = 'wash-trading'
  readonly #matchUs: number
  readonly #memoryUs: number
  readonly #matchedScale: number
  readonly #shareScale: number
  readonly #orders = new RecentOrders(64)
  readonly #gate: AlertGate
  readonly #state = new Float64Array(11)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: WashTradingOptions = {}) {
    const { matchUs = 0.1e6, memoryUs = 20e6, matchedScale = 4, shareScale = 0.1 } = options
    const { threshold = 0.4, quietUs = 20e6 } = options
    requirePositive('matchUs', matchUs)
    requirePositive('matchedScale', matchedScale)
    requirePositive('shareScale', shareScale)
    this.#gate = new AlertGate({ threshold, quietUs })
    this.#matchUs = matchUs
    this.#memoryUs = memoryUs
    this.#matchedScale = matchedScale
    this.#shareScale = shareScale
    this.reset()
  }

  get score(): number | undefined {
    const state = this.#state
    const all = state[takes] as number
    if ((state[lastTs] as number) - (state[firstTs] as number) < this.#memoryUs) return undefined
    const count = state[matched] as number
    const share = all > 0 ? count / all : 0
    return (-Math.expm1(-count / this.#matchedScale) * share) / (share + this.#shareScale)
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    const state = this.#state
    if (Number.isNaN(state[firstTs])) state[firstTs] = event.ts
    // A taker's prints come at one time: only after it is known whether there was one alone.
    const isOver = event.ts > (state[printTs] as number)
    const alert = isOver ? this.#count(event.ts) : undefined
    if (event.kind === 'added') this.#orders.add(event)
    if (event.kind === 'traded') this.#print(event)
    return alert
  }

  #print(event: FlowEvent): void {
    const { ts, side, price, size } = event
    const state = this.#state
    const isSame = state[printTs] === ts && state[printSide] === side
    const row = this.#orders.find(event, side === 1 ? -1 : 1, 1, this.#matchUs)
    if (row >= 0) this.#orders.remove(row)
    state[isMatch] = row >= 0 && !isSame ? 1 : 0
    state[printTs] = ts
    state[printSide] = side
    state[printLots] = isSame ? (state[printLots] as number) + size : size
    state[printPrice] = price
  }

  /** Counts the last taker. */
  #count(ts: number): ManipulationAlert | undefined {
    const state = this.#state
    const at = state[printTs] as number
    const left = Math.exp(-(at - (state[lastTs] as number)) / this.#memoryUs)
    const taken = state[printLots] as number
    const match = state[isMatch] as number
    state[matched] = (state[matched] as number) * left + match
    state[takes] = (state[takes] as number) * left + 1
    state[matchedLots] = (state[matchedLots] as number) * left + match * taken
    state[lots] = (state[lots] as number) * left + taken
    state[lastTs] = at
    state[printTs] = Number.NaN
    const { score } = this
    if (match === 0 || score === undefined || !this.#gate.isDue(ts, score)) return undefined
    const evidence = {
      matchedTakes: state[matched],
      matchedShare: state[matched] / state[takes],
      matchedLots: state[matchedLots],
      matchedLotsShare: state[matchedLots] / state[lots],
    }
    const price = state[printPrice] as number
    const sinceTs = Math.max(state[firstTs] as number, ts - this.#memoryUs)
    return { kind: this.kind, ts, sinceTs, side: 0, price, score, evidence }
  }

  reset(): void {
    this.#orders.reset()
    this.#gate.reset()
    this.#state.fill(0)
    this.#state[firstTs] = Number.NaN
    this.#state[printTs] = Number.NaN
  }

  save(): Json {
    return saveParts([this.#orders, this.#gate, this.#state])
  }

  load(state: Json): void {
    loadParts(state, [this.#orders, this.#gate, this.#state])
  }
}
