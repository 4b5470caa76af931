import { requireSameLength, requireSeries, requireTogether } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import { doubledRanks, rankOrder } from './pseudo-observations.ts'

/**
 * Kendall's rank correlation tau-b: concordant less discordant pairs, over the root of the pairs
 * not tied in the one and in the other. By sorting, in n log n steps.
 *
 * @param x - At least 2 values.
 * @param y - As many.
 * @returns -1 to 1; `undefined` when either does not vary.
 * @throws ArgumentError when lengths differ or a value is not finite.
 * @see Kendall 1945; Knight, "A computer method for calculating Kendall's tau with ungrouped data",
 *   1966. Golden numbers: scipy 1.17.1 `kendalltau`.
 */
export function kendallTau(x: Float64Array, y: Float64Array): number | undefined {
  requireSeries('x', x, 2)
  requireSeries('y', y, 2)
  requireSameLength('x', x, 'y', y)
  return kendallOfRanks([doubledRanks(x), doubledRanks(y)])?.values[1]
}

/**
 * `kendallTau` of every pair of series; 1 on the diagonal.
 *
 * @returns `undefined` when one of them does not vary.
 * @throws ArgumentError as `kendallTau`, and without series.
 */
export function kendallMatrix(series: readonly Float64Array[]): Matrix | undefined {
  requireTogether('series', series, 2)
  return kendallOfRanks(series.map(doubledRanks))
}

/** `kendallMatrix` of series whose ranks are known. @param ranks - Of one length, from 2 up. */
export function kendallOfRanks(ranks: readonly Int32Array[]): Matrix | undefined {
  const size = ranks.length
  const taus = matrix(size, size)
  const untied = ranks.map(untiedPairs)
  if (untied.includes(0)) return undefined
  const scratch = new PairCounter(ranks[0]?.length ?? 0)
  for (const [i, own] of ranks.entries()) {
    const order = rankOrder(own)
    taus.values[i * size + i] = 1
    for (let j = i + 1; j < size; j += 1) {
      const surplus = scratch.surplus(order, own, ranks[j] as Int32Array)
      const pairs = Math.sqrt(untied[i] as number) * Math.sqrt(untied[j] as number)
      const tau = Math.max(-1, Math.min(1, surplus / pairs))
      taus.values[i * size + j] = tau
      taus.values[j * size + i] = tau
    }
  }
  return taus
}

/** Pairs of unequal values. */
function untiedPairs(ranks: Int32Array): number {
  const counts = new Int32Array(2 * ranks.length + 2)
  for (const rank of ranks) counts[rank] = (counts[rank] as number) + 1
  let tied = 0
  for (const count of counts) tied += pairsOf(count)
  return pairsOf(ranks.length) - tied
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2
}

/** Rows are put in order by insertion up to this length, then by merging. */
const blockLength = 4

/** Scratch for counting pairs of one sample size. */
class PairCounter {
  #row: Int32Array
  #merged: Int32Array

  constructor(count: number) {
    this.#row = new Int32Array(count)
    this.#merged = new Int32Array(count)
  }

  /** Concordant less discordant pairs. @param order - Sorts `x`. */
  surplus(order: Int32Array, x: Int32Array, y: Int32Array): number {
    const count = order.length
    for (let i = 0; i < count; i += 1) this.#row[i] = y[order[i] as number] as number
    let neither = pairsOf(count)
    for (let from = 0; from < count; ) {
      let to = from + 1
      const rank = x[order[from] as number]
      while (to < count && x[order[to] as number] === rank) to += 1
      // Pairs tied in x are neither; sorted among themselves they need no exchange.
      if (to - from > 1) {
        this.#row.subarray(from, to).sort()
        neither -= pairsOf(to - from) - tiedPairs(this.#row, from, to)
      }
      from = to
    }
    const exchanges = this.#sort()
    return neither - tiedPairs(this.#row, 0, count) - 2 * exchanges
  }

  /** Sorts the row. @returns How many pairs stood in the wrong order. */
  #sort(): number {
    const count = this.#row.length
    let exchanges = 0
    for (let from = 0; from < count; from += blockLength)
      exchanges += insertionSort(this.#row, from, Math.min(from + blockLength, count))
    for (let width = blockLength; width < count; width *= 2) {
      for (let from = 0; from < count; from += 2 * width) {
        const middle = Math.min(from + width, count)
        const to = Math.min(from + 2 * width, count)
        exchanges += merge(this.#row, this.#merged, { from, middle, to })
      }
      ;[this.#row, this.#merged] = [this.#merged, this.#row]
    }
    return exchanges
  }
}

/** Pairs of equal values in a sorted stretch. */
function tiedPairs(sorted: Int32Array, from: number, to: number): number {
  let tied = 0
  let run = 0
  for (let i = from + 1; i < to; i += 1) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 0
    tied += run
  }
  return tied
}

function insertionSort(row: Int32Array, from: number, to: number): number {
  let exchanges = 0
  for (let i = from + 1; i < to; i += 1) {
    const value = row[i] as number
    let at = i
    while (at > from && (row[at - 1] as number) > value) {
      row[at] = row[at - 1] as number
      at -= 1
    }
    row[at] = value
    exchanges += i - at
  }
  return exchanges
}

/** Which side comes next cannot be foreseen: it is reckoned, not branched on. */
function merge(
  row: Int32Array,
  out: Int32Array,
  { from, middle, to }: { readonly from: number; readonly middle: number; readonly to: number },
): number {
  let exchanges = 0
  let left = from
  let right = middle
  let at = from
  while (left < middle && right < to) {
    const a = row[left] as number
    const gap = (row[right] as number) - a
    const isRight = gap >>> 31
    out[at] = a + gap * isRight
    exchanges += (middle - left) * isRight
    left += 1 - isRight
    right += isRight
    at += 1
  }
  for (; left < middle; left += 1, at += 1) out[at] = row[left] as number
  for (; right < to; right += 1, at += 1) out[at] = row[right] as number
  return exchanges
}
