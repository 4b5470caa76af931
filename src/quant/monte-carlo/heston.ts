import { requireOneOf } from '../argument.ts'
import { expScaled } from './exp-scaled.ts'
import { eulerStep } from './heston-euler.ts'
import { type Heston, requireHeston } from './heston-parameters.ts'
import { quadraticExponentialStep } from './heston-quadratic-exponential.ts'
import type { PathLaw } from './paths.ts'

/**
 * Heston's stochastic volatility. Neither scheme is exact: the error falls with the step.
 *
 * @param scheme - `quadratic-exponential` (Andersen, with the martingale correction), good with a
 *   few steps a year, also where the variance touches 0; or `euler` with full truncation, simpler
 *   and with more bias at the same step.
 * @throws ArgumentError when a parameter is outside its range.
 * @see Andersen, "Efficient simulation of the Heston stochastic volatility model", 2008; Lord,
 *   Koekkoek and van Dijk, "A comparison of biased simulation schemes", 2010.
 */
export function heston(
  parameters: Heston,
  scheme: 'quadratic-exponential' | 'euler' = 'quadratic-exponential',
): PathLaw {
  requireHeston(parameters)
  requireOneOf('scheme', scheme, ['quadratic-exponential', 'euler'])
  return {
    drawsPerPath: (steps) => 2 * steps,
    over: ({ steps, horizonYears }) => {
      const step = scheme === 'euler' ? eulerStep : quadraticExponentialStep
      const fillLogs = step(parameters, horizonYears / steps)
      return (block, draws) => {
        fillLogs(block, draws)
        expScaled(block.values, 0, block.values.length, parameters.start)
      }
    },
  }
}
