/** An argument a function cannot take. The message says its name, its value and what is allowed. */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError'
}

/** Declines a number that is not within [`min`, `max`], or is none. */
export function requireBetween(name: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw new ArgumentError(`${name} must be ${rangeText(min, max)}, was ${value}`)
}

/** Declines a number that is not strictly within (`min`, `max`), or is none. */
export function requireInside(name: string, value: number, min: number, max: number): void {
  if (!(value > min && value < max))
    throw new ArgumentError(`${name} must be above ${min} and below ${max}, was ${value}`)
}

/** Declines a number that is not finite and above 0. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new ArgumentError(`${name} must be finite and above 0, was ${value}`)
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
    throw new ArgumentError(`${name} must be whole and ${range}, was ${value}`)
  }
}

/** Declines a series with fewer than `min` values, or with one that is not finite. */
export function requireSeries(name: string, values: ArrayLike<number>, min: number): void {
  requireCount(name, values, min)
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isFinite(values[i]))
      throw new ArgumentError(`${name} must be finite, and ${name}[${i}] was ${values[i]}`)
}

/** Declines a series with fewer than `min` values. */
export function requireCount(name: string, values: ArrayLike<number>, min: number): void {
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
  if (values.length !== other.length)
    throw new ArgumentError(
      `${otherName} must be as long as ${name}: ${other.length} values, not ${values.length}`,
    )
}

function rangeText(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `>= ${min}`
  return `from ${min} to ${max}`
}
