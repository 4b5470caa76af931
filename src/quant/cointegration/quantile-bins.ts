/**
 * Each value's bin, of bins that hold about equally many: ties share the higher bin.
 *
 * @param bins - 2 to 255.
 * @returns Whole numbers from 0; fewer bins than asked where values repeat.
 */
export function quantileBins(values: Float64Array, bins: number): Uint8Array {
  const sorted = Float64Array.from(values).sort()
  const edges = Float64Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)] as number,
  )
  return Uint8Array.from(values, (value) => {
    let bin = 0
    while (bin < edges.length && value >= (edges[bin] as number)) bin += 1
    return bin
  })
}
