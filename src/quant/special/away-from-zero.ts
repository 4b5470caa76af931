/** `value`, or the smallest number that can stand below a fraction. */
export function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
