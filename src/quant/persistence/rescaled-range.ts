import { requireModerate } from '../moderate.ts'
import { slopeOf } from '../slope-of.ts'
import { logGamma } from '../special/index.ts'

/** The Hurst exponent: 0.5 without memory, above it when moves go on, below when they turn. */
export type Hurst = {
  /** The slope of log rescaled range on log size: in a short series too large by some 0.1. */
  readonly exponent: number
  /** The same, the range expected of independent values taken off and sqrt(pi n / 2) put on. */
  readonly corrected: number | undefined
  /** Values of a chunk, largest first. */
  readonly sizes: readonly number[]
  /** The mean rescaled range of chunks of each size. */
  readonly ranges: readonly number[]
}

const chunkMin = 8
const chunksMax = 32

/**
 * Hurst exponent by rescaled ranges, raw and with the correction of Anis and Lloyd. The series is
 * cut in 1, 2, 4, ... up to 32 chunks of 8 values or more; values left over are the oldest. A chunk
 * of equal values counts as range 0; deviations have divisor n.
 *
 * @param returns - Log-returns, not prices. 32 or more.
 * @returns `undefined` when chunks of some size have no range at all. `corrected` also when a
 *   corrected range is not above 0.
 * @throws ArgumentError with fewer than 32 values, or one not finite.
 * @see Hurst 1951; Anis and Lloyd 1976, without the factor (n - 0.5) / n of Peters 1994. Golden
 *   numbers: Stock.Indicators `GetHurst(100)` on 502 closes.
 */
export function hurst(returns: Float64Array): Hurst | undefined {
  requireModerate('returns', returns, 4 * chunkMin)
  const sizes: number[] = []
  const ranges: number[] = []
  for (let chunks = 1; chunks <= chunksMax; chunks *= 2) {
    const size = Math.floor(returns.length / chunks)
    if (size < chunkMin) break
    sizes.push(size)
    ranges.push(meanRange(returns, chunks, size))
  }
  const exponent = logSlope(sizes, ranges)
  if (exponent === undefined) return undefined
  const free = ranges.map((range, i) => {
    const size = sizes[i] as number
    return range - expectedRange(size) + Math.sqrt((Math.PI * size) / 2)
  })
  return { exponent, corrected: logSlope(sizes, free), sizes, ranges }
}

/** The rescaled range expected of `size` independent normal values. */
function expectedRange(size: number): number {
  let sum = 0
  for (let i = 1; i < size; i += 1) sum += Math.sqrt((size - i) / i)
  const ratio = Math.exp(logGamma((size - 1) / 2) - logGamma(size / 2)) / Math.sqrt(Math.PI)
  return ratio * sum
}

function meanRange(returns: Float64Array, chunks: number, size: number): number {
  let sum = 0
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const end = returns.length - chunk * size
    sum += rescaledRange(returns.subarray(end - size, end))
  }
  return sum / chunks
}

function rescaledRange(values: Float64Array): number {
  const first = values[0] as number
  if (values.every((value) => value === first)) return 0
  let total = 0
  for (let i = 0; i < values.length; i += 1) total += values[i] as number
  const mean = total / values.length
  let [sum, squares] = [0, 0]
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i += 1) {
    const gap = (values[i] as number) - mean
    sum += gap
    squares += gap * gap
    if (sum < low) low = sum
    if (sum > high) high = sum
  }
  return squares > 0 ? (high - low) / Math.sqrt(squares / values.length) : 0
}

/** Of log values on log sizes; `undefined` when a value is not above 0. */
function logSlope(sizes: readonly number[], values: readonly number[]): number | undefined {
  if (values.some((value) => !(value > 0))) return undefined
  return slopeOf(Float64Array.from(sizes, Math.log), Float64Array.from(values, Math.log))?.slope
}
