import { expect } from 'vitest'

/** Expects as many numbers, each equal to a tolerance of the largest that is wanted. */
export function nearLargest(
  usual: number,
): (found: ArrayLike<number> | undefined, wanted: readonly number[], tolerance?: number) => void {
  return (found, wanted, tolerance = usual) => {
    const size = Math.max(...wanted.map(Math.abs))
    expect(found?.length).toBe(wanted.length)
    for (const [i, value] of wanted.entries())
      expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * size)
  }
}
