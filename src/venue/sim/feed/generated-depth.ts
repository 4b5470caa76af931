import type { Random } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { MarketInput } from './market-input.ts'

/** What a book looks like that nobody recorded. */
export type DepthShape = {
  /** Levels of each side. */
  readonly levels: number
  /** Ticks from the middle to the best price of either side, 1 or more. */
  readonly halfSpreadTicks: number
  /** Ticks between neighbouring levels. */
  readonly stepTicks: number
  /** Level k, from 0 at the touch, has 1 + `growth` k times the lots of the touch. */
  readonly growth: number
  /** Standard deviation of the logarithm of each price's own factor, drawn once, of mean 1. */
  readonly noise: number
}

/** Ten levels a tick apart that grow by half the touch each, two ticks of spread, some noise. */
export const plainDepth: DepthShape = {
  levels: 10,
  halfSpreadTicks: 1,
  stepTicks: 1,
  growth: 0.5,
  noise: 0.25,
}

/**
 * Depth around a price, made up; what `random` draws is drawn at once. Every picture stands by
 * itself: what was taken from the last one is back in the next, and bids are always below asks.
 */
export class GeneratedDepth {
  readonly #target: MarketInput
  readonly #instrument: number
  readonly #shape: DepthShape
  /** Factors of bids and of asks by the last bits of their price: a level does not flicker. */
  readonly #factors: readonly [bids: Float64Array, asks: Float64Array]
  /** Share of a side that stands at or before each level. */
  readonly #upTo: Float64Array
  /** Best prices of the last picture; 0 for none. */
  #bid = 0
  #ask = 0

  constructor(target: MarketInput, instrument: number, shape: DepthShape, random: Random) {
    this.#target = target
    this.#instrument = instrument
    this.#shape = shape
    const { levels, growth, noise } = shape
    this.#factors = [factors(random, noise), factors(random, noise)]
    this.#upTo = Float64Array.from({ length: levels }, (_, k) => sum(k + 1) / sum(levels))

    function sum(count: number): number {
      return count + (growth * count * (count - 1)) / 2
    }
  }

  /**
   * Shows a book.
   *
   * @param middle - Between best bid and ask. Unit: ticks; bids below 1 are left out.
   * @param lots - Of each side, all levels together, before noise.
   */
  show(middle: number, lots: number, ts: Micros): void {
    const bid = middle - this.#shape.halfSpreadTicks
    const ask = middle + this.#shape.halfSpreadTicks
    this.#remove(bid, ask, ts)
    this.#bid = bid
    this.#ask = ask
    this.#add(true, lots, ts)
    this.#add(false, lots, ts)
  }

  /** Shows nothing any more. */
  withdraw(ts: Micros): void {
    this.#remove(0, 0, ts)
    this.#bid = 0
    this.#ask = 0
  }

  /** Takes away the levels the next picture does not have. */
  #remove(bid: number, ask: number, ts: Micros): void {
    if (this.#bid === 0 && this.#ask === 0) return
    const { levels, stepTicks } = this.#shape
    const reach = (levels - 1) * stepTicks
    for (let k = 0; k < levels; k += 1) {
      const oldBid = this.#bid - k * stepTicks
      if (oldBid > 0 && !isLevel(bid - oldBid, reach, stepTicks))
        this.#target.onDepth(this.#instrument, true, oldBid, 0, ts)
      const oldAsk = this.#ask + k * stepTicks
      if (!isLevel(oldAsk - ask, reach, stepTicks) || ask === 0)
        this.#target.onDepth(this.#instrument, false, oldAsk, 0, ts)
    }
  }

  #add(isBid: boolean, lots: number, ts: Micros): void {
    const { levels, stepTicks } = this.#shape
    const factor = this.#factors[isBid ? 0 : 1]
    let before = 0
    for (let k = 0; k < levels; k += 1) {
      const upTo = Math.floor(lots * (this.#upTo[k] as number))
      const ticks = isBid ? this.#bid - k * stepTicks : this.#ask + k * stepTicks
      const shown = Math.round((upTo - before) * (factor[ticks & (factorCount - 1)] as number))
      if (ticks > 0) this.#target.onDepth(this.#instrument, isBid, ticks, shown, ts)
      before = upTo
    }
  }

  save(): readonly [number, number] {
    return [this.#bid, this.#ask]
  }

  load([bid, ask]: readonly [number, number]): void {
    this.#bid = bid
    this.#ask = ask
  }
}

const factorCount = 256

function factors(random: Random, noise: number): Float64Array {
  return Float64Array.from({ length: factorCount }, () =>
    noise === 0 ? 1 : Math.exp(noise * random.normal() - (noise * noise) / 2),
  )
}

/** Whether a price `distance` ticks behind the touch is a level. */
function isLevel(distance: number, reach: number, step: number): boolean {
  return distance >= 0 && distance <= reach && distance % step === 0
}
