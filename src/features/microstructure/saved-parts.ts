import type { Json } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import { numbersToSave, savedNumbers } from '../indicator.ts'

/** The parts of a saved state. @throws ArgumentError when it has not `count` of them. */
export function savedParts(state: Json, count: number): readonly Json[] {
  if (!Array.isArray(state) || state.length !== count)
    throw new ArgumentError(`a saved state of ${count} parts was expected`)
  return state
}

/** Copies a saved list of numbers into `to`. @throws ArgumentError when the lengths differ. */
export function loadNumbers(state: Json, to: Float64Array): void {
  to.set(savedNumbers(savedParts(state, to.length)))
}

/** What `loadNumbers` reads; NaN is stored as null. */
export function saveNumbers(values: Float64Array): Json {
  return numbersToSave([...values])
}
