import { ArgumentError, requireSameLength } from '../quant/index.ts'
import { blockRows } from './block-rows.ts'
import type { IndicatorSpec } from './define-indicator.ts'
import type { BarArrays } from './bar-arrays.ts'

/** Any of the columns of bars; `close` at least. */
export type SomeBars = Partial<BarArrays> & { readonly close: Float64Array }

/**
 * Every line of an indicator at every bar. NaN until a line's warm-up is over; otherwise bit for
 * bit what the stream reads one bar at a time.
 *
 * @param bars - Columns of one length. `open`, `high` and `low` are the close where they are left
 *   out, so any series can be given as `{ close: series }`; `volume` and `ts` are 0 then.
 * @throws ArgumentError when columns differ in length or hold a number that is not finite.
 */
export function overBars<Name extends string>(
  spec: IndicatorSpec<Name>,
  bars: SomeBars,
): Readonly<Record<Name, Float64Array>> {
  const columns = checkedBars(bars)
  const rows = columns.close.length
  const stream = spec.stream()
  const out = spec.lines.map(() => new Float64Array(rows))
  // In blocks: a loop of a million rows is thrown away and compiled again at each call.
  for (let from = 0; from < rows; from += blockRows)
    stream.fold(columns, { from, to: Math.min(from + blockRows, rows), at: from }, out)
  return Object.fromEntries(spec.lines.map((line, i) => [line.name, out[i]])) as Readonly<
    Record<Name, Float64Array>
  >
}

function checkedBars(bars: SomeBars): BarArrays {
  const { close, open = close, high = close, low = close } = bars
  const zeros = bars.volume && bars.ts ? close : new Float64Array(close.length)
  const columns = { ts: bars.ts ?? zeros, open, high, low, close, volume: bars.volume ?? zeros }
  for (const [name, column] of Object.entries(columns)) {
    requireSameLength('close', close, name, column)
    requireFinite(name, column)
  }
  return columns
}

function requireFinite(name: string, column: Float64Array): void {
  let sum = 0
  // A number less itself is 0, unless it is infinite or none.
  for (let row = 0; row < column.length; row += 1)
    sum += (column[row] as number) - (column[row] as number)
  if (sum === 0) return
  const row = column.findIndex((value) => !Number.isFinite(value))
  throw new ArgumentError(`${name} must be finite, and ${name}[${row}] was ${column[row]}`)
}
