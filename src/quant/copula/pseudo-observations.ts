import { requireSeries } from '../argument.ts'

/**
 * Where each value stands among the others: its rank over n + 1, so that none is 0 or 1. Equal
 * values share the mean of their ranks.
 *
 * @returns Inside 0 to 1, in the order of `values`.
 * @throws ArgumentError when a value is not finite.
 * @see Genest, Ghoudi and Rivest 1995. Golden numbers: scipy 1.17.1 `rankdata`.
 */
export function pseudoObservations(values: Float64Array): Float64Array {
  requireSeries('values', values, 1)
  return sharesOfRanks(doubledRanks(values))
}

/** `pseudoObservations` of values whose ranks are known. */
export function sharesOfRanks(doubled: Int32Array): Float64Array {
  const twice = doubled.length * 2 + 2
  return Float64Array.from(doubled, (rank) => rank / twice)
}

/** Twice the rank of each value, from 2 up: whole even where equal values share a mean. */
export function doubledRanks(values: Float64Array): Int32Array {
  const sorted = Float64Array.from(values).sort()
  const ranks = new Int32Array(values.length)
  const ends = new Int32Array(values.length)
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1
    ends[from] = to
    from = to
  }
  for (let i = 0; i < values.length; i += 1) {
    // Ranks from + 1 to the end, of which the mean.
    const from = lowerBound(sorted, values[i] as number)
    ranks[i] = from + 1 + (ends[from] as number)
  }
  return ranks
}

/** Indices from the lowest rank up; of equal ones the earlier first. By counting. */
export function rankOrder(ranks: Int32Array): Int32Array {
  const places = new Int32Array(2 * ranks.length + 2)
  for (const rank of ranks) places[rank] = (places[rank] as number) + 1
  let place = 0
  for (let rank = 0; rank < places.length; rank += 1) {
    const count = places[rank] as number
    places[rank] = place
    place += count
  }
  const order = new Int32Array(ranks.length)
  for (let i = 0; i < ranks.length; i += 1) {
    const rank = ranks[i] as number
    order[places[rank] as number] = i
    places[rank] = (places[rank] as number) + 1
  }
  return order
}

/** The first index of `sorted` whose value is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
