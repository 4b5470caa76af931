import { fromScale, scaleBounds, type SearchParameter } from '../../quant/index.ts'

/** The point of a space at a place of the unit cube; what lies outside is moved to its wall. */
export function pointOfUnit(space: readonly SearchParameter[], place: Float64Array): Float64Array {
  return Float64Array.from(space, (parameter, i) => {
    const share = Math.min(1, Math.max(0, place[i] as number))
    if (parameter.kind === 'category')
      return Math.min(parameter.count - 1, Math.floor(share * parameter.count))
    const { low, high } = scaleBounds(parameter)
    return fromScale(parameter, low + share * (high - low))
  })
}
