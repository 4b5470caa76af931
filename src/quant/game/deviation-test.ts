import { ArgumentError, requireSameLength, requireSeries } from '../argument.ts'
import { chiSquaredTail } from '../law/index.ts'
import { requireShares } from './bimatrix-game.ts'

/** How unlikely observed play is for someone who plays a given strategy. */
export type DeviationTest = {
  /** Pearson's chi-squared; `undefined` when an action was seen that is never to be played. */
  readonly statistic: number | undefined
  readonly degrees: number
  /** The chance of play at least as far off: 0 when an action was seen that is never played. */
  readonly probability: number
}

/**
 * Tests whether actions were drawn, one by one and independently, from a strategy. The law of the
 * statistic is that of many observations: at least five expected of each action.
 *
 * @param counts - How often each action was seen. Whole, 0 or more.
 * @param strategy - Shares of 1 with which each is played in equilibrium.
 * @returns `undefined` when nothing was seen, or when only one action is ever to be played and
 *   only that was seen: there is nothing to test.
 * @throws ArgumentError when lengths differ, counts are not whole, or shares do not add up to 1.
 * @see Pearson 1900. Golden numbers: scipy 1.17.1 `stats.chisquare`.
 */
export function deviationTest(
  counts: Float64Array,
  strategy: Float64Array,
): DeviationTest | undefined {
  requireSeries('counts', counts, 1)
  requireSameLength('counts', counts, 'strategy', strategy)
  if (counts.some((count) => count < 0 || !Number.isInteger(count)))
    throw new ArgumentError('counts must be whole and 0 or more')
  requireShares('strategy', strategy)
  const total = counts.reduce((seen, count) => seen + count, 0)
  if (total === 0) return undefined
  let statistic = 0
  let degrees = -1
  let isImpossible = false
  for (let action = 0; action < counts.length; action += 1) {
    const expected = total * (strategy[action] as number)
    const gap = (counts[action] as number) - expected
    if (expected > 0) {
      statistic += (gap * gap) / expected
      degrees += 1
    } else if (gap > 0) isImpossible = true
  }
  if (isImpossible) return { statistic: undefined, degrees, probability: 0 }
  if (degrees === 0) return undefined
  return { statistic, degrees, probability: chiSquaredTail(statistic, degrees) }
}
