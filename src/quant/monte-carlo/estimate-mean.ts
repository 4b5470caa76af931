import type { Random } from '../../base/index.ts'
import { ArgumentError, requireBetween, requireFunction, requireRecord } from '../argument.ts'
import { CoMoments } from './co-moments.ts'
import type { PathGrid, PathLaw, Paths } from './paths.ts'
import { streamPaths } from './stream-paths.ts'

/** A figure of one path: what an option pays, whether a level was touched. */
export type Payoff = (paths: Paths, path: number) => number

/** A payoff whose mean is known, and that moves with the one that is sought. */
export type ControlVariate = { readonly payoff: Payoff; readonly mean: number }

/** A mean over paths, and how far it may be from the true one by chance. */
export type MeanEstimate = {
  readonly mean: number
  /** One deviation of `mean`. */
  readonly standardError: number
  readonly paths: number
  /**
   * The variance that as many plain paths would have had over the one there is: 4 saves three of
   * four paths. `undefined` when the mean has no error left.
   */
  readonly varianceReduction: number | undefined
  /** By which the control's error was multiplied; `undefined` without control. */
  readonly controlCoefficient: number | undefined
}

/**
 * The mean of a payoff over simulated paths. Antithetic pairs count as one observation each; a
 * control variate is used with the coefficient of least squares, whose own error is of the order
 * of one over the number of observations and is not in the standard error.
 *
 * @returns The mean in the unit of the payoff.
 * @throws ArgumentError when the grid is none, when there are fewer than two observations (three
 *   with a control), or when a payoff is not finite.
 * @see Glasserman 2003, 4.1 and 4.2.
 */
export function estimateMean(options: {
  readonly law: PathLaw
  readonly grid: PathGrid
  readonly random: Random
  readonly payoff: Payoff
  readonly control?: ControlVariate
}): MeanEstimate {
  requireRecord('options', options)
  const { law, grid, random, payoff, control } = options
  requireRecord('grid', grid)
  const perObservation = grid.isAntithetic === true ? 2 : 1
  const least = (control === undefined ? 2 : 3) * perObservation
  requireFunction('payoff', payoff)
  requireBetween('paths', grid.paths, least, Number.MAX_SAFE_INTEGER)
  const single = new CoMoments()
  const observed = new CoMoments()
  streamPaths(law, grid, random, (block) => {
    for (let path = 0; path < block.paths; path += perObservation) {
      let sum = 0
      let controlSum = 0
      for (let of = path; of < path + perObservation; of += 1) {
        const value = payoff(block, of)
        if (!Number.isFinite(value)) throw new ArgumentError(`payoff must be finite, was ${value}`)
        single.add(value, 0)
        sum += value
        controlSum += control === undefined ? 0 : control.payoff(block, of)
      }
      observed.add(sum / perObservation, controlSum / perObservation)
    }
  })
  return estimateOf(single, observed, control?.mean)
}

function estimateOf(
  single: CoMoments,
  observed: CoMoments,
  controlMean: number | undefined,
): MeanEstimate {
  const { count, mean } = observed
  // A control that never moves takes nothing away.
  const isUseful = controlMean !== undefined && observed.otherSquares > 0
  const coefficient = isUseful ? observed.products / observed.otherSquares : 0
  const left = observed.squares - coefficient * observed.products
  const degrees = count - (isUseful ? 2 : 1)
  const variance = Math.max(left, 0) / degrees / count
  const plainVariance = single.squares / (single.count - 1) / single.count
  return {
    mean: mean - coefficient * (observed.otherMean - (controlMean ?? 0)),
    standardError: Math.sqrt(variance),
    paths: single.count,
    varianceReduction: variance > 0 ? plainVariance / variance : undefined,
    controlCoefficient: controlMean === undefined ? undefined : coefficient,
  }
}
