/**
 * Sleeps while the first cell is `value`, and nothing else of this thread goes on. To be woken says
 * nothing: whoever changed the cell before may have been seen to before it came to wake anybody,
 * and then wakes a sleeper of the next turn.
 *
 * @param ms - Longest that it sleeps at a stretch.
 * @returns Whether it was changed in time.
 */
export function waitWhile(
  cells: Int32Array<SharedArrayBuffer>,
  value: number,
  ms: number,
): boolean {
  while (Atomics.load(cells, 0) === value)
    if (Atomics.wait(cells, 0, value, ms) === 'timed-out') return Atomics.load(cells, 0) !== value
  return true
}
