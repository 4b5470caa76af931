import { requireInside, requireRecord } from '../argument.ts'
import { meansOf, type RedrawOptions, redrawMeans, requireRedraw } from './redraw-means.ts'
import { stationaryRows } from '../stationary-bootstrap.ts'

/** The strategies among which the best is to be found. */
export type ConfidenceSet = {
  /** Of each strategy: the least level at which it is left out. The last one left has 1. */
  readonly probabilities: Float64Array
  /** The strategies not left out, in their order. At least one. */
  readonly included: readonly number[]
}

/** Strategies, and how their record is redrawn. */
export type ConfidenceSetOptions = RedrawOptions & {
  /** Returns of each strategy, over the same periods; negative losses do as well. At least 16. */
  readonly returns: readonly Float64Array[]
  /** Chance that the best is left out. Above 0, below 1; 0.05 by default. */
  readonly level?: number
}

/**
 * The model confidence set: strategies that cannot be told from the best. The worst is left out for
 * as long as the largest of all differences, over its bootstrapped deviation, is too large.
 *
 * @throws ArgumentError when series differ in length, are too short or none, have a value not
 *   finite, or an option is out of range.
 * @see Hansen, Lunde and Nason, "The model confidence set", 2011, range statistic. Golden numbers,
 *   from the same rows: arch 8.0.0 `MCS(method='R')` (`test/golden/quant/selection.json`).
 */
export function confidenceSet(options: ConfidenceSetOptions): ConfidenceSet {
  requireRecord('options', options)
  const { returns, random, level = 0.05 } = options
  requireInside('level', level, 0, 1)
  const { blockMean, draws } = requireRedraw('returns', returns, options)
  const redrawn = redrawMeans(returns, draws, (out) => stationaryRows(out, blockMean, random))
  const probabilities = eliminate(meansOf(returns), redrawn)
  const included = Array.from(probabilities.keys()).filter(
    (i) => (probabilities[i] as number) > level,
  )
  return { probabilities, included }
}

/** Leaves strategies out, the worst first, and says with which probability each goes. */
export function eliminate(means: Float64Array, redrawn: readonly Float64Array[]): Float64Array {
  const shifts = redrawn.map((drawn) => drawn.map((value, i) => value - (means[i] as number)))
  const deviations = pairDeviations(shifts, means.length)
  const left = Array.from(means.keys())
  const probabilities = new Float64Array(means.length).fill(1)
  let reached = 0
  while (left.length > 1) {
    const { range, worst } = widest(means, deviations, left)
    let above = 0
    for (const shift of shifts) if (widest(shift, deviations, left).range >= range) above += 1
    // What goes later cannot go at a smaller level.
    reached = Math.max(reached, above / shifts.length)
    probabilities[worst] = reached
    left.splice(left.indexOf(worst), 1)
  }
  return probabilities
}

/** Of each pair's difference over the draws, around that of the record; row by row. */
function pairDeviations(shifts: readonly Float64Array[], count: number): Float64Array {
  const deviations = new Float64Array(count * count)
  for (const shift of shifts)
    for (let i = 0; i < count; i += 1)
      for (let j = 0; j < count; j += 1) {
        const gap = (shift[i] as number) - (shift[j] as number)
        deviations[i * count + j] = (deviations[i * count + j] as number) + gap * gap
      }
  return deviations.map((sum) => Math.sqrt(sum / shifts.length))
}

/** The largest difference among those left, and the first strategy that falls so far behind. */
function widest(
  values: Float64Array,
  deviations: Float64Array,
  left: readonly number[],
): { readonly range: number; readonly worst: number } {
  let range = 0
  let worst = left[0] ?? 0
  for (const i of left)
    for (const j of left) {
      const gap = (values[j] as number) - (values[i] as number)
      // Strategies that are alike differ by nothing over nothing.
      const ratio = gap > 0 ? gap / (deviations[i * values.length + j] as number) : 0
      if (ratio > range) {
        range = ratio
        worst = i
      }
    }
  return { range, worst }
}
