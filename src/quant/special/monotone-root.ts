/**
 * Where a rising function reaches its target: Halley's steps, kept between the ends of a bracket
 * that each step narrows, with its middle where a step leaves it.
 *
 * @param problem.step - The correction to subtract at `x`; its sign is that of value minus target.
 * @param problem.low - Below the root, 0 or more. Middles are geometric once it is above 0.
 * @returns `x` to a few units of its last place.
 */
export function monotoneRoot(problem: {
  readonly start: number
  readonly low: number
  readonly high: number
  readonly step: (x: number) => number
}): number {
  let { start: x, low, high } = problem
  for (let round = 0; round < 200; round += 1) {
    const step = problem.step(x)
    if (step === 0) return x
    if (step > 0) high = x
    else low = x
    let next = x - step
    if (!(next > low && next < high)) next = middle(low, high)
    if (Math.abs(next - x) <= 2e-16 * Math.abs(x) || next === low || next === high) return next
    x = next
  }
  return x
}

function middle(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return Math.max(1, low * 2)
  return low > 0 && high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2
}
