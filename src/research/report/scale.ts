/** Where on an axis a value stands, and which values are written beside it. */
export type Scale = {
  /** 0 at the low end, 1 at the high end. */
  readonly at: (value: number) => number
  readonly ticks: readonly Tick[]
}

export type Tick = { readonly at: number; readonly label: string }

/** An even scale over `low`…`high`, with at most six round ticks. */
export function linearScale(
  low: number,
  high: number,
  label: (value: number, places: number) => string,
): Scale {
  const [from, to] = widened(low, high)
  const step = roundStep((to - from) / 5)
  const places = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)))
  const at = (value: number): number => (value - from) / (to - from)
  const ticks: Tick[] = []
  for (let k = Math.ceil(from / step); k * step <= to; k += 1)
    ticks.push({ at: at(k * step), label: label(k * step, places) })
  return { at, ticks }
}

/** A scale on which equal factors are equal distances. @param low - Above 0. */
export function logScale(
  low: number,
  high: number,
  label: (value: number, places: number) => string,
): Scale {
  const from = Math.log(low)
  const to = Math.log(Math.max(high, low * 1.01))
  const at = (value: number): number => (Math.log(Math.max(value, low)) - from) / (to - from)
  // Below a factor of four, powers and halves are too few to read: even steps are clearer.
  const values = to - from < Math.log(4) ? evenSteps(low, high) : powersOf(low, high)
  return { at, ticks: values.map((value) => ({ at: at(value), label: label(value, 0) })) }
}

/** A range with room in it: one too narrow for its digits is opened up to both sides. */
function widened(low: number, high: number): [from: number, to: number] {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (high - low > 1e-9 * size) return [low, high]
  return [low - (size || 1), high + (size || 1)]
}

function evenSteps(low: number, high: number): number[] {
  const step = roundStep((high - low) / 5 || low)
  const values: number[] = []
  for (let k = Math.ceil(low / step); k * step <= high; k += 1) values.push(k * step)
  return values
}

function powersOf(low: number, high: number): number[] {
  const values: number[] = []
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const factors = last - first > 3 ? [1] : [1, 2, 5]
  for (let power = first; power <= last; power += 1)
    for (const factor of factors) values.push(factor * Number(`1e${power}`))
  return values.filter((value) => value >= low && value <= high)
}

/** The next of 1, 2, 5, 10… times a power of ten that is at least `step`. */
function roundStep(step: number): number {
  const power = Number(`1e${Math.floor(Math.log10(step))}`)
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10
  return factor * power
}
