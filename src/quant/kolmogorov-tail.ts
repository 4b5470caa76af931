/**
 * The chance that √n times the distance of many values from their own law is above `x`: that a
 * Brownian bridge leaves a band of this half-width. 0 to 1.
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1
  return x < 1.18 ? 1 - smallSeries(x) : largeSeries(x)
}

/** √(2π) / x Σ exp(-(2k - 1)² π² / 8x²). */
function smallSeries(x: number): number {
  const rate = -(Math.PI * Math.PI) / (8 * x * x)
  let sum = 0
  for (let odd = 1; odd < 12; odd += 2) sum += Math.exp(rate * odd * odd)
  return (Math.sqrt(2 * Math.PI) / x) * sum
}

/** 2 Σ (-1)^(k - 1) exp(-2k²x²). */
function largeSeries(x: number): number {
  let sum = 0
  for (let k = 1; k < 8; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
  return sum
}
