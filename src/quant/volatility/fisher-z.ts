/** Correlations nearer to 1 count as this near: their Fisher z is not finite. */
const correlationMax = 1 - 1e-9

/** Fisher's z of a correlation, atanh(ρ). */
export function fisherZ(correlation: number): number {
  const held = Math.max(-correlationMax, Math.min(correlationMax, correlation))
  return 0.5 * (Math.log1p(held) - Math.log1p(-held))
}
