import type { EquityCurve } from '../../engine/index.ts'

/** How much of equity was at risk, over time. */
export type ExposureFigures = {
  /** Time-weighted mean of gross exposure. 1 is all of equity. */
  readonly mean: number
  readonly max: number
  /** Share of time with any position, 0…1. */
  readonly timeInMarket: number
  /** Time-weighted mean equity, in quote units. */
  readonly meanEquity: number
}

/** Measures exposure; each point holds until the next. @param start - Equity of an empty curve. */
export function exposureFigures(
  curve: EquityCurve,
  start: number,
  intervalUs: number,
): ExposureFigures {
  if (curve.length === 0) return { mean: 0, max: 0, timeInMarket: 0, meanEquity: start }
  let exposed = 0
  let inMarket = 0
  let equity = 0
  let max = 0
  for (let row = 0; row < curve.length; row += 1) {
    const ts = curve.ts[row] as number
    const held = row + 1 < curve.length ? (curve.ts[row + 1] as number) - ts : intervalUs
    const exposure = curve.exposure[row] as number
    exposed += exposure * held
    equity += (curve.equity[row] as number) * held
    if (exposure > 0) inMarket += held
    if (exposure > max) max = exposure
  }
  const total = (curve.ts[curve.length - 1] as number) - (curve.ts[0] as number) + intervalUs
  return {
    mean: exposed / total,
    max,
    timeInMarket: inMarket / total,
    meanEquity: equity / total,
  }
}
