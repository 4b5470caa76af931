/**
 * Share of the ways to mix two samples whose distance is at least `steps`: of paths from one corner
 * of a grid to the other that stray so far from its diagonal. Summed from the strays themselves, so
 * a small share keeps its digits.
 *
 * @param across - Values of one sample, as `up` of the other.
 * @param steps - Distance times `across` times `up`, whole.
 */
export function pathsOutside(across: number, up: number, steps: number): number {
  if (steps <= 0) return 1
  // Chances that a path to (i, j), all of them alike, has not yet strayed.
  const inside = new Float64Array(up + 1)
  let outside = 0
  for (let i = 0; i <= across; i += 1)
    for (let j = 0; j <= up; j += 1) {
      const reached = i + j === 0 ? 1 : arrival(inside, i, j, across, up)
      const isOutside = Math.abs(i * up - j * across) >= steps
      if (isOutside) outside += reached
      inside[j] = isOutside ? 0 : reached
    }
  return Math.min(1, outside)
}

/** From the left, whose chance stands in the column yet, and from below. */
function arrival(inside: Float64Array, i: number, j: number, across: number, up: number): number {
  const left = across + up - i - j + 1
  const fromLeft = i === 0 ? 0 : ((inside[j] as number) * (across - i + 1)) / left
  const fromBelow = j === 0 ? 0 : ((inside[j - 1] as number) * (up - j + 1)) / left
  return fromLeft + fromBelow
}
