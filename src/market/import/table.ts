/**
 * One row of a table while it is read. The object is reused for the next row: take what you need.
 * Numbers are read as decimal digits, so that no float stands between a file and a tick.
 */
export interface TableRow {
  /** Line of a text file, or number of the row in a Parquet file; from 1 upward. */
  readonly line: number
  readonly fieldCount: number
  /** The decimal read last: `digits` × 10^-`scale`, without trailing zeros behind the point. */
  readonly digits: number
  readonly scale: number
  /** Whether digits behind the point were cut off by `scaleMax`. */
  readonly isCut: boolean
  /**
   * Reads a column as a decimal.
   *
   * @param scaleMax - Digits kept behind the point; the rest is cut off, towards zero.
   * @returns False when it is no decimal, or has more digits than 2^53 can hold.
   */
  readDecimal(column: number, scaleMax: number): boolean
  text(column: number): string
}

/** Takes a table row by row. Throws `UserError` to decline it. */
export interface TableReader {
  header(names: readonly string[]): void
  row(row: TableRow): void
}

/** 10^0 to 10^22: all powers of ten that a double holds exactly. */
export const powersOfTen: Float64Array = Float64Array.from({ length: 23 }, (_, i) =>
  Number(`1e${i}`),
)
