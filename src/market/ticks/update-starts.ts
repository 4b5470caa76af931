import type { DeltaTable } from './load-deltas.ts'

const known = new WeakMap<DeltaTable, Int32Array>()

/** The first row of every update of a table, and its length at the end. Looked for once a table. */
export function updateStarts(deltas: DeltaTable): Int32Array {
  const before = known.get(deltas)
  if (before !== undefined) return before
  const starts = startsOf(deltas)
  known.set(deltas, starts)
  return starts
}

function startsOf({ columns, length }: DeltaTable): Int32Array {
  const { isSnapshot, last } = columns
  const found: number[] = []
  for (let row = 0; row < length; row += 1)
    if (row === 0 || last[row] !== last[row - 1] || isSnapshot[row] !== isSnapshot[row - 1])
      found.push(row)
  found.push(length)
  return Int32Array.from(found)
}
