import { ArgumentError, requireBetween } from '../argument.ts'
import { normalQuantile } from '../normal.ts'
import { expScaled } from './exp-scaled.ts'
import { type GeometricBrownianMotion, requirePrice } from './geometric-brownian-motion.ts'
import type { PathLaw, Paths } from './paths.ts'

/** A price that also jumps. `drift` is the mean growth with the jumps in it. */
export type MertonJumpDiffusion = GeometricBrownianMotion & {
  /** Jumps a year, in the mean. */
  readonly jumpsPerYear: number
  /** Of the logarithm of a jump's factor. */
  readonly jumpMean: number
  readonly jumpDeviation: number
}

/** Three draws a step: the diffusion, how many jumps, how large. */
const drawsPerStep = 3

/**
 * Merton's jump diffusion, exact at every step: between steps a Poisson number of jumps, whose
 * logarithms are normal. The drift is compensated, so that E S(t) = S(0) e^(drift t).
 *
 * @throws ArgumentError as `geometricBrownianMotion`; when a jump parameter is none; and when one
 *   step is to hold more than 100 jumps in the mean.
 * @see Merton, "Option pricing when underlying stock returns are discontinuous", 1976.
 */
export function mertonJumpDiffusion(parameters: MertonJumpDiffusion): PathLaw {
  requirePrice(parameters)
  const { start, drift, volatility, jumpsPerYear, jumpMean, jumpDeviation } = parameters
  requireBetween('jumpsPerYear', jumpsPerYear, 0, Number.MAX_VALUE)
  requireBetween('jumpMean', jumpMean, -10, 10)
  requireBetween('jumpDeviation', jumpDeviation, 0, 10)
  const meanFactor = Math.expm1(jumpMean + (jumpDeviation * jumpDeviation) / 2)
  return {
    drawsPerPath: (steps) => drawsPerStep * steps,
    over: ({ steps, horizonYears }) => {
      const stepYears = horizonYears / steps
      const rate = drift - (volatility * volatility) / 2 - jumpsPerYear * meanFactor
      const step: MertonStep = {
        growth: rate * stepYears,
        deviation: volatility * Math.sqrt(stepYears),
        jumpMean,
        jumpDeviation,
        thresholds: poissonThresholds(jumpsPerYear * stepYears),
      }
      return (block, draws) => {
        sumLogs(block, draws, step)
        expScaled(block.values, 0, block.values.length, start)
      }
    },
  }
}

type MertonStep = {
  readonly growth: number
  readonly deviation: number
  readonly jumpMean: number
  readonly jumpDeviation: number
  readonly thresholds: Float64Array
}

function sumLogs(block: Paths, draws: Float64Array, step: MertonStep): void {
  const { paths, steps, values } = block
  const { growth, deviation, jumpMean, jumpDeviation, thresholds } = step
  for (let path = 0, at = 0, draw = 0; path < paths; path += 1) {
    let log = 0
    values[at] = 0
    at += 1
    for (const end = at + steps; at < end; at += 1, draw += drawsPerStep) {
      log += growth + deviation * (draws[draw] as number)
      const place = draws[draw + 1] as number
      let jumps = 0
      while (place > (thresholds[jumps] as number)) jumps += 1
      if (jumps > 0)
        log += jumpMean * jumps + jumpDeviation * Math.sqrt(jumps) * (draws[draw + 2] as number)
      values[at] = log
    }
  }
}

/**
 * Where a standard normal draw must be cut to count as 0, 1, 2... of a Poisson law. Ends in an
 * infinity, above which no draw is.
 */
function poissonThresholds(mean: number): Float64Array {
  if (!(mean <= 100))
    throw new ArgumentError(`jumps a step must be <= 100 in the mean, was ${mean}`)
  const chances: number[] = []
  for (let count = 0, chance = Math.exp(-mean); count <= mean || chance > 1e-17; count += 1) {
    chances.push(chance)
    chance *= mean / (count + 1)
  }
  const thresholds = new Float64Array(chances.length)
  thresholds[chances.length - 1] = Number.POSITIVE_INFINITY
  // From the far end, so that the small tails keep their digits.
  for (let count = chances.length - 2, tail = 0; count >= 0; count -= 1) {
    tail += chances[count + 1] as number
    thresholds[count] = -normalQuantile(Math.min(tail, 1))
  }
  return thresholds
}
