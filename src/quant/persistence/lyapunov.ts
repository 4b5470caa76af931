import { requireRecord, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { slopeOf } from '../slope-of.ts'

/** How to follow neighbours. */
export type LyapunovOptions = {
  /** Values of a state. 4 when left out. */
  readonly dimension?: number
  /** Steps between them. 1 when left out. */
  readonly delay?: number
  /** Neighbours are more than this many steps apart in time. 10 when left out. */
  readonly separation?: number
  /** States of the divergence a line is laid through, the first among them. 10 when left out. */
  readonly steps?: number
}

/** States of a series: `dimension` values, `delay` steps apart. */
type States = { readonly series: Float64Array; readonly dimension: number; readonly delay: number }

/**
 * The largest Lyapunov exponent: how fast states that are near go apart, by the slope of the mean
 * log distance of nearest neighbours. Above 0 for chaos, but for noise too: noise goes apart at
 * once, chaos along a line.
 *
 * @returns Nats per step; `undefined` when no neighbours go apart (a constant or periodic series).
 * @throws ArgumentError when there are too few values, one is not finite, or an option is out of
 *   range.
 * @see Rosenstein, Collins and De Luca 1993. Golden numbers: nolds 0.6.3 `lyap_r`.
 */
export function lyapunovExponent(
  series: Float64Array,
  options: LyapunovOptions = {},
): number | undefined {
  requireRecord('options', options)
  const { dimension = 4, delay = 1, separation = 10, steps = 10 } = options
  requireWhole('dimension', dimension, 1)
  requireWhole('delay', delay, 1)
  requireWhole('separation', separation, 0)
  requireWhole('steps', steps, 2)
  const reach = (dimension - 1) * delay
  requireModerate('series', series, reach + steps + 2 * separation + 1)
  const states = { series, dimension, delay }
  const nearest = nearestOf(states, series.length - reach - steps + 1, separation)
  const times: number[] = []
  const logs: number[] = []
  for (let step = 0; step < steps; step += 1) {
    const log = meanLogDistance(states, nearest, step)
    if (log === undefined) continue
    times.push(step)
    logs.push(log)
  }
  return slopeOf(Float64Array.from(times), Float64Array.from(logs))?.slope
}

/** The square of how far two states are apart. */
function distance({ series, dimension, delay }: States, a: number, b: number): number {
  let sum = 0
  for (let k = 0; k < dimension; k += 1) {
    const gap = (series[a + k * delay] as number) - (series[b + k * delay] as number)
    sum += gap * gap
  }
  return sum
}

/** For each state that can be followed the nearest that can, far enough in time; or -1. */
function nearestOf(states: States, followed: number, separation: number): Int32Array {
  return Int32Array.from({ length: followed }, (_, a) => {
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (let b = 0; b < followed; b += 1) {
      if (Math.abs(a - b) <= separation) continue
      const square = distance(states, a, b)
      if (square < least) {
        least = square
        best = b
      }
    }
    return best
  })
}

/** Over neighbours that are not one and the same. */
function meanLogDistance(states: States, nearest: Int32Array, step: number): number | undefined {
  let [sum, count] = [0, 0]
  for (let a = 0; a < nearest.length; a += 1) {
    const b = nearest[a] as number
    const square = b < 0 ? 0 : distance(states, a + step, b + step)
    if (square === 0) continue
    sum += Math.log(square) / 2
    count += 1
  }
  return count === 0 ? undefined : sum / count
}
