/**
 * The candidate a person most likely meant by `word`, for "did you mean".
 *
 * @returns `undefined` when nothing is closer than two fifths of the word's length in edits
 *   (insert, delete, replace, swap of neighbours), letter case ignored.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestEdits = Math.max(1, Math.floor(word.length * 0.4)) + 1
  for (const candidate of candidates) {
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (edits >= bestEdits) continue
    best = candidate
    bestEdits = edits
  }
  return best
}

/** Optimal string alignment distance, three rows at a time. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = []
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replace = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = isSwap ? at(before, j - 2) + 1 : Infinity
      row.push(Math.min(replace, at(above, j) + 1, at(row, j - 1) + 1, swap))
    }
    before = above
    above = row
  }
  return at(above, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity
