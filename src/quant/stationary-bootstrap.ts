import type { Random } from '../base/index.ts'
import {
  requireBetween,
  requireFunction,
  requireList,
  requireRandom,
  requireRecord,
  requireSize,
} from './argument.ts'

/**
 * Re-draws a series in blocks of random length, so that what depends on its neighbours still does,
 * and computes a statistic on each draw. The series wraps around; lengths are geometric.
 *
 * @param options.blockMean - Mean length of a block, in samples. >= 1; 1 is the plain bootstrap.
 * @param options.draws - How many series to draw. Whole, >= 1.
 * @param options.statistic - Of one drawn series. The array is reused: keep no reference to it.
 * @returns The statistic of each draw, in the order drawn; `undefined` for fewer than two values.
 * @throws ArgumentError when `blockMean` or `draws` is out of range.
 * @see Politis and Romano, "The stationary bootstrap", 1994.
 */
export function stationaryBootstrap(options: {
  readonly values: Float64Array
  readonly blockMean: number
  readonly draws: number
  readonly statistic: (drawn: Float64Array) => number
  readonly random: Random
}): Float64Array | undefined {
  requireRecord('options', options)
  const { values, blockMean, draws, random } = options
  requireList('values', values)
  requireFunction('statistic', options.statistic)
  requireRandom(random)
  requireBetween('blockMean', blockMean, 1, Number.MAX_VALUE)
  requireSize('draws', draws, 1)
  if (values.length < 2) return undefined
  const rows = new Int32Array(values.length)
  const drawn = new Float64Array(values.length)
  const statistics = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    stationaryRows(rows, blockMean, random)
    for (let i = 0; i < rows.length; i += 1) drawn[i] = values[rows[i] as number] as number
    statistics[draw] = options.statistic(drawn)
  }
  return statistics
}

/** Draws as many places of a series by the stationary bootstrap as `out` is long. */
export function stationaryRows(out: Int32Array, blockMean: number, random: Random): void {
  const count = out.length
  const restart = 1 / blockMean
  let at = random.below(count)
  for (let i = 0; i < count; i += 1) {
    out[i] = at
    if (random.next() < restart) at = random.below(count)
    else at = at + 1 === count ? 0 : at + 1
  }
}
