/**
 * Fills `path` with the prices a bar stops at on its way: open, `first` extreme, the other, close,
 * on straight lines with equal steps. Unit: ticks.
 *
 * @param path - One more than a multiple of three long.
 */
export function fillBarPath(
  path: Float64Array,
  turns: readonly [open: number, first: number, second: number, close: number],
): void {
  const steps = (path.length - 1) / 3
  for (let leg = 0; leg < 3; leg += 1) {
    const from = turns[leg] as number
    const to = turns[leg + 1] as number
    for (let i = 0; i < steps; i += 1)
      path[leg * steps + i] = Math.round(from + ((to - from) * i) / steps)
  }
  path[path.length - 1] = turns[3]
}

/** How many of `lots` whole ones belong to part `i` of `parts` equal ones; all together exactly. */
export function equalPart(lots: number, i: number, parts: number): number {
  return Math.floor((lots * (i + 1)) / parts) - Math.floor((lots * i) / parts)
}
