import { type Random, shuffle } from '../../base/index.ts'
import { requireRandom, requireSameLength, requireSize, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { quantileBins } from './quantile-bins.ts'

/** How much the past of one series tells of another, beyond that one's own past. */
export type TransferEntropy = {
  /** Nats, as counted: never below 0 but for rounding, and too large in a small sample. */
  readonly plugIn: number
  /** Nats, with the bias of Miller and Madow taken off: around 0, or below, without coupling. */
  readonly corrected: number
  /** Share of shuffles, the sample among them, that tell at least as much. */
  readonly probability: number
  /** Rows counted. */
  readonly count: number
}

/** How to estimate transfer entropy. */
export type TransferEntropyOptions = {
  /** Equally filled bins of either series, 2 to 16. 3 when left out. */
  readonly bins?: number
  /** How far back the source is looked at; the target is at 1. 1 when left out. */
  readonly lag?: number
  /** Shuffles of the source for the probability. 199 when left out. */
  readonly draws?: number
}

/**
 * Transfer entropy from a source to a target, by counting bins.
 *
 * The null, that the source tells nothing, is drawn by shuffling the source's bins among rows: it
 * holds where the target's own last bin says all its past does.
 *
 * @returns `undefined` when bins of either are all one (a constant series).
 * @throws ArgumentError when lengths differ, a value is not finite, there are fewer than `lag` + 8
 *   values, or an option is out of range.
 * @see Schreiber 2000; Miller 1955. Golden numbers: the same counts written out in numpy 2.4.6.
 */
export function transferEntropy(
  source: Float64Array,
  target: Float64Array,
  random: Random,
  options: TransferEntropyOptions = {},
): TransferEntropy | undefined {
  const { bins = 3, lag = 1, draws = 199 } = options
  requireWhole('bins', bins, 2, 16)
  requireWhole('lag', lag, 1)
  requireSize('draws', draws, 1)
  requireRandom(random)
  requireSameLength('source', source, 'target', target)
  requireModerate('source', source, lag + 8)
  requireModerate('target', target, lag + 8)
  const to = quantileBins(target, bins)
  const from = quantileBins(source, bins)
  if (isConstant(to) || isConstant(from)) return undefined
  const counter = new TripleCounter(to, lag, bins)
  const past = from.slice(0, from.length - lag)
  const { plugIn, corrected } = counter.entropy(past)
  let asLarge = 1
  for (let draw = 0; draw < draws; draw += 1) {
    shuffle(past, random)
    // A hair off, lest the same counts in another order round to less.
    if (counter.entropy(past).corrected >= corrected - 1e-12) asLarge += 1
  }
  return { plugIn, corrected, probability: asLarge / (draws + 1), count: past.length }
}

/** Counts bins of target, its last and the source, over and over without new arrays. */
class TripleCounter {
  readonly #next: Uint8Array
  readonly #last: Uint8Array
  readonly #bins: number
  readonly #triples: Int32Array
  readonly #pairs: Int32Array
  /** c log c by c. */
  readonly #terms: Float64Array
  readonly #ownSum: number
  readonly #ownCells: number

  constructor(target: Uint8Array, lag: number, bins: number) {
    this.#next = target.slice(lag)
    this.#last = target.slice(lag - 1, -1)
    this.#bins = bins
    this.#triples = new Int32Array(bins * bins * bins)
    this.#pairs = new Int32Array(bins * bins)
    this.#terms = Float64Array.from({ length: this.#next.length + 1 }, (_, c) =>
      c === 0 ? 0 : c * Math.log(c),
    )
    const singles = new Int32Array(bins)
    for (let i = 0; i < this.#next.length; i += 1) {
      const last = this.#last[i] as number
      const pair = last * bins + (this.#next[i] as number)
      singles[last] = (singles[last] as number) + 1
      this.#pairs[pair] = (this.#pairs[pair] as number) + 1
    }
    this.#ownSum = this.#sum(this.#pairs) - this.#sum(singles)
    this.#ownCells = occupied(this.#pairs) - occupied(singles)
  }

  /** H(next, last) + H(last, source) - H(last) - H(next, last, source), in nats. */
  entropy(source: Uint8Array): { readonly plugIn: number; readonly corrected: number } {
    const bins = this.#bins
    const triples = this.#triples.fill(0)
    const pairs = this.#pairs.fill(0)
    for (let i = 0; i < source.length; i += 1) {
      const pair = (this.#last[i] as number) * bins + (source[i] as number)
      const triple = pair * bins + (this.#next[i] as number)
      pairs[pair] = (pairs[pair] as number) + 1
      triples[triple] = (triples[triple] as number) + 1
    }
    const count = source.length
    const plugIn = (this.#sum(triples) - this.#sum(pairs) - this.#ownSum) / count
    const cells = this.#ownCells + occupied(pairs) - occupied(triples)
    return { plugIn, corrected: plugIn + cells / (2 * count) }
  }

  #sum(counts: Int32Array): number {
    let sum = 0
    for (let i = 0; i < counts.length; i += 1) sum += this.#terms[counts[i] as number] as number
    return sum
  }
}

function occupied(counts: Int32Array): number {
  let cells = 0
  for (let i = 0; i < counts.length; i += 1) if (counts[i] !== 0) cells += 1
  return cells
}

function isConstant(bins: Uint8Array): boolean {
  return bins.every((bin) => bin === bins[0])
}
