import { requireOneOf } from '../argument.ts'
/** How alike a function is at two points, by how far they lie apart. */
export type KernelShape = {
  /** `matern`: Matérn 5/2, twice differentiable. `gaussian`: squared exponential, smooth. */
  readonly kernel: 'matern' | 'gaussian'
  /** Variance of the function, above 0. */
  readonly amplitude: number
  /** How far it stays alike along each coordinate, above 0. */
  readonly lengths: Float64Array
}

/** Declines a kernel that is none. */
export function requireKernel(name: string, kernel: KernelShape['kernel']): void {
  requireOneOf(name, kernel, ['matern', 'gaussian'])
}

/** The covariance of the function at two points, by their squared distance in lengths. */
export function kernelAt(shape: KernelShape, square: number): number {
  if (shape.kernel === 'gaussian') return shape.amplitude * Math.exp(-square / 2)
  const far = Math.sqrt(5 * square)
  return shape.amplitude * (1 + far + (5 * square) / 3) * Math.exp(-far)
}

/**
 * What the covariance gains, per squared gap in lengths along a coordinate, as the logarithm of
 * that coordinate's length grows.
 */
export function kernelGain(shape: KernelShape, square: number): number {
  if (shape.kernel === 'gaussian') return shape.amplitude * Math.exp(-square / 2)
  const far = Math.sqrt(5 * square)
  return shape.amplitude * (5 / 3) * (1 + far) * Math.exp(-far)
}

/** The squared distance in `lengths` between two points, each from a place in an array. */
export function scaledSquare(
  lengths: Float64Array,
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
): number {
  let sum = 0
  for (let j = 0; j < lengths.length; j += 1) {
    const gap = ((a[aStart + j] as number) - (b[bStart + j] as number)) / (lengths[j] as number)
    sum += gap * gap
  }
  return sum
}
