/** Rows of a chunk, as a power of two. */
export const chunkBits = 6
export const chunkRows: number = 1 << chunkBits

/** A value at every row, and the lowest and highest of each chunk of rows. */
export type ScreenLine = {
  readonly values: Float64Array
  /** NaN where a value of the chunk is. */
  readonly low: Float64Array
  readonly high: Float64Array
}

export function screenLine(values: Float64Array): ScreenLine {
  const low = new Float64Array(Math.ceil(values.length / chunkRows))
  const high = new Float64Array(low.length)
  for (let chunk = 0; chunk < low.length; chunk += 1) {
    const from = chunk << chunkBits
    const to = Math.min(values.length, from + chunkRows)
    let least = values[from] as number
    let most = least
    for (let row = from + 1; row < to; row += 1) {
      least = Math.min(least, values[row] as number)
      most = Math.max(most, values[row] as number)
    }
    low[chunk] = least
    high[chunk] = most
  }
  return { values, low, high }
}

/**
 * The first of the rows [`from`, `to`) at which `above` is more than `below`; `to` when there is
 * none. A chunk that lies apart as a whole costs one comparison.
 */
export function firstAbove(
  { values: above, high }: ScreenLine,
  { values: below, low }: ScreenLine,
  from: number,
  to: number,
): number {
  for (let row = from; row < to; ) {
    const chunk = row >> chunkBits
    const end = Math.min(to, (chunk + 1) << chunkBits)
    if ((high[chunk] as number) <= (low[chunk] as number)) row = end
    else {
      while (row < end && !((above[row] as number) > (below[row] as number))) row += 1
      if (row < end) return row
    }
  }
  return to
}

/** The first of the rows [`from`, `to`) at which `above` is not more than `below`, likewise. */
export function firstNotAbove(
  { values: above, low }: ScreenLine,
  { values: below, high }: ScreenLine,
  from: number,
  to: number,
): number {
  for (let row = from; row < to; ) {
    const chunk = row >> chunkBits
    const end = Math.min(to, (chunk + 1) << chunkBits)
    if ((low[chunk] as number) > (high[chunk] as number)) row = end
    else {
      while (row < end && (above[row] as number) > (below[row] as number)) row += 1
      if (row < end) return row
    }
  }
  return to
}
