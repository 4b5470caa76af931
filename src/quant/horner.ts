/** A polynomial at `x`. @param coefficients - Highest power first. */
export function horner(coefficients: readonly number[], x: number): number {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}
