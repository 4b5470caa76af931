import { powersOfTen } from './table.ts'

const scaleLast = 15

/** A decimal as `digits` × 10^-`scale`. */
export type DecimalDigits = {
  readonly digits: number
  readonly scale: number
  /** Whether the number has more digits than that. */
  readonly isCut: boolean
}

/**
 * The shortest decimal that a double stands for: 0.07 gives 7 and 2. Exact, because for digits
 * below 2^53 and a power below 10^22 the division is correctly rounded.
 *
 * @param scaleMax - Digits kept behind the point; the rest is cut off, towards zero.
 * @returns `undefined` for NaN, infinities and what 2^53 cannot hold.
 */
export function decimalDigits(value: number, scaleMax: number): DecimalDigits | undefined {
  const last = Math.min(scaleMax, scaleLast)
  for (let scale = 0; scale <= last; scale += 1) {
    const power = powersOfTen[scale] as number
    const digits = Math.round(value * power)
    if (!Number.isSafeInteger(digits)) return undefined
    if (digits / power === value) return { digits, scale, isCut: false }
  }
  const digits = Math.trunc(value * (powersOfTen[last] as number))
  return Number.isSafeInteger(digits) ? { digits, scale: last, isCut: true } : undefined
}
