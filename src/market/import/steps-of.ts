import { decimals, parseDecimal } from '../../base/index.ts'
import { decimalDigits } from './decimal-digits.ts'
import { powersOfTen } from './table.ts'

/**
 * A float that stands for a decimal, such as a venue's 64250.1, as whole steps, with no rounding.
 *
 * @param step - As decimal text: `'0.1'`.
 * @param isCut - Whether what is finer than a step is cut off (volumes) or declined (prices).
 * @returns `undefined` when it is off the grid, not finite, or beyond 2^53 steps.
 */
export function stepsOf(value: number, step: string, isCut: boolean): number | undefined {
  const scale = decimals(step)
  const decimal = decimalDigits(value, isCut ? scale : 15)
  if (decimal === undefined || (decimal.isCut && !isCut) || decimal.scale > scale) return undefined
  const units = decimal.digits * (powersOfTen[scale - decimal.scale] as number)
  const steps = units / Number(parseDecimal(step, scale))
  if (!Number.isSafeInteger(units) || !(isCut || Number.isInteger(steps))) return undefined
  return Math.trunc(steps)
}
