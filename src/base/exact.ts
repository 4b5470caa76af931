import { defined } from './assert.ts'
import { pow10 } from './pow.ts'

/** Towards which side a division that leaves a remainder goes. */
export type Rounding = 'floor' | 'ceil'

/** `numerator / denominator` as a whole number. @param denominator - Positive. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  if (rounding === 'floor') return numerator < 0n ? quotient - 1n : quotient
  return numerator > 0n ? quotient + 1n : quotient
}

const decimalText = /^-?\d+(\.\d+)?$/

/** How many digits stand after the point. `'0.010'` has 3. */
export function decimals(text: string): number {
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/**
 * Decimal text as a whole number of 10^-`scale`, with no float in between.
 *
 * @returns `undefined` when `text` is not a plain decimal, or needs more than `scale` decimals.
 */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  if (!decimalText.test(text)) return undefined
  const trimmed = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
  const missing = scale - decimals(trimmed)
  if (missing < 0) return undefined
  return BigInt(trimmed.replace('.', '')) * pow10(missing)
}

/** The inverse of `parseDecimal`: `formatDecimal(-1234n, 2)` is `'-12.34'`. */
export function formatDecimal(value: bigint, scale: number): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** So many steps, exactly, as decimal text: 15 of `'0.01'` are `'0.15'`. Crashes on no decimal. */
export function stepsText(steps: number, step: string): string {
  const scale = decimals(step)
  return formatDecimal(BigInt(steps) * defined(parseDecimal(step, scale), step), scale)
}
