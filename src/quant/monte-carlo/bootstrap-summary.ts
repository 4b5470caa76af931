import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireBetween,
  requirePositive,
  requireRandom,
  requireRecord,
  requireSeries,
  requireSize,
} from '../argument.ts'
import { addPaths, emptySummary, type PathSummary } from './path-summary.ts'

/**
 * Summarises paths of wealth that are drawn from past returns in blocks of geometric length, so
 * that what depends on its neighbours still does. The series wraps around. Paths are not kept.
 *
 * @param options.returns - Simple returns of one step each, each >= -1; at least 2.
 * @param options.steps - Length of a path; may exceed the number of returns.
 * @param options.blockMean - Mean length of a block, >= 1; 1, the default, draws each on its own.
 * @param options.start - Wealth to begin with. Default 1.
 * @throws ArgumentError when one of these is none, or a return is below -1.
 * @see Politis and Romano, "The stationary bootstrap", 1994.
 */
export function bootstrapSummary(options: {
  readonly returns: Float64Array
  readonly paths: number
  readonly steps: number
  readonly random: Random
  readonly blockMean?: number
  readonly start?: number
}): PathSummary {
  requireRecord('options', options)
  const { returns, paths, steps, random, blockMean = 1, start = 1 } = options
  requireSeries('returns', returns, 2)
  const worst = returns.reduce((least, value) => Math.min(least, value))
  if (worst < -1) throw new ArgumentError(`returns must be >= -1, and one was ${worst}`)
  requireSize('paths', paths, 1)
  requireSize('steps', steps, 1)
  requireRandom(random)
  requireBetween('blockMean', blockMean, 1, Number.MAX_VALUE)
  requirePositive('start', start)
  const summary = emptySummary(paths, steps)
  const values = new Float64Array(steps + 1)
  values[0] = start
  for (let path = 0; path < paths; path += 1) {
    drawWealth(returns, values, 1 / blockMean, random)
    addPaths(summary, path, { paths: 1, steps, values })
  }
  return summary
}

/** @param restart - Chance that a block ends. */
function drawWealth(
  returns: Float64Array,
  values: Float64Array,
  restart: number,
  random: Random,
): void {
  let at = random.below(returns.length)
  for (let step = 1; step < values.length; step += 1) {
    values[step] = (values[step - 1] as number) * (1 + (returns[at] as number))
    if (restart === 1 || random.next() < restart) at = random.below(returns.length)
    else at = at + 1 === returns.length ? 0 : at + 1
  }
}
