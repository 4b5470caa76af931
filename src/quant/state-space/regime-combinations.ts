/**
 * Shares of every combination of regimes over the last values, row after row. A combination is the
 * regime now, plus `regimes` times the one before, and so on.
 */
export type Unrolled = {
  readonly regimes: number
  readonly combinations: number
  readonly transition: Float64Array
  readonly filtered: Float64Array
  readonly predicted: Float64Array
}

/**
 * Foresees a row from the filtered shares of the row before.
 *
 * @param before - Where that row starts; `undefined` for the first, foreseen from `shares`.
 * @param shares - Of the regimes in the long run.
 */
export function predictRow(
  { regimes, combinations, transition, filtered, predicted }: Unrolled,
  at: number,
  before: number | undefined,
  shares: Float64Array,
): void {
  const stem = combinations / regimes
  for (let tail = 0; tail < stem; tail += 1) {
    let weight = 0
    if (before === undefined) weight = chainShare(shares, transition, tail, stem)
    // The oldest regime drops out: combinations that differ in it alone come together.
    else
      for (let old = 0; old < regimes; old += 1)
        weight += filtered[before + old * stem + tail] as number
    for (let next = 0; next < regimes; next += 1)
      predicted[at + tail * regimes + next] =
        weight * (transition[(tail % regimes) * regimes + next] as number)
  }
}

/** The long-run share of a run of regimes: the oldest's, times every step since. */
function chainShare(
  shares: Float64Array,
  transition: Float64Array,
  tail: number,
  stem: number,
): number {
  const regimes = shares.length
  let weight = 1
  let rest = tail
  for (let size = stem; size > regimes; size /= regimes) {
    const newer = rest % regimes
    rest = Math.floor(rest / regimes)
    weight *= transition[(rest % regimes) * regimes + newer] as number
  }
  return weight * (shares[rest] as number)
}

/** Kim's smoother: filtered shares become those given all rows, in place. */
export function smoothRows(
  { regimes, combinations, transition, filtered, predicted }: Unrolled,
  rows: number,
): void {
  const stem = combinations / regimes
  const factors = new Float64Array(combinations)
  for (let row = rows - 2; row >= 0; row -= 1) {
    const at = row * combinations
    const later = at + combinations
    for (let c = 0; c < combinations; c += 1) {
      const foreseen = predicted[later + c] as number
      factors[c] = foreseen === 0 ? 0 : (filtered[later + c] as number) / foreseen
    }
    for (let c = 0; c < combinations; c += 1) {
      const children = (c % stem) * regimes
      let sum = 0
      for (let next = 0; next < regimes; next += 1)
        sum +=
          (transition[(c % regimes) * regimes + next] as number) *
          (factors[children + next] as number)
      filtered[at + c] = (filtered[at + c] as number) * sum
    }
  }
}
