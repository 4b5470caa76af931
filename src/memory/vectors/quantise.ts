import { dimensions } from './vector-kernel.ts'

/** How a vector stands in whole numbers: its direction is `scale` times its codes, and a rest. */
export type Quantised = {
  readonly scale: number
  /** Length of the rest. */
  readonly error: number
  /** One over the length of the vector; 0 of a vector of zeros, which has no direction. */
  readonly inverseLength: number
}

/** Codes of an entry fill eight bits, those of a query sixteen, so that its rest hardly counts. */
export const entryLevels = 127
export const queryLevels = 32_767

const none: Quantised = { scale: 0, error: 0, inverseLength: 0 }

/**
 * Writes the direction of `vector` in whole numbers from `-levels` to `levels`.
 *
 * The scale is rounded to 32 bits before anything is divided by it, so that an index may keep it so
 * and the rest is that of what is kept.
 */
export function quantise(
  vector: Float32Array,
  levels: number,
  codes: Int8Array | Int16Array,
  at: number,
): Quantised {
  let squares = 0
  let largest = 0
  for (let i = 0; i < dimensions; i += 1) {
    const number = vector[i] as number
    squares += number * number
    largest = Math.max(largest, Math.abs(number))
  }
  if (squares === 0) {
    codes.fill(0, at, at + dimensions)
    return none
  }
  const inverseLength = 1 / Math.sqrt(squares)
  const scale = Math.fround((largest * inverseLength) / levels)
  const perCode = inverseLength / scale
  let rest = 0
  for (let i = 0; i < dimensions; i += 1) {
    const wanted = (vector[i] as number) * perCode
    const code = Math.max(-levels, Math.min(levels, Math.round(wanted)))
    codes[at + i] = code
    rest += (wanted - code) * (wanted - code)
  }
  return { scale, error: scale * Math.sqrt(rest), inverseLength }
}
