/** `value`, or the end of the range it is beyond: rounding carries a mean of bounds a bit past. */
export function bounded(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value
}
