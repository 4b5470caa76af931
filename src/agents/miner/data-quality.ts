import type { Json } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { Mind } from '../mind.ts'
import type { View } from '../view.ts'

/** Bars before anything is said of their quality. */
const knownMin = 50
/** Deviations beyond which a move is taken for a bad print. */
const jumpAt = 12
/** Bars after which what a usual move is has half forgotten. */
const moveHalfLife = 500

/** What may be wrong with bars, in the order of `counts`. */
export const dataFaults = ['missing', 'frozen', 'untraded', 'jumped'] as const
/** One of `dataFaults`. */
export type DataFault = (typeof dataFaults)[number]

/**
 * How good the bars of one instrument are: how many are missing, stand still, were not traded in,
 * or jump further than any market does. Older bars count for less.
 *
 * - `missing`: bars between two that are further apart than their length.
 * - `frozen`: open, high, low and close are all the close before.
 * - `untraded`: no volume.
 * - `jumped`: a move of more than twelve of the usual.
 */
export class DataQuality implements Mind {
  readonly #keep: number
  /** Decayed weight of all bars, of each fault, and of bars with any fault. */
  #all = 0
  #bad = 0
  readonly #faulty = new Float64Array(dataFaults.length)
  readonly #counts = new Float64Array(dataFaults.length)
  #bars = 0
  #at = -1
  #close = Number.NaN
  /** Decayed mean square of a move. */
  #moves = 0
  #weight = 0
  /** Frozen bars in a row, up to the newest. */
  #still = 0

  /** @param halfLife - Bars after which one counts half. */
  constructor(halfLife: number) {
    this.#keep = Math.exp(-Math.LN2 / halfLife)
  }

  /** Takes in the newest bar, once. */
  look(view: View): void {
    const { asOf } = view
    if (asOf <= this.#at) return
    const isFirst = this.#at < 0
    if (!isFirst) this.#miss(Math.round((asOf - this.#at) / barUs(view)) - 1)
    this.#at = asOf
    this.#bars += 1
    this.#all = this.#keep * this.#all + 1
    this.#bad *= this.#keep
    for (let k = 0; k < dataFaults.length; k += 1) (this.#faulty[k] as number) *= this.#keep
    if (isFirst) this.#close = view.close
    else this.#judge(view)
  }

  #judge({ open, high, low, close, volume }: View): void {
    const before = this.#close
    this.#close = close
    const isFrozen = close === before && open === close && high === close && low === close
    const isUntraded = !(volume > 0)
    const hasJumped = this.#hasJumped(Math.log(close / before))
    this.#still = isFrozen ? this.#still + 1 : 0
    if (isFrozen) this.#fault(1, 1)
    if (isUntraded) this.#fault(2, 1)
    if (hasJumped) this.#fault(3, 1)
    if (isFrozen || isUntraded || hasJumped) this.#bad += 1
  }

  #hasJumped(move: number): boolean {
    const usual = Math.sqrt(this.#moves / this.#weight)
    const hasJumped = this.#bars > knownMin && Math.abs(move) > jumpAt * usual
    const keep = Math.exp(-Math.LN2 / moveHalfLife)
    this.#weight = keep * this.#weight + 1
    // One bad print must not hide the next.
    const counted = hasJumped ? usual : move
    this.#moves = keep * this.#moves + counted * counted
    return hasJumped
  }

  /** Bars that never came: each forgets a little of those before it, and is bad itself. */
  #miss(bars: number): void {
    if (!(bars > 0)) return
    let kept = 1
    // A long silence is as bad as it gets: past some half-lives nothing of before is left.
    const most = Math.min(bars, 100_000)
    for (let k = 0; k < most && kept > 1e-12; k += 1) kept *= this.#keep
    const added = kept > 1e-12 ? (1 - kept) / (1 - this.#keep) : 1 / (1 - this.#keep)
    this.#all = kept * this.#all + added
    this.#bad = kept * this.#bad + added
    for (let k = 0; k < dataFaults.length; k += 1) (this.#faulty[k] as number) *= kept
    ;(this.#faulty[0] as number) += added
    ;(this.#counts[0] as number) += bars
  }

  #fault(which: number, count: number): void {
    ;(this.#faulty[which] as number) += count
    ;(this.#counts[which] as number) += count
  }

  /** Share of bars without a fault, of those that should be there: 0 to 1; NaN before 50 bars. */
  get quality(): number {
    return this.#bars < knownMin ? Number.NaN : 1 - this.#bad / this.#all
  }

  get bars(): number {
    return this.#bars
  }

  /** Frozen bars in a row, up to the newest. */
  get still(): number {
    return this.#still
  }

  /** How many bars had the fault, ever. */
  count(fault: DataFault): number {
    return this.#counts[dataFaults.indexOf(fault)] as number
  }

  /** The share of bars, recent ones counting for more, with the fault; NaN before the first. */
  share(fault: DataFault): number {
    return (this.#faulty[dataFaults.indexOf(fault)] as number) / this.#all
  }

  save(): Json {
    return {
      weights: [this.#all, this.#bad, this.#moves, this.#weight],
      faulty: [...this.#faulty],
      counts: [...this.#counts],
      at: [this.#bars, this.#at, this.#still],
      close: Number.isNaN(this.#close) ? null : this.#close,
      quality: Number.isNaN(this.quality) ? null : this.quality,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly number[] }
    const weights = saved['weights'] as readonly [number, number, number, number]
    ;[this.#all, this.#bad, this.#moves, this.#weight] = weights
    this.#faulty.set(saved['faulty'] ?? [])
    this.#counts.set(saved['counts'] ?? [])
    ;[this.#bars, this.#at, this.#still] = saved['at'] as readonly [number, number, number]
    this.#close = saved['close'] === null ? Number.NaN : Number(saved['close'])
  }
}

function barUs(view: View): number {
  return (365 * dayUs) / view.barsPerYear
}
