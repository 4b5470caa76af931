import { principalComponents, projectOnto } from '../../quant/index.ts'

/** Where vectors lie on the plane along which they differ most. */
export type PrincipalPlane = {
  /** By vector, in the order given. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Share of all that they differ in along each axis, 0 to 1; the first is the larger. */
  readonly explained: readonly [x: number, y: number]
}

const middle = { x: 0, y: 0 }
/** Numbers that differ by less do so by rounding. */
const gapMin = 1e-12

/**
 * The first two principal components of vectors. No chance is in it, and an axis is turned so that
 * its largest number is above 0, so the same vectors in the same order always come to the same
 * points, and a picture is not mirrored when one is added.
 *
 * Linear in how many there are, cubic in how many of their numbers differ at all: the others are
 * left out first, as much of an embedding is 0 by its layout.
 *
 * @param vectors - All of one length. Where they do not differ every point is 0, 0.
 */
export function principalPlane(vectors: readonly ArrayLike<number>[]): PrincipalPlane {
  const series = differing(vectors)
  const found = series.length === 0 ? undefined : principalComponents(series)
  if (found === undefined) return { points: vectors.map(() => middle), explained: [0, 0] }
  const [x, y] = projectOnto(found, series, Math.min(2, series.length))
  return {
    points: vectors.map((_, n) => ({ x: x?.[n] ?? 0, y: y?.[n] ?? 0 })),
    explained: [found.shares[0] ?? 0, found.shares[1] ?? 0],
  }
}

/** By number of a vector, what it is in all of them; without those that are always the same. */
function differing(vectors: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const [first] = vectors
  return Array.from({ length: first?.length ?? 0 }, (_, i) =>
    Float64Array.from(vectors, (vector) => vector[i] ?? 0),
  ).filter((values) => values.some((value) => Math.abs(value - (values[0] ?? 0)) > gapMin))
}
