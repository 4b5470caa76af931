import { likenessOf, unlikeShare } from '../pictures/likeness.ts'
import type { Picture } from '../../src/doors/index.ts'

const cellPx = 8
/** By how much a square may be lighter or darker, of 255. */
const tolerance = 24
/** Pictures of a desk that runs: on a slow machine they are of a later bar. */
const running = ['page', 'phone', 'past']

/**
 * How many squares of a picture may look otherwise, as a share: other digits and a date pass, a
 * panel that stands elsewhere does not.
 */
export function unlikeMax(name: string): number {
  return running.includes(name) ? 0.06 : 0.02
}

/** The share of two pictures that looks otherwise. */
export function unlikeOf(one: Picture, other: Picture): number {
  return unlikeShare(likenessOf(one, cellPx), likenessOf(other, cellPx), tolerance)
}
