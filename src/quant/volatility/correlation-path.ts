import { requireRecord, requireWhole } from '../argument.ts'
import type { DccFit } from './fit-dcc.ts'

/**
 * The conditional correlation of two assets on each day of a fit, from the days before it.
 *
 * @param i - Place of an asset in the fit. @param j - Of the other.
 * @returns One correlation for each return, -1 to 1.
 * @throws ArgumentError when `i` or `j` is no place of an asset.
 */
export function correlationPath(fit: DccFit, i: number, j: number): Float64Array {
  requireRecord('fit', fit)
  const { assets, target, a, b } = fit
  requireRecord('fit.assets', assets)
  requireWhole('i', i, 0, assets.length - 1)
  requireWhole('j', j, 0, assets.length - 1)
  const first = assets[i]?.standardised ?? new Float64Array()
  const second = assets[j]?.standardised ?? new Float64Array()
  const at = (row: number, column: number): number =>
    target.values[row * target.columns + column] as number
  const rest = 1 - a - b
  let [qii, qjj, qij] = [at(i, i), at(j, j), at(i, j)]
  return first.map((x, day) => {
    const value = i === j ? 1 : qij / Math.sqrt(qii * qjj)
    const y = second[day] as number
    qii = rest * at(i, i) + a * x * x + b * qii
    qjj = rest * at(j, j) + a * y * y + b * qjj
    qij = rest * at(i, j) + a * x * y + b * qij
    return Math.max(-1, Math.min(1, value))
  })
}
