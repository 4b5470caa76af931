import { type GarchKind, type GarchParameters, normalAbsoluteMean } from './garch-model.ts'

/**
 * Tomorrow's variance, given today's and today's residual.
 *
 * @param variance - Of today, above 0. @param residual - Today's return less the mean.
 */
export function nextVariance(
  kind: GarchKind,
  parameters: GarchParameters,
  variance: number,
  residual: number,
): number {
  const { omega, alpha, gamma, beta } = parameters
  if (kind === 'egarch') {
    const z = residual / Math.sqrt(variance)
    const shock = alpha * (Math.abs(z) - normalAbsoluteMean) + gamma * z
    return Math.exp(omega + shock + beta * Math.log(variance))
  }
  const weight = residual < 0 ? alpha + gamma : alpha
  return omega + weight * residual * residual + beta * variance
}
