import { declineRow } from './decline-row.ts'
import type { TableRow } from './table.ts'

/**
 * The time stamp of a row.
 *
 * @returns Milliseconds since 1970, whole, between the years 1973 and 5138.
 * @throws UserError `bad-row`, guessing at seconds or microseconds by the size.
 */
export function rowTime(row: TableRow, column: number, path: string): number {
  if (!row.readDecimal(column, 15) || row.scale !== 0 || row.digits < 0)
    declineRow(
      path,
      row.line,
      `ts '${row.text(column).slice(0, 40)}' is not a whole number of milliseconds since 1970; ` +
        'correct or remove the row.',
    )
  if (row.digits < 1e11)
    declineRow(path, row.line, `ts ${row.digits} looks like seconds; multiply the column by 1000.`)
  if (row.digits >= 1e14)
    declineRow(
      path,
      row.line,
      `ts ${row.digits} looks like micro- or nanoseconds; give milliseconds.`,
    )
  return row.digits
}
