/** Largest fall of one unit that every result multiplies by 1 + itself, oldest first. 0 to 1. */
export function deepestFall(results: Iterable<number>): number {
  let [worth, peak, deepest] = [1, 1, 0]
  for (const each of results) {
    worth *= Math.max(0, 1 + each)
    peak = Math.max(peak, worth)
    deepest = Math.max(deepest, 1 - worth / peak)
  }
  return deepest
}
