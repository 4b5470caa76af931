import type { Json } from '../../base/index.ts'
import { requireBetween, requirePositive, requireWhole } from '../../quant/index.ts'
import { loadParts, saveParts } from '../microstructure/saved-parts.ts'
import { AlertGate } from './alert-gate.ts'
import type { FlowEvent } from './flow-event.ts'
import type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
} from './manipulation-detector.ts'

/** What an ignition is, besides what every detector is told. */
export type MomentumIgnitionOptions = AlertOptions & {
  /** Memory of what makes a burst. Unit: us; 0.8 seconds. */
  readonly burstUs?: number
  /** How many times the usual signed volume in that memory is a burst. Positive; 5. */
  readonly burstMultiple?: number
  /** From the burst to the opposite one, at most. Unit: us; 10 seconds. */
  readonly turnMaxUs?: number
  /** Share of the way that the price must come back. 0 to 1; 0.3. */
  readonly backShare?: number
  /** Trades that the usual volume is the mean of. Whole; 300. */
  readonly usualOver?: number
}

// Places in the state.
const signed = 0
const usual = 1
const count = 2
const lastTs = 3
/** Price as it was before the memory of a burst: an average four times as slow. */
const slowPrice = 4
const price = 5
/** The burst that is watched: side (0 for none), time, price before, furthest price, strength. */
const side = 6
const burstTs = 7
const fromPrice = 8
const peakPrice = 9
const strength = 10
const lastScore = 11
const peakTs = 12

/**
 * Momentum ignition: a burst of takers of one side that moves the price, then one of the other side
 * of about its strength, and the price comes back. Score: how strong the first was, how much of it
 * the second was, and how much of the way the price came back.
 *
 * A large honest order into which others sell at once looks the same in public data: whose trades
 * they were is not told.
 */
export class MomentumIgnitionDetector implements ManipulationDetector {
  readonly kind = 'momentum-ignition'
  readonly #options: Required<Omit<MomentumIgnitionOptions, keyof AlertOptions>>
  readonly #gate: AlertGate
  readonly #state = new Float64Array(13)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: MomentumIgnitionOptions = {}) {
    const { burstUs = 0.8e6, burstMultiple = 5, turnMaxUs = 10e6, backShare = 0.3 } = options
    const { usualOver = 300, threshold = 0.55, quietUs = 20e6 } = options
    requirePositive('burstMultiple', burstMultiple)
    requirePositive('turnMaxUs', turnMaxUs)
    requireBetween('backShare', backShare, 0, 1)
    requireWhole('usualOver', usualOver, 1)
    this.#options = { burstUs, burstMultiple, turnMaxUs, backShare, usualOver }
    this.#gate = new AlertGate({ threshold, quietUs })
    this.reset()
  }

  get score(): number | undefined {
    const state = this.#state
    return (state[count] as number) < this.#options.usualOver ? undefined : state[lastScore]
  }

  onEvent(event: FlowEvent): ManipulationAlert | undefined {
    if (event.kind !== 'traded') return undefined
    this.#fold(event)
    const state = this.#state
    if ((state[count] as number) < this.#options.usualOver) return undefined
    state[lastScore] = 0
    if (state[side] !== 0 && event.ts - (state[burstTs] as number) > this.#options.turnMaxUs)
      state[side] = 0
    if (state[side] === 0) this.#begin(event)
    return state[side] === 0 ? undefined : this.#judge(event)
  }

  #fold({ ts, side: sign, price: at, size }: FlowEvent): void {
    const state = this.#state
    const { burstUs, usualOver } = this.#options
    const isFirst = state[count] === 0
    const passed = isFirst ? 0 : ts - (state[lastTs] as number)
    const left = Math.exp(-passed / burstUs)
    const stood = isFirst ? at : (state[price] as number)
    const slow = isFirst ? at : (state[slowPrice] as number)
    state[slowPrice] = stood + (slow - stood) * Math.exp(-passed / (4 * burstUs))
    state[signed] = (state[signed] as number) * left + sign * size
    state[count] = (state[count] as number) + 1
    const weight = 1 / Math.min(state[count], usualOver)
    const mean = state[usual] as number
    state[usual] = mean + (Math.abs(state[signed]) - mean) * weight
    state[price] = at
    state[lastTs] = ts
  }

  /** Whether this is where a burst is under way. */
  #begin({ ts, price: at }: FlowEvent): void {
    const state = this.#state
    const volume = state[signed] as number
    const multiple = Math.abs(volume) / (state[usual] as number)
    const way = at - (state[slowPrice] as number)
    if (multiple < this.#options.burstMultiple || Math.sign(way) !== Math.sign(volume)) return
    state[side] = Math.sign(volume)
    state[burstTs] = ts
    state[fromPrice] = state[slowPrice] as number
    state[peakPrice] = at
    state[peakTs] = ts
    state[strength] = Math.abs(volume)
  }

  #judge({ ts, price: at }: FlowEvent): ManipulationAlert | undefined {
    const state = this.#state
    const { burstMultiple, backShare } = this.#options
    const sign = state[side] === 1 ? 1 : -1
    const volume = sign * (state[signed] as number)
    state[strength] = Math.max(state[strength] as number, volume)
    if (sign * (at - (state[peakPrice] as number)) > 0) {
      state[peakPrice] = at
      state[peakTs] = ts
    }
    const peak = state[peakPrice] as number
    const back = (peak - at) / (peak - (state[fromPrice] as number))
    const burst = state[strength]
    const turnShare = Math.min(1, Math.max(0, -volume) / burst)
    const multiple = burst / (state[usual] as number)
    if (back < backShare) return undefined
    const score = (multiple / (multiple + burstMultiple / 2)) * Math.sqrt(turnShare)
    state[lastScore] = score
    if (!this.#gate.isDue(ts, score)) return undefined
    const sinceTs = state[burstTs] as number
    const evidence = {
      burstLots: burst,
      burstMultiple: multiple,
      turnShare,
      backShare: back,
      fromPrice: state[fromPrice] as number,
      peakPrice: peak,
      toPeakUs: (state[peakTs] as number) - sinceTs,
    }
    state[side] = 0
    return { kind: this.kind, ts, sinceTs, side: sign, price: at, score, evidence }
  }

  reset(): void {
    this.#gate.reset()
    this.#state.fill(0)
  }

  save(): Json {
    return saveParts([this.#gate, this.#state])
  }

  load(state: Json): void {
    loadParts(state, [this.#gate, this.#state])
  }
}
