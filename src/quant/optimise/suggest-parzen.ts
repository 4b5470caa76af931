import type { Random } from '../../base/index.ts'
import { requireRandom, requireWhole } from '../argument.ts'
import { drawParzen, logParzen, parzenDensity } from './parzen-density.ts'
import {
  type SearchParameter,
  requireSpace,
  requireTrials,
  suggestRandom,
  type SearchTrial,
} from './search-space.ts'

/** How a tree-structured Parzen estimator looks. */
export type ParzenOptions = {
  /** Trials drawn evenly at first, 1 or more; 10 by default. */
  readonly startCount?: number
  /** Points drawn to choose from, 1 or more; 24 by default. */
  readonly candidateCount?: number
}

/**
 * The next point to try, by a tree-structured Parzen estimator (TPE): of some points drawn from a
 * density around the best tenth of the trials, 25 at most, the one it favours most over the
 * density around the rest.
 *
 * Nothing is kept between calls: to go on after a stop, give the same trials and a `random` that
 * was saved.
 *
 * @param trials - All so far, oldest first. Those that failed count as the worst.
 * @throws ArgumentError when the space or a trial is not what it should be.
 * @see Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", 2011;
 *   Watanabe 2023. Golden numbers: the densities of optuna 5.0.0 `TPESampler(multivariate=True)`.
 */
export function suggestParzen(
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
  random: Random,
  options: ParzenOptions = {},
): Float64Array {
  const { startCount = 10, candidateCount = 24 } = options
  requireSpace(space)
  requireTrials(space, trials)
  requireRandom(random)
  requireWhole('startCount', startCount, 1)
  requireWhole('candidateCount', candidateCount, 1)
  if (trials.length < startCount) return suggestRandom(space, random)
  const goodCount = Math.min(25, Math.ceil(0.1 * trials.length))
  const order = [...trials.keys()].sort(
    (i, j) => rankValue(trials[i]) - rankValue(trials[j]) || i - j,
  )
  const isGood = new Set(order.slice(0, goodCount))
  const pointsOf = (wanted: boolean): readonly Float64Array[] =>
    trials.filter((_, k) => isGood.has(k) === wanted).map((trial) => trial.point)
  const good = parzenDensity(space, pointsOf(true))
  const rest = parzenDensity(space, pointsOf(false))
  let best = drawParzen(good, random)
  let bestGain = logParzen(good, best) - logParzen(rest, best)
  for (let k = 1; k < candidateCount; k += 1) {
    const point = drawParzen(good, random)
    const gain = logParzen(good, point) - logParzen(rest, point)
    if (gain > bestGain) [best, bestGain] = [point, gain]
  }
  return best
}

/** Finite, so that differences of two failures are 0. */
function rankValue(trial: SearchTrial | undefined): number {
  return trial !== undefined && Number.isFinite(trial.value) ? trial.value : Number.MAX_VALUE
}
