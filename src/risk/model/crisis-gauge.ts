import type { Correlations } from './correlations.ts'
import type { MarketRiskOptions } from './market-risk-options.ts'
import type { VarianceBlend } from './variance-blend.ts'

const instrumentsMin = 3

/**
 * Whether markets are in a crisis: volatility far above its usual, on average over the instruments,
 * or everything moving as one. Each begins at one threshold and ends at a lower one, so that a day
 * near a threshold does not switch at every step. While nothing is known there is no crisis: other
 * limits refuse then.
 */
export class CrisisGauge {
  readonly #options: MarketRiskOptions
  isVolatile = false
  isHerding = false

  constructor(options: MarketRiskOptions) {
    this.#options = options
  }

  /** @param known - 1 for each instrument whose volatility is known. */
  update(known: Uint8Array, variances: VarianceBlend, correlations: Correlations): void {
    const { crisisRatio, crisisCorrelation } = this.#options
    let [sum, count] = [0, 0]
    for (let i = 0; i < known.length; i += 1) {
      if (known[i] === 0) continue
      sum += variances.ratios[i] as number
      count += 1
    }
    const edge = crisisRatio[this.isVolatile ? 1 : 0]
    this.isVolatile = count > 0 && sum >= edge * edge * count
    const together = crisisCorrelation[this.isHerding ? 1 : 0]
    const pairs = (count * (count - 1)) / 2
    this.isHerding =
      count >= instrumentsMin && correlationSum(known, correlations) >= together * pairs
  }
}

/** Of all pairs that are known. */
function correlationSum(known: Uint8Array, { products, roots }: Correlations): number {
  const size = known.length
  let sum = 0
  for (let i = 0; i < size; i += 1) {
    if (known[i] === 0) continue
    let row = 0
    for (let j = 0; j < i; j += 1)
      if (known[j] === 1) row += (products[i * size + j] as number) / (roots[j] as number)
    sum += row / (roots[i] as number)
  }
  return sum
}
