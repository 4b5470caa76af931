import { requireInside } from '../argument.ts'
import { studentTLogDensity, studentTQuantile } from '../law/index.ts'
import { normalDensity, normalQuantile } from '../normal.ts'

/** Two sizes of a bad day, as positive losses in the unit of the returns. */
export type TailRisk = {
  /** The loss that is exceeded with chance 1 - level. */
  readonly valueAtRisk: number
  /** The mean loss of the days beyond it. */
  readonly expectedShortfall: number
}

/**
 * Value at risk and expected shortfall of a standard normal.
 *
 * @throws ArgumentError when `level` is not inside 0 to 1.
 */
export function standardNormalRisk(level: number): TailRisk {
  requireInside('level', level, 0, 1)
  const z = normalQuantile(1 - level)
  return { valueAtRisk: -z, expectedShortfall: normalDensity(z) / (1 - level) }
}

/**
 * Value at risk and expected shortfall of a Student t of location 0 and scale 1, whose deviation is
 * √(degrees / (degrees - 2)).
 *
 * @param degrees - Above 1: below, there is no mean.
 * @throws ArgumentError when `level` is not inside 0 to 1 or `degrees` not above 1.
 * @see McNeil, Frey and Embrechts, "Quantitative risk management", 2015, example 2.15.
 */
export function standardStudentRisk(level: number, degrees: number): TailRisk {
  requireInside('level', level, 0, 1)
  requireInside('degrees', degrees, 1, Number.POSITIVE_INFINITY)
  const t = studentTQuantile(1 - level, degrees)
  const density = Math.exp(studentTLogDensity(t, degrees))
  const expectedShortfall = (density * (degrees + t * t)) / ((degrees - 1) * (1 - level))
  return { valueAtRisk: -t, expectedShortfall }
}
