import { normalCdf } from '../normal.ts'
import type { Heston } from './heston-parameters.ts'
import type { Paths } from './paths.ts'

/** Ratio of variance to squared mean above which the next variance has a mass at 0. */
const switchAt = 1.5

/** What one step needs of the parameters, in the names of Andersen's paper. */
type Constants = Readonly<
  Record<
    'kept' | 'mean' | 'linear' | 'constant' | 'k0' | 'k1' | 'k2' | 'k34' | 'tilt' | 'drift',
    number
  >
>

/**
 * Fills a block with logarithms of S(t) / S(0): the next variance is drawn from a law that matches
 * its two exact moments, and the log price from what the two variances imply.
 */
export function quadraticExponentialStep(
  heston: Heston,
  stepYears: number,
): (block: Paths, draws: Float64Array) => void {
  const constants = constantsOf(heston, stepYears)
  const { varianceStart } = heston
  return (block, draws) => fillLogs(block, draws, constants, varianceStart)
}

function constantsOf(heston: Heston, stepYears: number): Constants {
  const { varianceMean, reversion, varianceVolatility, correlation } = heston
  const kept = Math.exp(-reversion * stepYears)
  const gone = -Math.expm1(-reversion * stepYears)
  const squared = (varianceVolatility * varianceVolatility) / reversion
  const tie = correlation / varianceVolatility
  const mixed = (stepYears / 2) * (reversion * tie - 0.5)
  const k2 = mixed + tie
  const k34 = (stepYears * (1 - correlation * correlation)) / 2
  return {
    kept,
    mean: varianceMean * gone,
    linear: squared * kept * gone,
    constant: (squared * varianceMean * gone * gone) / 2,
    k0: -tie * reversion * varianceMean * stepYears,
    k1: mixed - tie,
    k2,
    k34,
    tilt: k2 + k34 / 2,
    drift: heston.drift * stepYears,
  }
}

function fillLogs(
  { paths, steps, values }: Paths,
  draws: Float64Array,
  constants: Constants,
  varianceStart: number,
): void {
  const { kept, mean: added, linear, constant, k0, k1, k2, k34, tilt, drift } = constants
  for (let path = 0, at = 0, draw = 0; path < paths; path += 1) {
    let log = 0
    let variance = varianceStart
    values[at] = 0
    at += 1
    for (const end = at + steps; at < end; at += 1, draw += 2) {
      const mean = added + kept * variance
      const ratio = mean > 0 ? (linear * variance + constant) / (mean * mean) : 0
      const place = draws[draw] as number
      let next = 0
      let logFactor = 0
      if (ratio > switchAt) {
        const atZero = (ratio - 1) / (ratio + 1)
        const rate = (1 - atZero) / mean
        const above = normalCdf(-place)
        next = above >= 1 - atZero ? 0 : Math.log((1 - atZero) / above) / rate
        logFactor = Math.log(atZero + (rate * (1 - atZero)) / (rate - tilt))
        if (tilt >= rate) logFactor = Number.NaN
      } else if (ratio > 0) {
        const inverse = 2 / ratio
        const squared = inverse - 1 + Math.sqrt(inverse * (inverse - 1))
        const scale = mean / (1 + squared)
        const shifted = Math.sqrt(squared) + place
        next = scale * shifted * shifted
        const room = 1 - 2 * tilt * scale
        logFactor = (tilt * squared * scale) / room - Math.log(room) / 2
      }
      // The expected factor is divided out: without drift the price is a martingale. Where it is
      // infinite, at a correlation near 1 and a long step, the plain constant has to do.
      log += Number.isNaN(logFactor) ? k0 + k1 * variance : -logFactor - (k34 / 2) * variance
      log += drift + k2 * next + Math.sqrt(k34 * (variance + next)) * (draws[draw + 1] as number)
      variance = next
      values[at] = log
    }
  }
}
