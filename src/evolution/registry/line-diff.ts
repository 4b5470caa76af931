/** A line of two texts: in both, only in the older, only in the newer. */
export type DiffLine = { readonly is: ' ' | '-' | '+'; readonly text: string }

/**
 * The lines of two texts, those that both have in common as many as can be.
 *
 * @see Hunt and McIlroy, "An algorithm for differential file comparison", 1976: the longest common
 *   subsequence, by its table.
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end += 1
  const same = (text: string): DiffLine => ({ is: ' ', text })
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ]
}

/** What changed, with some lines around it; lines left out are one line of their own. */
export function diffHunks(diff: readonly DiffLine[], around = 3): readonly string[] {
  const isNear = diff.map((_, i) =>
    diff.slice(Math.max(0, i - around), i + around + 1).some(({ is }) => is !== ' '),
  )
  const lines: string[] = []
  for (const [i, { is, text }] of diff.entries())
    if (isNear[i] === true) lines.push(`${is} ${text}`.trimEnd())
    else if (i === 0 || isNear[i - 1] === true) lines.push('@@')
  return lines
}

function linesOf(text: string): readonly string[] {
  if (text === '') return []
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Cells of the table for which there is room; longer texts are told as all gone and all new. */
const cellsMax = 4_000_000

function middle(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  if ((a.length + 1) * (b.length + 1) > cellsMax)
    return [
      ...a.map((text): DiffLine => ({ is: '-', text })),
      ...b.map((text): DiffLine => ({ is: '+', text })),
    ]
  const width = b.length + 1
  // Longest common part of what is left from (i, j) on.
  const longest = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      lines.push({ is: ' ', text: left })
      i += 1
      j += 1
    } else if (
      left !== undefined &&
      (right === undefined ||
        (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      lines.push({ is: '-', text: left })
      i += 1
    } else {
      lines.push({ is: '+', text: right ?? '' })
      j += 1
    }
  }
  return lines
}
