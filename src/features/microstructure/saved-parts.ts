import type { Json } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import { numbersToSave, savedNumbers } from '../indicator.ts'

/** What a stream remembers by: another one, or numbers. */
type Part = Float64Array | { save(): Json; load(state: Json): void }

/** What `loadParts` reads. */
export function saveParts(parts: readonly Part[]): Json {
  return parts.map((part) => (part instanceof Float64Array ? saveNumbers(part) : part.save()))
}

/** Loads a saved state into the parts it is of. @throws ArgumentError when it has not as many. */
export function loadParts(state: Json, parts: readonly Part[]): void {
  const saved = savedParts(state, parts.length)
  parts.forEach((part, i) => {
    const of = saved[i] ?? null
    if (part instanceof Float64Array) loadNumbers(of, part)
    else part.load(of)
  })
}

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
