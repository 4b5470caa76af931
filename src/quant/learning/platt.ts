import {
  ArgumentError,
  requireFinite,
  requireRecord,
  requireSameLength,
  requireSeries,
} from '../argument.ts'

/** A probability of 1 / (1 + exp(`slope` × score + `offset`)): `slope` < 0 for scores that tell. */
export type PlattFit = {
  readonly slope: number
  readonly offset: number
}

/** Scores, in units of the largest, with their targets. */
type Search = {
  readonly scores: Float64Array
  readonly targets: Float64Array
}

/**
 * The logistic curve from scores to probabilities (Platt scaling). Targets are pulled in from 0 and
 * 1 by one case each, so that a clean split does not end in certainty.
 *
 * @param outcomes - 1 for what happened, 0 for what did not.
 * @returns A `slope` of 0 when all scores are equal: the share that happened, nothing more.
 * @throws ArgumentError when values are missing or not finite, lengths differ, or an outcome is
 *   neither 0 nor 1.
 * @see Platt 1999; Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector
 *   machines", 2007, whose Newton search this is. Golden numbers: the minimum of the same loss in
 *   mpmath 1.4.1, and scikit-learn 1.9.1 `_SigmoidCalibration` to the 1e-5 it is found to.
 */
export function fitPlatt(scores: Float64Array, outcomes: ArrayLike<number>): PlattFit {
  requireSeries('scores', scores, 1)
  requireSameLength('scores', scores, 'outcomes', outcomes)
  // In units of the largest score the two slopes of the loss are of one size.
  const scale = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1
  const targets = smoothedTargets(outcomes)
  const search = { scores: scores.map((score) => score / scale), targets }
  const share = targets.reduce((sum, target) => sum + target, 0) / targets.length
  let fit: PlattFit = { slope: 0, offset: Math.log((1 - share) / share) }
  if (scores.every((score) => score === scores[0])) return fit
  for (let round = 0; round < 100; round += 1) {
    const next = newtonStep(search, fit)
    const moved = Math.abs(next.slope - fit.slope) + Math.abs(next.offset - fit.offset)
    fit = next
    // Each step squares the error: after one of 1e-9 nothing is left to find.
    if (moved <= 1e-9 * (Math.abs(fit.slope) + Math.abs(fit.offset))) break
  }
  return { slope: fit.slope / scale, offset: fit.offset }
}

/** The probability `fit` gives a score. @throws ArgumentError when `score` is not finite. */
export function plattProbability(fit: PlattFit, score: number): number {
  requireFinite('score', score)
  requireRecord('fit', fit)
  return chanceOf(fit, score)
}

function chanceOf(fit: PlattFit, score: number): number {
  return logistic(-(fit.slope * score + fit.offset))
}

function logistic(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z))
  const e = Math.exp(z)
  return e / (1 + e)
}

function smoothedTargets(outcomes: ArrayLike<number>): Float64Array {
  let hits = 0
  for (let i = 0; i < outcomes.length; i += 1) {
    const outcome = outcomes[i]
    if (outcome !== 0 && outcome !== 1)
      throw new ArgumentError(`outcomes[${i}] must be 0 or 1, was ${outcome}`)
    hits += outcome
  }
  const high = (hits + 1) / (hits + 2)
  const low = 1 / (outcomes.length - hits + 2)
  return Float64Array.from(outcomes, (outcome) => (outcome === 1 ? high : low))
}

/** The next point of a loss that is lower, or at the bottom no higher than rounding. */
function newtonStep(search: Search, fit: PlattFit): PlattFit {
  const { scores, targets } = search
  // The touch on the diagonal keeps it invertible when all probabilities are near 0 or 1.
  let [h11, h22, h12, g1, g2] = [1e-12, 1e-12, 0, 0, 0]
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number
    const p = chanceOf(fit, score)
    const bend = p * (1 - p)
    const slope = (targets[i] as number) - p
    h11 += score * score * bend
    h22 += bend
    h12 += score * bend
    g1 += score * slope
    g2 += slope
  }
  const determinant = h11 * h22 - h12 * h12
  const toSlope = -(h22 * g1 - h12 * g2) / determinant
  const toOffset = -(h11 * g2 - h12 * g1) / determinant
  const fall = g1 * toSlope + g2 * toOffset
  const loss = lossOf(search, fit) * (1 + 1e-14)
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = { slope: fit.slope + length * toSlope, offset: fit.offset + length * toOffset }
    if (lossOf(search, next) < loss + 1e-4 * length * fall) return next
  }
  return fit
}

/** The negative log-likelihood of the targets. */
function lossOf({ scores, targets }: Search, fit: PlattFit): number {
  let sum = 0
  for (let i = 0; i < scores.length; i += 1) {
    const z = fit.slope * (scores[i] as number) + fit.offset
    const target = targets[i] as number
    sum +=
      z >= 0 ? target * z + Math.log1p(Math.exp(-z)) : (target - 1) * z + Math.log1p(Math.exp(z))
  }
  return sum
}
