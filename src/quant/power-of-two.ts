/** @param count - Whole, 1 to 2^30. */
export function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0
}

/** The first power of two from `least` up, at least 2. */
export function powerOfTwoFrom(least: number): number {
  let size = 2
  while (size < least) size *= 2
  return size
}
