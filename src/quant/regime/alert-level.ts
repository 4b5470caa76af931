import { ArgumentError, requireBetween, requireOneOf, requireSameLength } from '../argument.ts'
import { type RegimeName, regimeNames } from './name-regimes.ts'
import { valueText } from '../value-text.ts'

/** The five levels, mildest first. */
export const alertLevels = ['calm', 'watch', 'caution', 'warning', 'critical'] as const

/** One of `alertLevels`. */
export type AlertLevel = (typeof alertLevels)[number]

/** When which level is reached. */
export type AlertRule = {
  /** Stress at which watch, caution, warning and critical begin. Default 0.1, 0.25, 0.5, 0.75. */
  readonly thresholds?: readonly [number, number, number, number]
  /** How much a bear market counts beside a crisis. Default 0.5. */
  readonly bearWeight?: number
}

function requireNames(names: readonly RegimeName[]): void {
  if (!Array.isArray(names))
    throw new ArgumentError(`names must be an array of names, was ${valueText(names)}`)
  for (const [state, name] of names.entries()) requireOneOf(`names[${state}]`, name, regimeNames)
}

/**
 * Stress from the chances of the regimes now: that of Crisis and half that of Bear.
 *
 * @param probabilities - Chance of each state, as `RegimeFilter` gives them.
 * @param names - Of each state.
 * @returns 0 to 1.
 */
export function regimeStress(
  probabilities: ArrayLike<number>,
  names: readonly RegimeName[],
  bearWeight = 0.5,
): number {
  requireNames(names)
  requireSameLength('names', { length: names.length }, 'probabilities', probabilities)
  requireBetween('bearWeight', bearWeight, 0, 1)
  let stress = 0
  for (const [state, name] of names.entries()) {
    const share = probabilities[state] ?? Number.NaN
    requireBetween('probabilities', share, 0, 1 + 1e-9)
    if (name === 'Crisis') stress += share
    if (name === 'Bear') stress += bearWeight * share
  }
  return Math.min(1, stress)
}

/**
 * One of five levels of alert: `calm` below the first threshold of `regimeStress`, and one higher
 * from each threshold on.
 *
 * @throws ArgumentError when the thresholds do not rise, or a chance is not one.
 */
export function alertLevel(
  probabilities: ArrayLike<number>,
  names: readonly RegimeName[],
  { thresholds = [0.1, 0.25, 0.5, 0.75], bearWeight = 0.5 }: AlertRule = {},
): AlertLevel {
  for (const [i, threshold] of thresholds.entries()) {
    requireBetween('thresholds', threshold, 0, 1)
    if (threshold <= (thresholds[i - 1] ?? -1))
      throw new ArgumentError(`thresholds must rise, were ${thresholds.join(', ')}`)
  }
  const stress = regimeStress(probabilities, names, bearWeight)
  const reached = thresholds.filter((threshold) => stress >= threshold).length
  return alertLevels[reached] ?? 'critical'
}
