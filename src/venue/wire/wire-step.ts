import {
  decimals,
  declined,
  formatDecimal,
  ok,
  parseDecimal,
  type Result,
} from '../../base/index.ts'
import { moneyScale } from '../../domain/index.ts'

/** A tick or a lot: `units` × 10^-`scale`. */
export type WireStep = {
  readonly text: string
  readonly units: bigint
  readonly scale: number
}

/** What is wrong with a number: not a decimal at all, between two steps, or beyond 2^53 of them. */
export type NotSteps = 'malformed' | 'off-grid' | 'too-large'

/** A tick or lot of an instrument, which is a positive decimal. */
export function wireStep(text: string): WireStep {
  const scale = decimals(text)
  return { text, units: parseDecimal(text, scale) ?? 1n, scale }
}

/** A step of `count` of them. */
export function multipleOf({ units, scale }: WireStep, count: number): WireStep {
  const text = formatDecimal(units * BigInt(count), scale)
  return wireStep(text.includes('.') ? text.replace(/\.?0+$/, '') : text)
}

/** Longest number taken: nothing real needs more, and a bigint of a megabyte takes minutes. */
const digitsMax = 40

/**
 * Decimal text as whole steps, exactly. Declines a sign, an exponent, and what is off the grid.
 *
 * @param every - Only whole multiples of this many steps are on it.
 */
export function stepsOfText(
  text: string,
  { units, scale }: WireStep,
  every = 1,
): Result<number, NotSteps> {
  if (text.length > digitsMax) return declined('malformed')
  const fine = parseDecimal(text, Math.max(scale, decimals(text)))
  if (fine === undefined || text.startsWith('-')) return declined('malformed')
  const value = parseDecimal(text, scale)
  if (value === undefined || value % units !== 0n) return declined('off-grid')
  const steps = Number(value / units)
  if (!Number.isSafeInteger(steps)) return declined('too-large')
  return steps % every === 0 ? ok(steps) : declined('off-grid')
}

/** Whole steps as decimal text. @param places - Digits behind the point; no fewer than its own. */
export function textOfSteps(
  steps: number,
  { units, scale }: WireStep,
  places: number = scale,
): string {
  const value = steps * Number(units)
  const exact = Number.isSafeInteger(value) ? String(value) : String(BigInt(steps) * units)
  if (places === 0) return exact
  const digits = exact.padStart(scale + 1, '0')
  const whole = scale === 0 ? digits : digits.slice(0, -scale)
  const rest = scale === 0 ? '' : digits.slice(-scale)
  return `${whole}.${rest.padEnd(places, '0')}`
}

/** Minor units of money as decimal text with eight places. */
export function textOfMinor(minor: bigint): string {
  return formatDecimal(minor, moneyScale)
}
