import { ArgumentError, requireRecord, requireWhole } from '../argument.ts'
import { fitLine } from '../line-fit.ts'
import { requireModerate } from '../moderate.ts'
import { mean } from '../moments.ts'
import { sumOfProducts } from '../sum-of.ts'

/** How fluctuations around a trend grow with the length looked at. */
export type DetrendedFluctuation = {
  /** 0.5 without memory, above it with, below when moves turn; 1.5 of a random walk. */
  readonly exponent: number
  /** Values of a window. */
  readonly sizes: readonly number[]
  /** Root mean square around the trend of each window. */
  readonly fluctuations: readonly number[]
}

/** How to look at fluctuations. */
export type DetrendedFluctuationOptions = {
  /** Of the trend taken out of each window: a line, the default, or a parabola. */
  readonly order?: 1 | 2
  /** Whole, above `order` + 2, up to half the length. 12 from 8 to a quarter when left out. */
  readonly sizes?: readonly number[]
}

/**
 * Detrended fluctuation analysis. Sums of the series less its mean are cut in windows from the
 * first value on; what is left over at the end is not looked at.
 *
 * @param series - Returns, not prices.
 * @returns `undefined` for a constant series, or one whose sums a trend fits exactly.
 * @throws ArgumentError with fewer than 40 values, one not finite, fewer than three sizes, or a
 *   size out of range.
 * @see Peng et al. 1994; Kantelhardt et al. 2001. Golden numbers: fathon 1.4.0 `DFA`.
 */
export function detrendedFluctuation(
  series: Float64Array,
  options: DetrendedFluctuationOptions = {},
): DetrendedFluctuation | undefined {
  requireModerate('series', series, 40)
  requireRecord('options', options)
  const order = options.order ?? 1
  const sizes = options.sizes ?? defaultSizes(series.length)
  if (sizes.length < 3) throw new ArgumentError(`sizes must be 3 or more, were ${sizes.length}`)
  const sizeMax = Math.floor(series.length / 2)
  for (const size of sizes) requireWhole('sizes', size, order + 3, sizeMax)
  const middle = mean(series)
  if (middle === undefined) return undefined
  const sums = new Float64Array(series.length)
  let sum = 0
  for (let i = 0; i < series.length; i += 1) {
    sum += (series[i] as number) - middle
    sums[i] = sum
  }
  const size = sums.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const fluctuations = sizes.map((window) => fluctuation(sums, window, order))
  if (fluctuations.some((value) => !(value > 1e-13 * size))) return undefined
  const logs = Float64Array.from(fluctuations, Math.log)
  const line = fitLine(Float64Array.from(sizes, Math.log), logs)
  return line === undefined ? undefined : { exponent: line.slope, sizes, fluctuations }
}

/** Twelve sizes, or fewer where they would be equal, each about as many times the one before. */
function defaultSizes(count: number): readonly number[] {
  const [from, to] = [Math.log(8), Math.log(Math.max(11, Math.floor(count / 4)))]
  const sizes = Array.from({ length: 12 }, (_, i) =>
    Math.round(Math.exp(from + (i / 11) * (to - from))),
  )
  return [...new Set(sizes)]
}

function fluctuation(sums: Float64Array, size: number, order: 1 | 2): number {
  const [constant, line, parabola] = polynomials(size)
  const basis = order === 1 ? [constant, line] : [constant, line, parabola]
  const windows = Math.floor(sums.length / size)
  const scratch = new Float64Array(size)
  let squares = 0
  for (let window = 0; window < windows; window += 1) {
    scratch.set(sums.subarray(window * size, (window + 1) * size))
    for (const column of basis) takeOut(scratch, column)
    for (let i = 0; i < size; i += 1) squares += (scratch[i] as number) * (scratch[i] as number)
  }
  return Math.sqrt(squares / (windows * size))
}

/** Polynomials of order 0, 1 and 2 over a window, at right angles and of unit length. */
function polynomials(size: number): readonly [Float64Array, Float64Array, Float64Array] {
  const middle = (size - 1) / 2
  const spread = (size * size - 1) / 12
  const line = Float64Array.from({ length: size }, (_, i) => i - middle)
  return [
    unit(new Float64Array(size).fill(1)),
    unit(line),
    unit(line.map((gap) => gap * gap - spread)),
  ]
}

function unit(column: Float64Array): Float64Array {
  const length = Math.sqrt(sumOfProducts(column, column))
  return column.map((value) => value / length)
}

function takeOut(from: Float64Array, column: Float64Array): void {
  const share = sumOfProducts(from, column)
  for (let i = 0; i < from.length; i += 1)
    from[i] = (from[i] as number) - share * (column[i] as number)
}
