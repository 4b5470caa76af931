import { requireRecord } from '../argument.ts'
import { standardNormalRisk, standardStudentRisk, type TailRisk } from '../tail/index.ts'
import { forecastVariance, type ForecastState } from './garch-forecast.ts'

/**
 * Value at risk and expected shortfall of the next return, given all before it: of a normal or a
 * Student t of variance 1, as the model was fitted, times the root of the variance forecast.
 *
 * Over several steps the variance is the sum of `forecastVariance`, and the mean as many times as
 * large; the sum of the returns is taken to have the law of one of them. That is the rule of the
 * square root of time with a variance that goes home. It knows nothing of how normal days add up to
 * heavier tails, nor Student t ones to lighter: simulate where that matters.
 *
 * @param fit - Or its model with another day's variance, as of `GarchVariance`.
 * @param level - Inside 0 to 1, as 0.99.
 * @param horizonSteps - 1 or more.
 * @returns Losses, positive, in the unit of the returns.
 * @throws ArgumentError when `level` is not inside 0 to 1, or `horizonSteps` not whole or below 1.
 * @see McNeil and Frey, "Estimation of tail-related risk measures for heteroscedastic financial
 *   time series", 2000. Golden numbers: arch 8.0.0, quantiles and partial moments of its laws.
 */
export function garchRisk(fit: ForecastState, level: number, horizonSteps = 1): TailRisk {
  requireRecord('fit', fit)
  const { aggregated } = forecastVariance(fit, horizonSteps)
  const { mean, degrees } = fit.parameters
  const isNormal = fit.model.innovation === 'normal'
  const risk = isNormal ? standardNormalRisk(level) : standardStudentRisk(level, degrees)
  const unit = isNormal ? 1 : Math.sqrt((degrees - 2) / degrees)
  const scale = Math.sqrt(aggregated.at(-1) ?? fit.nextVariance) * unit
  return {
    valueAtRisk: scale * risk.valueAtRisk - mean * horizonSteps,
    expectedShortfall: scale * risk.expectedShortfall - mean * horizonSteps,
  }
}
