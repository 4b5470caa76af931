import type { DeltaTable } from './load-deltas.ts'

/** Numbers in the head of an update. */
export const headSize = 6

const known = new WeakMap<DeltaTable, Float64Array>()

/**
 * What the rows of an update have in common, update by update in one column: first row, `tsInit`,
 * `isSnapshot`, `first`, `last`, `previous`; behind the last update, the length of the table.
 * Looked for once a table: a column for each would cost a fetch from memory for each.
 */
export function updateHeads(deltas: DeltaTable): Float64Array {
  const before = known.get(deltas)
  if (before !== undefined) return before
  const heads = headsOf(deltas)
  known.set(deltas, heads)
  return heads
}

function headsOf({ columns, length }: DeltaTable): Float64Array {
  const { tsInit, isSnapshot, first, last, previous } = columns
  const heads: number[] = []
  const shared = [tsInit, isSnapshot, first, last, previous]
  for (let row = 0; row < length; row += 1)
    if (row === 0 || last[row] !== last[row - 1] || isSnapshot[row] !== isSnapshot[row - 1])
      heads.push(row, ...shared.map((column) => column[row] as number))
  heads.push(length)
  return Float64Array.from(heads)
}
