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
 *   out, so a series can be given as `{ close: series }`; `volume` and `ts` are 0 then. Readings
 *   keep their ranges where prices are above 0.
 * @throws ArgumentError when columns differ in length, a number is not finite, a low is above its
 *   high, a volume below 0, or `ts` goes back; and when `spec` is no indicator with streams of its
 *   own, such as one of `every`, which is for agents.
 */
export function overBars<Name extends string>(
  spec: IndicatorSpec<Name>,
  bars: SomeBars,
): Readonly<Record<Name, Float64Array>> {
  if (typeof spec.stream !== 'function')
    throw new ArgumentError('spec must be an indicator of this library, such as rsi(14)')
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
  // The close first: it stands for those that were left out, and is what an error should name.
  const columns = { close, open, high, low, ts: bars.ts ?? zeros, volume: bars.volume ?? zeros }
  for (const [name, column] of Object.entries(columns)) {
    // One that the close stands for is looked at already.
    if (column === close && name !== 'close') continue
    if (!(column instanceof Float64Array))
      throw new ArgumentError(`${name} must be a Float64Array, was ${typeof column}`)
    requireSameLength('close', close, name, column)
    requireFinite(name, column)
  }
  requireNotBelow0('volume', columns.volume)
  requireOrder('high', high, 'low', low, 0)
  requireOrder('ts', columns.ts, 'ts of the bar before', columns.ts, 1)
  return columns
}

/** Looks at a column once without a branch, and for the row only when there is one to name. */
function requireFinite(name: string, column: Float64Array): void {
  let sum = 0
  // A number less itself is 0, unless it is infinite or none.
  for (let row = 0; row < column.length; row += 1)
    sum += (column[row] as number) - (column[row] as number)
  if (sum === 0) return
  const row = column.findIndex((value) => !Number.isFinite(value))
  throw new ArgumentError(`${name} must be finite, and ${name}[${row}] was ${column[row]}`)
}

function requireNotBelow0(name: string, column: Float64Array): void {
  for (let row = 0; row < column.length; row += 1)
    if ((column[row] as number) < 0)
      throw new ArgumentError(`${name} must be >= 0, and ${name}[${row}] was ${column[row]}`)
}

/** Declines a row where `upper` is below what `lower` was `back` rows before. */
function requireOrder(
  name: string,
  upper: Float64Array,
  lowerName: string,
  lower: Float64Array,
  back: number,
): void {
  for (let row = back; row < upper.length; row += 1) {
    const value = upper[row] as number
    const bound = lower[row - back] as number
    if (value < bound)
      throw new ArgumentError(
        `${name} must be >= ${lowerName}, ${bound}, and ${name}[${row}] was ${value}`,
      )
  }
}
