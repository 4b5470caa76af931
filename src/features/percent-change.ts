/** Change from `past` to `value`, percent; 0 when the past was 0. NaN when either is. */
export function percentChange(value: number, past: number): number {
  return past === 0 ? 0 : (100 * (value - past)) / past
}
