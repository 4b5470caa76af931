/**
 * The most common step between rising stamps; the smaller of two that are equally common.
 *
 * @returns The same unit as `ts`; `undefined` for fewer than two rows.
 */
export function intervalOf(ts: Float64Array, length: number): number | undefined {
  const counts = new Map<number, number>()
  for (let row = 1; row < length; row += 1) {
    const step = (ts[row] as number) - (ts[row - 1] as number)
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  let best: number | undefined
  let most = 0
  for (const [step, count] of counts)
    if (count > most || (count === most && best !== undefined && step < best)) {
      best = step
      most = count
    }
  return best
}
