import { expect } from 'vitest'

/** Expects numbers to be equal to a tolerance: relative above 1, absolute below. */
export function nearWithin(
  usual: number,
): (value: number | undefined, wanted: number, tolerance?: number) => void {
  return (value, wanted, tolerance = usual) => {
    const gap = Math.abs((value ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted))
    expect(gap, `${value} for ${wanted}`).toBeLessThan(tolerance)
  }
}
