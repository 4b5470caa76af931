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
  const twice = values.length * 2 + 2
  return Float64Array.from(doubledRanks(values), (rank) => rank / twice)
}

/** Twice the rank of each value, from 2 up: whole even where equal values share a mean. */
export function doubledRanks(values: Float64Array): Int32Array {
  const order = sortedOrder(values)
  const ranks = new Int32Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    const value = values[order[from] as number]
    while (to < order.length && values[order[to] as number] === value) to += 1
    // Ranks from + 1 to `to`, of which the mean.
    for (let i = from; i < to; i += 1) ranks[order[i] as number] = from + 1 + to
    from = to
  }
  return ranks
}

/** Indices of `values` from the lowest up; of equal values the earlier first. */
export function sortedOrder(values: Float64Array): Int32Array {
  const count = values.length
  const sorted = Float64Array.from(values).sort()
  const order = new Int32Array(count)
  const filled = new Int32Array(count)
  for (let i = 0; i < count; i += 1) {
    const at = lowerBound(sorted, values[i] as number)
    order[at + (filled[at] as number)] = i
    filled[at] = (filled[at] as number) + 1
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
