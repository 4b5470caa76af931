import { requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'

/** How a series comes back to where it was. */
export type Recurrence = {
  /** Share of pairs of states, each with itself among them, that are alike. */
  readonly rate: number
  /** Share of alike pairs, a state with itself apart, that stay alike for steps on end. */
  readonly determinism: number
  /** Share of alike pairs in which one state is alike to a run of others. */
  readonly laminarity: number
}

/** How to compare states. */
export type RecurrenceOptions = {
  /** Most that states may differ in any value, in the unit of the series. */
  readonly threshold: number
  /** Values of a state. 1 when left out. */
  readonly dimension?: number
  /** Steps between them. 1 when left out. */
  readonly delay?: number
  /** Steps that count as on end. 2 when left out. */
  readonly lineMin?: number
}

/** Most states: a byte for every pair. */
const statesMax = 8192

/**
 * Recurrence quantification: rate, determinism and laminarity of the plot of states that are alike,
 * in the maximum norm.
 *
 * @returns `undefined` when no two states are alike. Of a constant series all are 1, but
 *   determinism, which the two corners of the plot keep just below.
 * @throws ArgumentError when there are fewer than 3 states or more than 8192, a value is not
 *   finite, or an option is out of range.
 * @see Marwan et al. 2007. Golden numbers: pyunicorn 1.0.0 `RecurrencePlot`, supremum metric.
 */
export function recurrence(
  series: Float64Array,
  options: RecurrenceOptions,
): Recurrence | undefined {
  requireRecord('options', options)
  const { threshold, dimension = 1, delay = 1, lineMin = 2 } = options
  requirePositive('threshold', threshold)
  requireWhole('dimension', dimension, 1)
  requireWhole('delay', delay, 1)
  requireWhole('lineMin', lineMin, 2)
  const reach = (dimension - 1) * delay
  requireModerate('series', series, reach + 3)
  const states = series.length - reach
  requireWhole('states', states, 3, statesMax)
  const likeness = { threshold, dimension, delay }
  const alike = new Uint8Array(states * states)
  let [diagonal, lines] = [0, 0]
  for (let offset = 1; offset < states; offset += 1) {
    let run = 0
    for (let i = 0; i + offset < states; i += 1) {
      if (isAlike(series, i, i + offset, likeness)) {
        alike[i * states + i + offset] = 1
        alike[(i + offset) * states + i] = 1
        diagonal += 1
        run += 1
        if (run === lineMin) lines += lineMin
        else if (run > lineMin) lines += 1
      } else run = 0
    }
  }
  if (diagonal === 0) return undefined
  for (let i = 0; i < states; i += 1) alike[i * states + i] = 1
  const all = 2 * diagonal + states
  return {
    rate: all / (states * states),
    determinism: lines / diagonal,
    laminarity: inRuns(alike, states, lineMin) / all,
  }
}

function isAlike(
  series: Float64Array,
  a: number,
  b: number,
  { threshold, dimension, delay }: Omit<Required<RecurrenceOptions>, 'lineMin'>,
): boolean {
  for (let k = 0; k < dimension; k += 1) {
    const gap = Math.abs((series[a + k * delay] as number) - (series[b + k * delay] as number))
    if (gap > threshold) return false
  }
  return true
}

/** Points on lines of `lineMin` or more; by rows, the plot being symmetric. */
function inRuns(alike: Uint8Array, states: number, lineMin: number): number {
  let points = 0
  for (let row = 0; row < states; row += 1) {
    let run = 0
    for (let i = row * states; i < (row + 1) * states; i += 1) {
      run = alike[i] === 1 ? run + 1 : 0
      if (run === lineMin) points += lineMin
      else if (run > lineMin) points += 1
    }
  }
  return points
}
