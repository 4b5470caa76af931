import type { Json } from '../../base/index.ts'
import { ArgumentError, requirePositive } from '../../quant/index.ts'
import { loadParts, saveParts } from '../microstructure/saved-parts.ts'
import { AlertGate } from './alert-gate.ts'
import type { FlowEvent } from './flow-event.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'
import { UsualSize } from './usual-size.ts'

/** What ramping is, besides what every detector is told. */
export type RampingOptions = AlertOptions & {
  /** Time after which a taker counts 1/e. Unit: us; 8 seconds. */
  readonly memoryUs?: number
  /** Memory of the usual number of takers, above `memoryUs`. Unit: us; 60 seconds. */
  readonly slowUs?: number
  /** Times the usual takers of a side at which their number gives a half. Positive; 2. */
  readonly rateScale?: number
  /** How many times the usual a taker's lots may be. Positive; 2. */
  readonly sizeMultiple?: number
  /** Time over which the usual lots of a taker are taken. Unit: us; 30 seconds. */
  readonly usualUs?: number
}

/** Places in the state; those of buyers and sellers are two in a row. */
const takes = 0
const lots = 2
/** How far the price went from taker to taker, fading as they do. */
const drift = 4
const slowTakes = 5
const lastTs = 6
const firstTs = 7
/** The taker whose prints are coming in: time, side, lots, last price, price before. */
const openTs = 8
const openSide = 9
const openLots = 10
const price = 11
const before = 12

/**
 * Ramping: far more takers of one side than usual, none of them large, and the price goes with
 * them. Score: square root of how much one side outweighs the other, times ratio / (ratio + scale)
 * for their number; less where they are large, 0 where the price does not go their way.
 *
 * A parent order that is honestly worked in many small pieces looks the same, if it is in a hurry.
 */
export class RampingDetector implements ManipulationDetector {
  readonly kind = 'ramping'
  readonly #memoryUs: number
  readonly #slowUs: number
  readonly #rateScale: number
  readonly #sizeMultiple: number
  readonly #usual: UsualSize
  readonly #gate: AlertGate
  readonly #state = new Float64Array(13)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: RampingOptions = {}) {
    const { memoryUs = 8e6, slowUs = 60e6, rateScale = 2, sizeMultiple = 2 } = options
    const { usualUs = 30e6, threshold = 0.38, quietUs = 20e6 } = options
    requirePositive('rateScale', rateScale)
    requirePositive('sizeMultiple', sizeMultiple)
    this.#gate = new AlertGate({ threshold, quietUs })
    if (!(slowUs > memoryUs && slowUs < Number.POSITIVE_INFINITY))
      throw new ArgumentError(`slowUs must be above memoryUs, ${memoryUs}, was ${slowUs}`)
    this.#usual = new UsualSize(usualUs)
    this.#memoryUs = memoryUs
    this.#slowUs = slowUs
    this.#rateScale = rateScale
    this.#sizeMultiple = sizeMultiple
    this.reset()
  }

  get score(): number | undefined {
    const state = this.#state
    const isWarm = (state[lastTs] as number) - (state[firstTs] as number) >= this.#slowUs
    return isWarm && this.#usual.value !== undefined ? this.#scoreOf(this.#strong) : undefined
  }

  /** 0 where buyers are more, 1 where sellers are. */
  get #strong(): 0 | 1 {
    return (this.#state[takes] as number) >= (this.#state[takes + 1] as number) ? 0 : 1
  }

  #scoreOf(side: 0 | 1): number {
    const state = this.#state
    const count = state[takes + side] as number
    const way = (side === 0 ? 1 : -1) * (state[drift] as number)
    if (!(count > 0 && way > 0)) return 0
    const other = state[takes + 1 - side] as number
    const lean = Math.sqrt((count - other) / (count + other))
    const ratio = this.#ratioOf(side)
    const mean = (state[lots + side] as number) / count
    const isSmall = Math.min(1, (this.#sizeMultiple * (this.#usual.value ?? 0)) / mean)
    return (lean * ratio * isSmall) / (ratio + this.#rateScale)
  }

  /** Takers of a side in memory to the number that would be usual of one side. */
  #ratioOf(side: 0 | 1): number {
    const state = this.#state
    const known = (state[lastTs] as number) - (state[firstTs] as number)
    const perUs = (state[slowTakes] as number) / (this.#slowUs * -Math.expm1(-known / this.#slowUs))
    return (state[takes + side] as number) / ((perUs / 2) * this.#memoryUs)
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    const state = this.#state
    const isOpen = (state[openLots] as number) > 0
    const isSame = event.kind === 'traded' && event.side === state[openSide]
    // A taker's prints come at one time: counted once the next thing happens.
    const isOver = event.ts > (state[openTs] as number) || !isSame
    const alert = isOpen && isOver ? this.#count(event.ts) : undefined
    if (event.kind !== 'traded') return alert
    if (Number.isNaN(state[firstTs])) {
      state[firstTs] = event.ts
      state[lastTs] = event.ts
      state[price] = event.price
    }
    if (state[openLots] === 0) state[before] = state[price] as number
    state[openTs] = event.ts
    state[openSide] = event.side
    state[openLots] = (state[openLots] as number) + event.size
    state[price] = event.price
    return alert
  }

  #count(ts: number): ManipulationAlert | undefined {
    const state = this.#state
    const passed = (state[openTs] as number) - (state[lastTs] as number)
    const left = Math.exp(-passed / this.#memoryUs)
    for (let at = takes; at <= drift; at += 1) state[at] = (state[at] as number) * left
    state[slowTakes] = (state[slowTakes] as number) * Math.exp(-passed / this.#slowUs) + 1
    state[lastTs] = state[openTs] as number
    const side = state[openSide] === 1 ? 0 : 1
    const taken = state[openLots] as number
    state[takes + side] = (state[takes + side] as number) + 1
    state[lots + side] = (state[lots + side] as number) + taken
    state[drift] = (state[drift] as number) + (state[price] as number) - (state[before] as number)
    this.#usual.add(state[openTs] as number, taken)
    state[openLots] = 0
    return this.#judge(ts)
  }

  #judge(ts: number): ManipulationAlert | undefined {
    const { score } = this
    if (score === undefined || !this.#gate.isDue(ts, score)) return undefined
    const state = this.#state
    const side = this.#strong
    const count = state[takes + side] as number
    const evidence = {
      takes: count,
      takesRatio: this.#ratioOf(side),
      sideShare: count / (count + (state[takes + 1 - side] as number)),
      lotsMean: (state[lots + side] as number) / count,
      lotsUsual: this.#usual.value ?? 0,
      drift: state[drift] as number,
    }
    const sinceTs = Math.max(state[firstTs] as number, ts - this.#memoryUs)
    const at = state[price] as number
    return { kind: this.kind, ts, sinceTs, side: side === 0 ? 1 : -1, price: at, score, evidence }
  }

  reset(): void {
    this.#usual.reset()
    this.#gate.reset()
    this.#state.fill(0)
    for (const at of [lastTs, firstTs, price, before]) this.#state[at] = Number.NaN
  }

  save(): Json {
    return saveParts([this.#usual, this.#gate, this.#state])
  }

  load(state: Json): void {
    loadParts(state, [this.#usual, this.#gate, this.#state])
  }
}
