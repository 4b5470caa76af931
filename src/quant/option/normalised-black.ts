import { normalDensity } from '../normal.ts'
import { below, mills, millsSlope } from './mills.ts'

/**
 * Black's formula without units, for options out of the money: the undiscounted price over
 * sqrt(forward * strike), as a function of `away` = |log(forward / strike)| and of `total` =
 * volatility sqrt(years). Good to some 1e-15 of its value, however small: the difference of two
 * nearly equal tails is never taken.
 *
 * @param away - 0 or more.
 * @param total - Above 0.
 * @see Jaeckel, "Let's be rational", 2015, for the form; the evaluation is our own.
 */
export function normalisedBlack(away: number, total: number): number {
  const h = away / total
  const t = total / 2
  if (h <= t && !isNarrow(h, t))
    return Math.exp(-away / 2) * below(t - h) - normalisedVega(away, total) * mills(h + t)
  return normalisedVega(away, total) * millsGap(h, t)
}

/** The slope of `normalisedBlack` in `total`. */
export function normalisedVega(away: number, total: number): number {
  const h = away / total
  return normalDensity(h) * Math.exp((-total * total) / 8)
}

/** What `normalisedBlack` lacks to its bound e^(-away / 2): a sum, so that no digit is lost. */
export function normalisedRoom(away: number, total: number): number {
  const h = away / total
  const t = total / 2
  const rest = normalisedVega(away, total) * mills(h + t)
  return Math.exp(-away / 2) * below(h - t) + rest
}

/** The price over its slope: what is left when the exponentials, which may underflow, are gone. */
export function blackOverVega(away: number, total: number): number {
  const h = away / total
  const t = total / 2
  if (h - t > -5) return millsGap(h, t)
  return normalisedBlack(away, total) / normalisedVega(away, total)
}

/** `mills(h - t) - mills(h + t)`. */
function millsGap(h: number, t: number): number {
  if (!isNarrow(h, t)) return mills(h - t) - mills(h + t)
  let sum = 0
  for (let i = 0; i < nodes.length; i += 1) {
    const reach = t * (nodes[i] as number)
    sum += (weights[i] as number) * (millsSlope(h - reach) + millsSlope(h + reach))
  }
  return t * sum
}

/** Whether the slope of Mills' ratio is nearly a polynomial between h - t and h + t. */
function isNarrow(h: number, t: number): boolean {
  return t < 0.5 || t < h / 2
}

/** Gauss and Legendre's rule of 16 points, the half above 0. */
const nodes = Float64Array.of(
  0.09501250983763744,
  0.2816035507792589,
  0.45801677765722739,
  0.61787624440264375,
  0.755404408355003,
  0.86563120238783175,
  0.9445750230732326,
  0.98940093499164993,
)
const weights = Float64Array.of(
  0.18945061045506849,
  0.18260341504492359,
  0.16915651939500254,
  0.14959598881657674,
  0.12462897125553388,
  0.0951585116824928,
  0.062253523938647894,
  0.027152459411754096,
)
