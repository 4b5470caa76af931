import { requireSeries } from '../argument.ts'
import { studentTLogDensity } from '../law/index.ts'
import { brentRoot } from '../optimise/index.ts'
import { digamma } from '../special/index.ts'

/** Student's t, moved and stretched. */
export type StudentTFit = {
  readonly location: number
  /** Not the deviation: that is scale x root of degrees / (degrees - 2). */
  readonly scale: number
  readonly degrees: number
  readonly logLikelihood: number
}

/** Below, not even a mean; above, a normal. */
const degreesMin = 1.05
const degreesMax = 200
const roundsMax = 10_000

/**
 * The most likely Student t of a sample: degrees by the root of their score within 1.05 to 200, an
 * end of that where there is none; location and scale by EM for each.
 *
 * @param values - At least 3.
 * @returns `undefined` when more than half of the values are equal: the likelihood has no bound
 *   there, or nearly none.
 * @throws ArgumentError when a value is not finite.
 * @see Lange, Little and Taylor 1989; Kent, Tyler and Vardi 1994 for the step.
 *   Golden numbers: scipy 1.17.1 (`test/golden/quant/tail.json`).
 */
export function fitStudentT(values: Float64Array): StudentTFit | undefined {
  requireSeries('values', values, 3)
  const sorted = Float64Array.from(values).sort()
  if (longestTie(sorted) * 2 > values.length) return undefined
  const quarter = Math.floor(values.length / 4)
  const spread = (sorted[values.length - 1 - quarter] as number) - (sorted[quarter] as number)
  const range = (sorted[values.length - 1] as number) - (sorted[0] as number)
  const start = { location: sorted[values.length >> 1] as number, scale: (spread || range) / 1.35 }
  // Each search starts from the last answer: neighbouring degrees have neighbouring answers.
  let law = start
  const score = (logDegrees: number): number => {
    const degrees = Math.exp(logDegrees)
    law = centre(values, law, degrees)
    return degreesScore(values, law, degrees)
  }
  const [low, high] = [Math.log(degreesMin), Math.log(degreesMax)]
  const logDegrees =
    score(high) >= 0 ? high : score(low) <= 0 ? low : (brentRoot(score, low, high, 1e-13) ?? high)
  const degrees = Math.exp(logDegrees)
  law = centre(values, law, degrees)
  let logLikelihood = -values.length * Math.log(law.scale)
  for (const value of values)
    logLikelihood += studentTLogDensity((value - law.location) / law.scale, degrees)
  return { ...law, degrees, logLikelihood }
}

function longestTie(sorted: Float64Array): number {
  let longest = 1
  let run = 1
  for (let i = 1; i < sorted.length; i += 1) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

type Centre = { readonly location: number; readonly scale: number }

/** Location and scale for given degrees, by EM until nothing moves. */
function centre(values: Float64Array, start: Centre, degrees: number): Centre {
  let { location, scale } = start
  const weights = new Float64Array(values.length)
  for (let round = 0; round < roundsMax; round += 1) {
    let [total, sum] = [0, 0]
    for (let i = 0; i < values.length; i += 1) {
      const gap = ((values[i] as number) - location) / scale
      const weight = (degrees + 1) / (degrees + gap * gap)
      weights[i] = weight
      total += weight
      sum += weight * ((values[i] as number) - location)
    }
    const next = location + sum / total
    let squares = 0
    for (let i = 0; i < values.length; i += 1) {
      const gap = (values[i] as number) - next
      squares += (weights[i] as number) * gap * gap
    }
    // Over the weights instead of the count: the same answer, sooner.
    const wider = Math.sqrt(squares / total)
    const moved = Math.abs(next - location) + Math.abs(wider - scale)
    location = next
    scale = wider
    if (moved <= 1e-15 * (Math.abs(location) + scale)) break
  }
  return { location, scale }
}

/** Twice the slope of the mean log-likelihood in the degrees. */
function degreesScore(values: Float64Array, { location, scale }: Centre, degrees: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) {
    const gap = ((values[i] as number) - location) / scale
    const square = gap * gap
    sum += ((degrees + 1) / degrees) * (square / (degrees + square)) - Math.log1p(square / degrees)
  }
  const half = degrees / 2
  return digamma(half + 0.5) - digamma(half) - 1 / degrees + sum / values.length
}
