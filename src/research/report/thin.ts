/** Values at rising times; rows past `length` do not count. */
export type Series = {
  readonly length: number
  readonly ts: Float64Array
  readonly values: Float64Array
}

/**
 * The rows that draw the same picture as all of them: first and last, and the lowest and highest of
 * every column of pixels. A spike of one bar in a million stays visible, which no average keeps.
 *
 * @param columns - Width of the picture. Whole, >= 1.
 * @returns Row numbers, rising; at most 2 × `columns` + 2.
 */
export function thin(series: Series, columns: number): number[] {
  const { length, ts, values } = series
  if (length === 0) return []
  const rows = [0]
  const add = (row: number): void => {
    if (row > (rows[rows.length - 1] as number)) rows.push(row)
  }
  for (const { from, to } of columnsOf(series, columns)) {
    let low = from
    let high = from
    for (let row = from + 1; row < to; row += 1) {
      if ((values[row] as number) < (values[low] as number)) low = row
      if ((values[row] as number) > (values[high] as number)) high = row
    }
    add(Math.min(low, high))
    add(Math.max(low, high))
  }
  add(Math.min(length, ts.length) - 1)
  return rows
}

/** The mean of every column that has rows, at the time of its last: where a spike says little. */
export function columnMeans(series: Series, columns: number): Series {
  const ts: number[] = []
  const means: number[] = []
  for (const { from, to } of columnsOf(series, columns)) {
    let sum = 0
    for (let row = from; row < to; row += 1) sum += series.values[row] as number
    ts.push(series.ts[to - 1] as number)
    means.push(sum / (to - from))
  }
  return { length: ts.length, ts: Float64Array.from(ts), values: Float64Array.from(means) }
}

/** The last row of every column that has rows: what a reader is shown when pointing at it. */
export function columnEnds(series: Series, columns: number): number[] {
  return columnsOf(series, columns).map(({ to }) => to - 1)
}

/** Rows [from, to) by column of equal time, empty columns left out. */
function columnsOf(series: Series, columns: number): { from: number; to: number }[] {
  const { length, ts } = series
  if (length === 0) return []
  const start = ts[0] as number
  const width = ((ts[length - 1] as number) - start) / columns
  const found: { from: number; to: number }[] = []
  let from = 0
  for (let column = 1; column <= columns && from < length; column += 1) {
    const end = column === columns ? Number.POSITIVE_INFINITY : start + column * width
    let to = from
    while (to < length && (ts[to] as number) < end) to += 1
    if (to > from) found.push({ from, to })
    from = to
  }
  return found
}
