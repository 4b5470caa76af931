import { valueText } from '../value-text.ts'
import { ArgumentError, requireBetween, requireRecord, requireSameLength } from '../argument.ts'
import { type HiddenMarkov, requireHiddenMarkov } from './hidden-markov.ts'
import { type RegimeName, nameRegimes, type RegimeRule } from './name-regimes.ts'
import { stateMoments } from './regime-law.ts'

/** A model and what its states are called. */
export type NamedModel = {
  readonly model: HiddenMarkov
  readonly names: readonly RegimeName[]
}

/**
 * The names of a model fitted anew, held over from the one before: states are matched one to one so
 * that the sum of squared Hellinger distances between their laws is least, each law taken as normal
 * in every dimension. A state too far from its match, or without one, is named by `nameRegimes`;
 * so is one whose old name has become wrong, as `nameRegimes` says of `taken`.
 *
 * @param distanceMax - Squared Hellinger distance up to which a name is held, 0 (the same law) to 1
 *   (no overlap). Default 0.5.
 * @throws ArgumentError when the models differ in dimensions, have more than six states, or have no
 *   mean and volatility.
 */
export function carryRegimes(
  before: NamedModel,
  model: HiddenMarkov,
  rule: RegimeRule & { readonly distanceMax?: number } = {},
): readonly RegimeName[] {
  requireRecord('rule', rule)
  const { distanceMax = 0.5 } = rule
  requireBetween('distanceMax', distanceMax, 0, 1)
  requireRecord('before', before)
  if (!Array.isArray(before.names))
    throw new ArgumentError(`names must be an array of names, was ${valueText(before.names)}`)
  requireHiddenMarkov(before.model)
  requireHiddenMarkov(model)
  const named = { length: before.names.length }
  requireSameLength('states', { length: before.model.states }, 'names', named)
  if (Math.max(before.model.states, model.states) > 6)
    throw new ArgumentError('states must be at most 6')
  const distances = stateDistances(before.model, model)
  const match = leastMatch(distances, before.model.states, model.states)
  const taken = match.map((old, state) => {
    const distance = old === undefined ? 1 : (distances[old * model.states + state] as number)
    return old !== undefined && distance <= distanceMax ? before.names[old] : undefined
  })
  return nameRegimes(model, rule, taken)
}

/** Squared Hellinger distance of each state of `a` from each of `b`: rows of `a`. */
function stateDistances(a: HiddenMarkov, b: HiddenMarkov): Float64Array {
  const { dimensions } = a.emission
  if (dimensions !== b.emission.dimensions)
    throw new ArgumentError(
      `dimensions must be ${dimensions} as before, was ${b.emission.dimensions}`,
    )
  const overlaps = new Float64Array(a.states * b.states).fill(1)
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const [old, now] = [stateMoments(a, dimension), stateMoments(b, dimension)]
    for (let i = 0; i < a.states; i += 1)
      for (let j = 0; j < b.states; j += 1) {
        const deviations = [old.volatilities[i] as number, now.volatilities[j] as number] as const
        const gap = (old.means[i] as number) - (now.means[j] as number)
        const at = i * b.states + j
        overlaps[at] = (overlaps[at] as number) * overlap(gap, ...deviations)
      }
  }
  return overlaps.map((share) => 1 - share)
}

/** How much two normals overlap, 0 to 1: the integral of the root of their densities' product. */
function overlap(gap: number, a: number, b: number): number {
  const both = a * a + b * b
  return Math.sqrt((2 * a * b) / both) * Math.exp((-gap * gap) / (4 * both))
}

/** For each column the row it is matched with, so that the sum is least. By trying all. */
function leastMatch(
  distances: Float64Array,
  rows: number,
  columns: number,
): readonly (number | undefined)[] {
  let best: readonly (number | undefined)[] = []
  let least = Number.POSITIVE_INFINITY
  const skips = Math.max(0, columns - rows)
  const visit = (match: readonly (number | undefined)[], sum: number, skipped: number): void => {
    if (sum >= least) return
    if (match.length === columns) {
      best = match
      least = sum
      return
    }
    for (let row = 0; row < rows; row += 1)
      if (!match.includes(row))
        visit([...match, row], sum + (distances[row * columns + match.length] as number), skipped)
    if (skipped < skips) visit([...match, undefined], sum, skipped + 1)
  }
  visit([], 0, 0)
  return best
}
