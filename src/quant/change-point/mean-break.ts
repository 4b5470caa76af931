import { requireBetween } from '../argument.ts'
import { requireModerate } from '../moderate.ts'

/** One change of the mean. */
export type MeanBreak = {
  /** The first value after the change. */
  readonly index: number
  readonly meanBefore: number
  readonly meanAfter: number
  /** Of squares around both means. */
  readonly residualSum: number
  /** F-value of two means against one, at the place where it is largest: not an F law's. */
  readonly supremumF: number
}

/**
 * The place at which two means leave least squares. Of equal places the first.
 *
 * @param trim - Share of the series left out at either end, 0 to below 0.5. 0.15 when left out.
 * @returns `undefined` for a constant series, or when two means fit exactly.
 * @throws ArgumentError with fewer than 4 values, one not finite, or a trim out of range.
 * @see Bai 1994; Andrews 1993. Golden numbers: strucchange 1.5.3 `breakpoints` and `Fstats`; the
 *   Nile's change after 1898 (Cobb 1978).
 */
export function meanBreak(series: Float64Array, trim = 0.15): MeanBreak | undefined {
  requireModerate('series', series, 4)
  requireBetween('trim', trim, 0, 0.4999)
  const count = series.length
  const first = series[0] as number
  if (series.every((value) => value === first)) return undefined
  let total = 0
  for (let i = 0; i < count; i += 1) total += (series[i] as number) - first
  const mean = total / count
  const edge = Math.max(1, Math.floor(trim * count))
  let [sum, gain, index] = [0, -1, 0]
  for (let i = 1; i <= count - edge; i += 1) {
    sum += (series[i - 1] as number) - first - mean
    if (i < edge) continue
    const found = (sum * sum * count) / (i * (count - i))
    if (found > gain) [gain, index] = [found, i]
  }
  const meanBefore = meanOf(series, 0, index)
  const meanAfter = meanOf(series, index, count)
  const residualSum =
    squaresOf(series, 0, index, meanBefore) + squaresOf(series, index, count, meanAfter)
  if (!(residualSum > 1e-20 * gain)) return undefined
  const supremumF = gain / (residualSum / (count - 2))
  return { index, meanBefore, meanAfter, residualSum, supremumF }
}

function meanOf(series: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i += 1) sum += series[i] as number
  return sum / (to - from)
}

function squaresOf(series: Float64Array, from: number, to: number, mean: number): number {
  let sum = 0
  for (let i = from; i < to; i += 1) {
    const gap = (series[i] as number) - mean
    sum += gap * gap
  }
  return sum
}
