import type { Random } from '../base/index.ts'
import { valueText } from './value-text.ts'

/** An argument a function cannot take. The message says its name, its value and what is allowed. */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError'
}

/** Declines a number that is not within [`min`, `max`], or is none. */
export function requireBetween(name: string, value: number, min: number, max: number): void {
  if (!(typeof value === 'number' && value >= min && value <= max))
    throw new ArgumentError(`${name} must be ${rangeText(min, max)}, was ${valueText(value)}`)
}

/** Declines a number that is not strictly within (`min`, `max`), or is none. */
export function requireInside(name: string, value: number, min: number, max: number): void {
  if (!(typeof value === 'number' && value > min && value < max))
    throw new ArgumentError(`${name} must be ${insideText(min, max)}, was ${valueText(value)}`)
}

/** Declines a number that is not finite and above 0. */
export function requirePositive(name: string, value: number): void {
  if (!(typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY))
    throw new ArgumentError(`${name} must be finite and above 0, was ${valueText(value)}`)
}

/** Declines a number that is not finite. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value))
    throw new ArgumentError(`${name} must be finite, was ${valueText(value)}`)
}

/** Declines a number that is not whole, or not within [`min`, `max`]. */
export function requireWhole(
  name: string,
  value: number,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  if (!(Number.isInteger(value) && value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `>= ${min}` : rangeText(min, max)
    throw new ArgumentError(`${name} must be whole and ${range}, was ${valueText(value)}`)
  }
}

/**
 * Declines a number that is not whole, below `min`, or beyond what is worth holding in memory at
 * once: 2^28 values, 2 GiB.
 */
export function requireSize(name: string, value: number, min: number): void {
  requireWhole(name, value, min, 268_435_456)
}

/** Declines a text that is none of `choices`. */
export function requireOneOf(name: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return
  const said = typeof value === 'string' ? value : valueText(value)
  throw new ArgumentError(`${name} must be ${listText(choices)}, was ${said}`)
}

/** Declines what no draws can be taken from. */
export function requireRandom(random: Random | undefined): void {
  if (typeof random?.next !== 'function')
    throw new ArgumentError(`random must be a Random, was ${valueText(random)}`)
}

/** Declines what is no object, as when options that must be there are left out. */
export function requireRecord(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null)
    throw new ArgumentError(`${name} must be an object, was ${valueText(value)}`)
}

/** Declines what cannot be called. */
export function requireFunction(name: string, value: unknown): void {
  if (typeof value !== 'function')
    throw new ArgumentError(`${name} must be a function, was ${valueText(value)}`)
}

/**
 * Declines a series with fewer than `min` values, with one that is not finite, or that is no
 * `Float64Array`: other lists sort, map or round in their own ways.
 */
export function requireSeries(name: string, values: Float64Array, min: number): void {
  if (isList(values) && !(values instanceof Float64Array))
    throw new ArgumentError(
      `${name} must be a Float64Array, was ${valueText(values)}: Float64Array.from makes one`,
    )
  requireNumbers(name, values, min)
}

/** Declines a list with fewer than `min` values, with one that is not finite, or that is none. */
export function requireNumbers(name: string, values: ArrayLike<number>, min: number): void {
  requireCount(name, values, min)
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isFinite(values[i]))
      throw new ArgumentError(
        `${name} must be finite, and ${name}[${i}] was ${valueText(values[i])}`,
      )
}

/** Declines what is no list, whatever is in it. */
export function requireList(name: string, values: ArrayLike<number>): void {
  if (!isList(values))
    throw new ArgumentError(`${name} must be a list of numbers, was ${valueText(values)}`)
}

function isList(values: unknown): boolean {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView))
}

/** Declines a series with fewer than `min` values. */
export function requireCount(name: string, values: ArrayLike<number>, min: number): void {
  requireList(name, values)
  if (values.length < min)
    throw new ArgumentError(`${name} must have at least ${min} values, had ${values.length}`)
}

/** Declines two series that differ in length. */
export function requireSameLength(
  name: string,
  values: ArrayLike<number>,
  otherName: string,
  other: ArrayLike<number>,
): void {
  requireLength(name, values)
  requireLength(otherName, other)
  if (values.length !== other.length)
    throw new ArgumentError(
      `${otherName} must be as long as ${name}: ${other.length} values, not ${values.length}`,
    )
}

/** Declines what has no length: a list that is missing. */
function requireLength(name: string, values: ArrayLike<number>): void {
  if (typeof values !== 'object' || values === null || !('length' in values))
    throw new ArgumentError(`${name} must be a list of numbers, was ${valueText(values)}`)
}

/**
 * Declines fewer than `seriesMin` series, lengths that differ, fewer than `min` values in each, or
 * a value that is not finite.
 */
export function requireTogether(
  name: string,
  series: readonly Float64Array[],
  min: number,
  seriesMin = 1,
): void {
  if (!Array.isArray(series))
    throw new ArgumentError(`${name} must be an array of series, was ${valueText(series)}`)
  const [first] = series
  if (first === undefined || series.length < seriesMin)
    throw new ArgumentError(`${name} must have at least ${seriesMin} series, had ${series.length}`)
  series.forEach((values, i) => {
    requireSeries(`${name}[${i}]`, values, min)
    requireSameLength(`${name}[0]`, first, `${name}[${i}]`, values)
  })
}

function rangeText(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `>= ${min}`
  if (min === Number.NEGATIVE_INFINITY) return `<= ${max}`
  if (max < Number.MAX_VALUE) return `from ${min} to ${max}`
  return min === -Number.MAX_VALUE ? 'finite' : `finite and >= ${min}`
}

function insideText(min: number, max: number): string {
  return max === Number.POSITIVE_INFINITY
    ? `finite and above ${min}`
    : `above ${min} and below ${max}`
}

/** "a, b or c". */
function listText(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join('')
  return `${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}`
}
