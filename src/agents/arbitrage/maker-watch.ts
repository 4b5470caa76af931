import type { Json } from '../../base/index.ts'
import { normalCdf } from '../../quant/index.ts'
import type { Quotes } from '../opinion.ts'
import type { Mind } from '../mind.ts'

/** One bar as a maker sees it. */
export type MakerBar = {
  /** Unit: us. */
  readonly asOf: number
  readonly close: number
  readonly volume: number
  /** Usual deviation of a return over a step. */
  readonly deviation: number
}

/**
 * How one-sided the volume of late has been, and what was quoted last. Volume is split by bulk
 * classification, as for VPIN, over steps of equal time instead of equal volume: of one whose
 * return is z deviations the share Z(z) is taken as bought. Where moves are random it comes to
 * about a half.
 *
 * @see Easley, Lopez de Prado and O'Hara, "Flow toxicity and liquidity in a high-frequency world",
 *   Review of Financial Studies 25, 2012.
 */
export class MakerWatch implements Mind {
  readonly #stepUs: number
  readonly #keep: number
  #asOf = -1
  #step = -1
  /** At the end of the last step, and what has traded since. */
  #close = Number.NaN
  #volume = 0
  /** Decayed volumes: what was more on one side than on the other, and all. */
  #oneSided = 0
  #all = 0
  #steps = 0
  quotes: Quotes | undefined
  /** The price at which it is indifferent; NaN where it quotes nothing. */
  reservation: number = Number.NaN

  /** @param halfLife - Steps after which volume counts for half. */
  constructor(stepUs: number, halfLife: number) {
    this.#stepUs = stepUs
    this.#keep = Math.exp(-Math.LN2 / halfLife)
  }

  /** Share of the volume of late that was one-sided, 0 to 1; NaN before any was traded. */
  get toxicity(): number {
    return this.#all > 0 ? this.#oneSided / this.#all : Number.NaN
  }

  /** Whole steps that were looked at. */
  get steps(): number {
    return this.#steps
  }

  /** Takes in a bar, once. */
  look({ asOf, close, volume, deviation }: MakerBar): void {
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    this.#volume += volume
    const step = Math.floor(asOf / this.#stepUs)
    if (step === this.#step) return
    const score = Math.log(close / this.#close) / deviation
    if (Number.isFinite(score)) this.#take(Math.abs(2 * normalCdf(score) - 1))
    this.#step = step
    this.#close = close
    this.#volume = 0
  }

  #take(gap: number): void {
    this.#oneSided = this.#keep * this.#oneSided + gap * this.#volume
    this.#all = this.#keep * this.#all + this.#volume
    this.#steps += 1
  }

  save(): Json {
    const { toxicity, reservation, quotes } = this
    return {
      asOf: this.#asOf,
      step: this.#step,
      close: numberOf(this.#close),
      volume: this.#volume,
      oneSided: this.#oneSided,
      all: this.#all,
      steps: this.#steps,
      toxicity: numberOf(toxicity),
      reservation: numberOf(reservation),
      quotes: quotes ? { ...quotes } : null,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    const at = (name: string): number => (saved[name] === null ? Number.NaN : Number(saved[name]))
    this.#asOf = at('asOf')
    this.#step = at('step')
    this.#close = at('close')
    this.#volume = at('volume')
    this.#oneSided = at('oneSided')
    this.#all = at('all')
    this.#steps = at('steps')
    this.reservation = at('reservation')
    this.quotes = (saved['quotes'] ?? undefined) as Quotes | undefined
  }
}

function numberOf(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
