import {
  declined,
  decimals,
  divide,
  ok,
  parseDecimal,
  pow10,
  type Result,
} from '../../base/index.ts'
import { type Instrument, moneyScale } from '../../domain/index.ts'

/** More digits than any venue writes, and few enough to count with. */
const digitsMax = 40

/**
 * An amount as plain decimal text, as ccxt gives it: a number, or text of a venue's. Numbers are
 * taken in their shortest form, which is what the venue wrote. Declines NaN, infinities, text in
 * scientific notation and anything else that is no decimal.
 */
export function wireDecimal(wire: unknown): Result<string> {
  if (typeof wire === 'number') return numberText(wire)
  if (typeof wire !== 'string') return declined(`${nameOf(wire)} is no amount`)
  if (wire.length <= digitsMax && /^-?\d+(\.\d+)?$/.test(wire)) return ok(wire)
  return declined(`'${wire.slice(0, digitsMax)}' is no plain decimal`)
}

function numberText(value: number): Result<string> {
  if (!Number.isFinite(value)) return declined(`${value} is no amount`)
  const text = String(value)
  if (!text.includes('e')) return ok(text)
  const long = value.toFixed(20).replace(/\.?0+$/, '')
  return Number(long) === value ? ok(long) : declined(`${text} cannot be kept exactly`)
}

function nameOf(wire: unknown): string {
  return wire === undefined || wire === null ? 'nothing' : `a value of type ${typeof wire}`
}

/** A price as whole ticks above 0. */
export function wirePrice(wire: unknown, { id, tick }: Instrument): Result<number> {
  const steps = wireSteps(wire, tick)
  if (!steps.ok) return declined(`${id}: price: ${steps.error}`)
  return steps.value > 0 ? steps : declined(`${id}: price: ${String(wire)} is not above 0`)
}

/** An amount as whole lots, 0 or more. */
export function wireLots(wire: unknown, { id, lot }: Instrument): Result<number> {
  const steps = wireSteps(wire, lot)
  if (!steps.ok) return declined(`${id}: amount: ${steps.error}`)
  return steps.value >= 0 ? steps : declined(`${id}: amount: ${String(wire)} is below 0`)
}

/** The most whole lots in an amount; 0 when it is no amount. */
export function lotsWithin(wire: unknown, { lot }: Instrument): number {
  const text = wireDecimal(wire)
  if (!text.ok) return 0
  const scale = Math.max(decimals(text.value), decimals(lot))
  const lots = (parseDecimal(text.value, scale) ?? 0n) / (parseDecimal(lot, scale) ?? 1n)
  return lots > 0n && lots < BigInt(Number.MAX_SAFE_INTEGER) ? Number(lots) : 0
}

/** An amount as whole steps of decimal text. */
export function wireSteps(wire: unknown, step: string): Result<number> {
  const text = wireDecimal(wire)
  if (!text.ok) return text
  const scale = Math.max(decimals(text.value), decimals(step))
  const units = parseDecimal(text.value, scale)
  const size = parseDecimal(step, scale)
  if (units === undefined || size === undefined) return declined(`'${text.value}' is no decimal`)
  if (units % size !== 0n) return declined(`${text.value} is no multiple of ${step}`)
  const steps = Number(units / size)
  return Number.isSafeInteger(steps) ? ok(steps) : declined(`${text.value} is too much to count`)
}

/** A rate, 0.0026 for 0.26 %, in parts per million, rounded up. */
export function wirePpm(wire: unknown): Result<number> {
  const text = wireDecimal(wire)
  if (!text.ok) return text
  const scale = decimals(text.value)
  const units = parseDecimal(text.value, scale) ?? 0n
  return ok(Number(divide(units * 1_000_000n, pow10(scale), 'ceil')))
}

/** Money as minor units, rounded up: positive is what we pay. */
export function wireMoney(wire: unknown): Result<bigint> {
  const text = wireDecimal(wire)
  if (!text.ok) return text
  return ok(minorOf(text.value, '1'))
}

/** What an amount of the base currency is worth at a price, as `wireMoney`. */
export function wireWorth(wire: unknown, price: unknown): Result<bigint> {
  const text = wireDecimal(wire)
  const at = wireDecimal(price)
  if (!text.ok) return text
  return at.ok ? ok(minorOf(text.value, at.value)) : at
}

/** The product of two decimals in minor units, rounded up. */
function minorOf(a: string, b: string): bigint {
  const scale = decimals(a) + decimals(b)
  const product = (parseDecimal(a, decimals(a)) ?? 0n) * (parseDecimal(b, decimals(b)) ?? 0n)
  return divide(product * pow10(moneyScale), pow10(scale), 'ceil')
}
