/** Levels as columns: `isBid` 1 or 0, `ticks`, `lots`. */
export type LevelColumns = {
  readonly isBid: Float64Array
  readonly ticks: Float64Array
  readonly lots: Float64Array
}

/** The same as a book takes it fastest: side and price in one number. */
export type LevelRows = {
  /** A bid's ticks; of an ask their complement, `~ticks`, which is below zero. */
  readonly prices: Int32Array
  /** NaN where no book can hold the level. */
  readonly lots: Float64Array
}

const known = new WeakMap<LevelColumns, LevelRows>()

/** Rows of columns that do not change, made once. */
export function levelRows(columns: LevelColumns): LevelRows {
  const before = known.get(columns)
  if (before !== undefined) return before
  const { isBid, ticks } = columns
  const prices = new Int32Array(ticks.length)
  const lots = columns.lots.slice()
  for (let row = 0; row < prices.length; row += 1) {
    const at = ticks[row] as number
    prices[row] = isBid[row] === 1 ? at : ~at
    if (!isLevel(at, lots[row] as number)) lots[row] = Number.NaN
  }
  const rows = { prices, lots }
  known.set(columns, rows)
  return rows
}

/** Whether a book can hold it. Comparisons that NaN fails. */
export function isLevel(ticks: number, lots: number): boolean {
  return (ticks | 0) === ticks && ticks >= 0 && lots >= 0 && lots <= Number.MAX_SAFE_INTEGER
}
