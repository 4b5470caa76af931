import type { Random } from '../../base/index.ts'
import {
  requireFunction,
  requireList,
  requireRandom,
  requireRecord,
  requireSeries,
  requireSize,
  requireWhole,
} from '../argument.ts'

/** A series, how it is drawn anew, and what is asked of each draw. */
export type BlockBootstrap = {
  /** At least `blockLength` values. */
  readonly values: Float64Array
  /** Values in a block. Whole, 1 or more; 1 is the plain bootstrap. */
  readonly blockLength: number
  /** How many series to draw. Whole, 1 or more. */
  readonly draws: number
  /** Of one drawn series. The array is reused: keep no reference to it. */
  readonly statistic: (drawn: Float64Array) => number
  readonly random: Random
}

/**
 * Re-draws a series in blocks of equal length that may start anywhere and wrap around the end, so
 * that every value is drawn as often as any other. The last block is cut to fit.
 *
 * @returns The statistic of each draw, in the order drawn.
 * @throws ArgumentError when `values` are shorter than a block or not finite, or an option is out
 *   of range.
 * @see Politis and Romano, "A circular block-resampling procedure for stationary data", 1992.
 *   Golden numbers: arch 8.0.0 `CircularBlockBootstrap` from the same starts
 *   (`test/golden/quant/selection.json`).
 */
export function circularBlockBootstrap(options: BlockBootstrap): Float64Array {
  requireRecord('options', options)
  requireList('values', options.values)
  return bootstrap(options, options.values.length)
}

/**
 * Re-draws a series in blocks of equal length that lie wholly inside it: values near its ends are
 * drawn less often. The last block is cut to fit.
 *
 * @returns The statistic of each draw, in the order drawn.
 * @throws ArgumentError when `values` are shorter than a block or not finite, or an option is out
 *   of range.
 * @see Künsch 1989. Golden numbers: arch 8.0.0 `MovingBlockBootstrap` from the same starts
 *   (`test/golden/quant/selection.json`).
 */
export function movingBlockBootstrap(options: BlockBootstrap): Float64Array {
  requireRecord('options', options)
  requireList('values', options.values)
  return bootstrap(options, options.values.length - options.blockLength + 1)
}

/** @param starts - A block starts at one of the first `starts` values. */
function bootstrap(options: BlockBootstrap, starts: number): Float64Array {
  const { values, blockLength, draws, random } = options
  requireWhole('blockLength', blockLength, 1)
  requireSize('draws', draws, 1)
  requireRandom(random)
  requireFunction('statistic', options.statistic)
  requireSeries('values', values, blockLength)
  const drawn = new Float64Array(values.length)
  const statistics = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < drawn.length; i += blockLength)
      copyBlock(values, random.below(starts), drawn, i, blockLength)
    statistics[draw] = options.statistic(drawn)
  }
  return statistics
}

function copyBlock(
  values: Float64Array,
  start: number,
  drawn: Float64Array,
  to: number,
  length: number,
): void {
  const end = Math.min(drawn.length, to + length)
  let from = start
  for (let i = to; i < end; i += 1) {
    drawn[i] = values[from] as number
    from = from + 1 === values.length ? 0 : from + 1
  }
}
