import { requireBetween, requirePositive } from '../argument.ts'
import { betaI, betaIComplement } from '../special/index.ts'

/**
 * The share of Fisher's F that lies below `x`.
 *
 * @param x - 0 or more.
 * @param above - Degrees of freedom of the numerator, above 0, finite, as are those of the
 *   denominator, `below`.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy.stats.f 1.17.1 (`test/golden/quant/law.json`).
 */
export function fisherFCdf(x: number, above: number, below: number): number {
  return share(x, above, below, false)
}

/**
 * The share of Fisher's F that lies above `x`, digits kept where `fisherFCdf` is near 1.
 *
 * @param x - 0 or more.
 * @param above - Degrees of freedom of the numerator, above 0, finite, as are those of the
 *   denominator, `below`.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy.stats.f 1.17.1 (`test/golden/quant/law.json`).
 */
export function fisherFTail(x: number, above: number, below: number): number {
  return share(x, above, below, true)
}

function share(x: number, above: number, below: number, isTail: boolean): number {
  requireBetween('x', x, 0, Number.POSITIVE_INFINITY)
  requirePositive('above', above)
  requirePositive('below', below)
  const odds = (above / below) * x
  if (odds <= 1) {
    const near = odds / (1 + odds)
    return isTail ? betaIComplement(above / 2, below / 2, near) : betaI(above / 2, below / 2, near)
  }
  const far = 1 / (1 + odds)
  return isTail ? betaI(below / 2, above / 2, far) : betaIComplement(below / 2, above / 2, far)
}
