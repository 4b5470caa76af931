import type { Json } from '../../base/index.ts'

/** Arrays as lists of numbers, with null for what is not finite. */
export function savedArrays(arrays: readonly Float64Array[]): Json {
  return arrays.map((array) =>
    Array.from(array, (value) => (Number.isFinite(value) ? value : null)),
  )
}

/** The inverse of `savedArrays`; null is NaN. @returns Whether it fits; nothing changes if not. */
export function restoreArrays(saved: Json | undefined, arrays: readonly Float64Array[]): boolean {
  if (!Array.isArray(saved) || saved.length !== arrays.length) return false
  const lists: readonly Json[] = saved
  const fits = arrays.every((array, k) => {
    const list = lists[k]
    if (!Array.isArray(list) || list.length !== array.length) return false
    return list.every((value: Json) => value === null || savedNumber(value) !== undefined)
  })
  if (fits) arrays.forEach((array, k) => array.set(numbersOf(lists[k])))
  return fits
}

/** A saved number; `undefined` when it is none. */
export function savedNumber(saved: Json | undefined): number | undefined {
  return typeof saved === 'number' && Number.isFinite(saved) ? saved : undefined
}

function numbersOf(list: Json | undefined): readonly number[] {
  return Array.isArray(list) ? list.map((value: Json) => savedNumber(value) ?? Number.NaN) : []
}
