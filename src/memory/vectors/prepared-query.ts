import { quantise, queryLevels } from './quantise.ts'
import { askedAt, givenAt, type VectorKernel } from './vector-kernel.ts'

/** What a query that was written to the memory of a kernel comes to. */
export type PreparedQuery = {
  /** Its direction is this times its whole numbers, and a rest. */
  readonly scale: number
  /** Length of the rest. */
  readonly error: number
  readonly inverseLength: number
}

/** Writes a query to the memory of `kernel`, where it stays until the next. */
export function prepareQuery(kernel: VectorKernel, query: Float32Array): PreparedQuery {
  const { shorts, doubles } = kernel.memory()
  doubles.set(query, givenAt / 8)
  return quantise(query, queryLevels, shorts, askedAt / 2)
}
