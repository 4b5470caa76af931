/** Any number into (-1, 1), steepest at 0. Arithmetic alone: the same bits everywhere. NaN is 0. */
export function squash(value: number): number {
  if (Number.isNaN(value)) return 0
  const cut = Math.max(-1e9, Math.min(value, 1e9))
  return cut / Math.sqrt(1 + cut * cut)
}

/** A number of [min, max] onto [-1, 1]; what is not finite is 0. */
export function centred(value: number, min: number, max: number): number {
  if (!Number.isFinite(value)) return 0
  return Math.max(-1, Math.min((2 * (value - min)) / (max - min) - 1, 1))
}
