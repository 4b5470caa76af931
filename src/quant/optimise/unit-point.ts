import { ArgumentError, requireSeries } from '../argument.ts'
import { fromScale, requireSpace, scaleBounds, type SearchParameter } from './search-space.ts'

/**
 * The point of a space at a place of the unit cube, a coordinate for each parameter: for searches
 * that know nothing of scales and categories. A category is cut into as many pieces as it has
 * things. What lies outside the cube is moved to its wall.
 *
 * @throws ArgumentError when the space is not what it should be, or the place is not of its size or
 *   not finite.
 */
export function unitPoint(space: readonly SearchParameter[], place: Float64Array): Float64Array {
  requireSpace(space)
  requireSeries('place', place, space.length)
  if (place.length !== space.length)
    throw new ArgumentError(`place must have ${space.length} values, had ${place.length}`)
  return Float64Array.from(space, (parameter, i) => {
    const share = Math.min(1, Math.max(0, place[i] as number))
    if (parameter.kind === 'category')
      return Math.min(parameter.count - 1, Math.floor(share * parameter.count))
    const { low, high } = scaleBounds(parameter)
    return fromScale(parameter, low + share * (high - low))
  })
}
