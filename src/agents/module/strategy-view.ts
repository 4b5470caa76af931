import type { InstrumentId, Micros } from '../../domain/index.ts'
import type { FeatureSpecs, Readings, View } from '../view.ts'
import type { Holding } from './holding.ts'

/** Closes that a strategy may look back at. What is older is for features. */
export const closesMax = 512

/** What a strategy sees at the close of a bar: the past of its instrument, and what it holds. */
export interface StrategyView<F extends FeatureSpecs = FeatureSpecs> {
  /** Close of the newest bar. Nothing in the view is later. */
  readonly asOf: Micros
  readonly instrumentId: InstrumentId
  /** The newest bar, in quote units; volume in base units. */
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /**
   * The close `bars` bars before the newest; NaN before the beginning.
   *
   * @throws RangeError of less than 0, or more than 512.
   */
  closeAgo(bars: number): number
  readonly features: Readings<F>
  /** Signed share of equity held in this instrument now. */
  readonly position: number
  /** Mean price of what is held; NaN when nothing is. Quote units. */
  readonly entryPrice: number
  /** Bars closed since the one in which it was begun; 0 when nothing is held. */
  readonly barsHeld: number
  readonly barsPerYear: number
  /** A number in [0, 1) that depends on seed, strategy, instrument and bar, and on nothing else. */
  readonly chance: number
}

/** The view of a strategy over that of an agent. One per instrument; nothing is copied. */
export class ModuleView implements StrategyView {
  readonly #view: View
  readonly #holding: Holding
  readonly #barUs: number
  readonly instrumentId: InstrumentId
  readonly features: Readings<FeatureSpecs>
  readonly barsPerYear: number

  constructor(view: View, holding: Holding, barUs: number) {
    this.#view = view
    this.#holding = holding
    this.#barUs = barUs
    this.instrumentId = view.instrumentId
    this.features = view.features
    this.barsPerYear = view.barsPerYear
  }

  get asOf(): Micros {
    return this.#view.asOf
  }

  get open(): number {
    return this.#view.open
  }

  get high(): number {
    return this.#view.high
  }

  get low(): number {
    return this.#view.low
  }

  get close(): number {
    return this.#view.close
  }

  get volume(): number {
    return this.#view.volume
  }

  get position(): number {
    return this.#view.position
  }

  get chance(): number {
    return this.#view.chance
  }

  get entryPrice(): number {
    return this.#holding.price
  }

  get barsHeld(): number {
    const { openedTs } = this.#holding
    return openedTs === 0 ? 0 : Math.round((this.#view.asOf - openedTs) / this.#barUs)
  }

  closeAgo(bars: number): number {
    if (!(bars >= 0 && bars <= closesMax))
      throw new RangeError(`closeAgo(${bars}) is not 0 to ${closesMax}; write a feature`)
    return this.#view.closeAgo(bars)
  }
}
