/** How many steps are remembered. */
const capacity = 10

/**
 * What the last steps showed of a function's curvature: the limited-memory BFGS approximation of
 * its inverse Hessian, kept as pairs of a step and the change of slope along it.
 *
 * @see Nocedal, "Updating quasi-Newton matrices with limited storage", 1980.
 */
export class CurvatureMemory {
  readonly #steps: readonly Float64Array[]
  readonly #changes: readonly Float64Array[]
  readonly #shares = new Float64Array(capacity)
  readonly #curvatures = new Float64Array(capacity)
  #newest = capacity - 1
  #count = 0

  /** @param size - Coordinates of a point. */
  constructor(size: number) {
    this.#steps = Array.from({ length: capacity }, () => new Float64Array(size))
    this.#changes = Array.from({ length: capacity }, () => new Float64Array(size))
  }

  get count(): number {
    return this.#count
  }

  forget(): void {
    this.#count = 0
  }

  /** Remembers a step and what it did to the slope; not one along which the slope did not rise. */
  learn(step: Float64Array, change: Float64Array): void {
    let curvature = 0
    let size = 0
    for (let i = 0; i < step.length; i += 1) {
      curvature += (step[i] as number) * (change[i] as number)
      size += (change[i] as number) * (change[i] as number)
    }
    if (!(curvature > Number.EPSILON * size)) return
    this.#newest = (this.#newest + 1) % capacity
    this.#steps[this.#newest]?.set(step)
    this.#changes[this.#newest]?.set(change)
    this.#count = Math.min(capacity, this.#count + 1)
  }

  /** Writes the quasi-Newton step down `slope` to `out`, over the free coordinates alone. */
  direction(slope: Float64Array, isFree: Uint8Array, out: Float64Array): void {
    for (let i = 0; i < slope.length; i += 1) out[i] = isFree[i] === 1 ? -(slope[i] as number) : 0
    let scale = 0
    for (let age = 0; age < this.#count; age += 1) {
      const k = (this.#newest - age + capacity) % capacity
      const step = this.#steps[k] ?? out
      const change = this.#changes[k] ?? out
      const curvature = freeProduct(step, change, isFree)
      const size = freeProduct(change, change, isFree)
      const isUsable = curvature > Number.EPSILON * size
      this.#curvatures[k] = isUsable ? curvature : 0
      if (!isUsable) continue
      if (scale === 0) scale = curvature / size
      const share = freeProduct(step, out, isFree) / curvature
      this.#shares[k] = share
      for (let i = 0; i < out.length; i += 1)
        if (isFree[i] === 1) out[i] = (out[i] as number) - share * (change[i] as number)
    }
    // Nothing known: a first step no longer than 1.
    if (scale === 0) scale = 1 / Math.max(1, Math.sqrt(freeProduct(out, out, isFree)))
    for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) * scale
    for (let age = this.#count - 1; age >= 0; age -= 1) {
      const k = (this.#newest - age + capacity) % capacity
      const curvature = this.#curvatures[k] as number
      if (curvature === 0) continue
      const step = this.#steps[k] ?? out
      const change = this.#changes[k] ?? out
      const missing = (this.#shares[k] as number) - freeProduct(change, out, isFree) / curvature
      for (let i = 0; i < out.length; i += 1)
        if (isFree[i] === 1) out[i] = (out[i] as number) + missing * (step[i] as number)
    }
  }
}

function freeProduct(a: Float64Array, b: Float64Array, isFree: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1)
    if (isFree[i] === 1) sum += (a[i] as number) * (b[i] as number)
  return sum
}
