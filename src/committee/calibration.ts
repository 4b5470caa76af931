import type { Json } from '../base/index.ts'
import { isotonicMeans } from '../quant/index.ts'

/** One bin for each percent of confidence from 50 to 100. */
const bins = 51
/** Evidence is half forgotten after so much of it, counted in independent outcomes. */
const halfLife = 500
/** Outcomes between two fits. */
const refitEvery = 16
/** Independent outcomes before anything at all is believed. */
const evidenceMin = 20
/** So many standard errors of an edge are taken for luck. */
const caution = 1

/**
 * How the confidence of one agent is to be read: a table from what it said to how often that came
 * true. Isotonic over bins of a percent, forgets slowly, and believes in no edge that is smaller
 * than its standard error: who has shown nothing yet is read as 50 %. What is read was learned
 * from outcomes that were known before, so every reading is out of sample.
 *
 * @see Zadrozny and Elkan 2002; soft thresholding after Donoho and Johnstone 1994.
 */
export class Calibration {
  /** Decayed weight of what was said, and of what of it came true, by bin. */
  readonly #said = new Float64Array(bins)
  readonly #came = new Float64Array(bins)
  readonly #table = new Float64Array(bins).fill(0.5)
  #sinceFit = 0

  /** @param weight - 1 for an independent outcome, less for one that overlaps others. */
  learn(confidence: number, isRight: boolean, weight: number): void {
    const keep = Math.exp((-Math.LN2 * weight) / halfLife)
    for (let bin = 0; bin < bins; bin += 1) {
      ;(this.#said[bin] as number) *= keep
      ;(this.#came[bin] as number) *= keep
    }
    const bin = binOf(confidence)
    ;(this.#said[bin] as number) += weight
    if (isRight) (this.#came[bin] as number) += weight
    this.#sinceFit += 1
    if (this.#sinceFit >= refitEvery) this.#fit()
  }

  /** Probability that what is said with `confidence` comes true, as far as has been shown. */
  read(confidence: number): number {
    const place = placeOf(confidence)
    const low = Math.floor(place)
    const share = place - low
    const below = this.#table[low] as number
    return share === 0 ? below : below + share * ((this.#table[low + 1] as number) - below)
  }

  /** What has been shown, in independent outcomes. */
  get evidence(): number {
    return this.#said.reduce((sum, weight) => sum + weight, 0)
  }

  /** What was said against what came, for a picture: bins in which anything was said. */
  get curve(): readonly {
    readonly said: number
    readonly came: number
    readonly weight: number
  }[] {
    return [...this.#said.keys()]
      .map((bin) => {
        const weight = this.#said[bin] as number
        return { said: 0.5 + bin / 100, came: (this.#came[bin] as number) / weight, weight }
      })
      .filter(({ weight }) => weight > 0.5)
  }

  #fit(): void {
    this.#sinceFit = 0
    if (this.evidence < evidenceMin) return
    const used = [...this.#said.keys()].filter((bin) => (this.#said[bin] as number) > 1e-9)
    const weights = Float64Array.from(used, (bin) => this.#said[bin] as number)
    const shares = weights.map((weight, k) => (this.#came[used[k] as number] as number) / weight)
    const error = 0.5 / Math.sqrt(this.evidence)
    const levels = isotonicMeans(shares, weights).map((level) => believed(level, error))
    let k = 0
    for (let bin = 0; bin < bins; bin += 1) {
      while (k + 1 < used.length && (used[k + 1] as number) <= bin) k += 1
      this.#table[bin] = between(used, levels, k, bin)
    }
  }

  save(): Json {
    const { length } = this.#said
    const used = [...Array(length).keys()].filter((bin) => this.#said[bin] !== 0)
    return {
      bins: used.map((bin) => [bin, this.#said[bin] as number, this.#came[bin] as number]),
      table: [...this.#table],
      sinceFit: this.#sinceFit,
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly bins: readonly (readonly [number, number, number])[]
      readonly table: readonly number[]
      readonly sinceFit: number
    }
    this.#said.fill(0)
    this.#came.fill(0)
    for (const [bin, said, came] of saved.bins) {
      this.#said[bin] = said
      this.#came[bin] = came
    }
    this.#table.set(saved.table)
    this.#sinceFit = saved.sinceFit
  }
}

/** What is left of an edge once luck is taken off it. */
function believed(level: number, error: number): number {
  const edge = level - 0.5
  return 0.5 + Math.sign(edge) * Math.max(0, Math.abs(edge) - caution * error)
}

/** Straight between two bins that were used, flat outside of them. */
function between(used: readonly number[], levels: Float64Array, k: number, bin: number): number {
  const from = used[k] as number
  const to = used[k + 1]
  const level = levels[k] as number
  if (to === undefined || bin <= from) return level
  return level + ((bin - from) / (to - from)) * ((levels[k + 1] as number) - level)
}

function placeOf(confidence: number): number {
  return Math.max(0, Math.min(100 * (confidence - 0.5), bins - 1))
}

function binOf(confidence: number): number {
  return Math.round(placeOf(confidence))
}
