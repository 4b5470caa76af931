import { valueText } from '../value-text.ts'
import type { Random } from '../../base/index.ts'
import { ArgumentError, requireOneOf, requireRandom, requireWhole } from '../argument.ts'

/**
 * What one coordinate of a point may be. A `real` and a `whole` one lie from `low` to `high`, both
 * included; with `isLog` (`low` above 0) their logarithm is what is even. A `category` is one of
 * `count` things without an order, as a number from 0 on.
 */
export type SearchParameter =
  | {
      readonly kind: 'real' | 'whole'
      readonly low: number
      readonly high: number
      readonly isLog?: boolean
    }
  | { readonly kind: 'category'; readonly count: number }

/** A point that was tried, and what came of it: less is better; NaN or infinite, it failed. */
export type SearchTrial = {
  readonly point: Float64Array
  readonly value: number
}

/**
 * A point drawn evenly from a space: random search, the control for all others.
 *
 * @throws ArgumentError when the space is empty, or a parameter's bounds are out of order.
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012.
 */
export function suggestRandom(space: readonly SearchParameter[], random: Random): Float64Array {
  requireSpace(space)
  requireRandom(random)
  return Float64Array.from(space, (parameter) => {
    if (parameter.kind === 'category') return random.below(parameter.count)
    const { low, high } = scaleBounds(parameter)
    return fromScale(parameter, low + (high - low) * random.next())
  })
}

/** Declines a space without parameters, or one whose bounds are out of order. */
export function requireSpace(space: readonly SearchParameter[]): void {
  if (!Array.isArray(space))
    throw new ArgumentError(`space must be an array of parameters, was ${valueText(space)}`)
  if (space.length === 0) throw new ArgumentError('space must have at least 1 parameter, had 0')
  space.forEach((parameter, i) => {
    requireOneOf(`space[${i}].kind`, parameter.kind, ['real', 'whole', 'category'])
    if (parameter.kind === 'category') {
      requireWhole(`space[${i}].count`, parameter.count, 1)
      return
    }
    const { kind, low, high, isLog = false } = parameter
    if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
      throw new ArgumentError(
        `space[${i}] must be from a low to a high that is finite, was ${low} to ${high}`,
      )
    if (isLog && !(low > 0))
      throw new ArgumentError(`space[${i}].low must be above 0 for a logarithm, was ${low}`)
    if (kind === 'whole' && !(Number.isInteger(low) && Number.isInteger(high)))
      throw new ArgumentError(`space[${i}] must be from whole to whole, was ${low} to ${high}`)
  })
}

/** Declines trials that are not points of the space. */
export function requireTrials(
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
): void {
  if (!Array.isArray(trials))
    throw new ArgumentError(`trials must be an array, was ${valueText(trials)}`)
  trials.forEach(({ point }, t) => {
    if (point.length !== space.length)
      throw new ArgumentError(
        `trials[${t}].point must have ${space.length} values, had ${point.length}`,
      )
    space.forEach((parameter, i) => {
      const value = point[i] as number
      const [low, high] =
        parameter.kind === 'category' ? [0, parameter.count - 1] : [parameter.low, parameter.high]
      const isWhole = parameter.kind === 'real' || Number.isInteger(value)
      if (!(value >= low && value <= high && isWhole))
        throw new ArgumentError(`trials[${t}].point[${i}] is not in its space: ${value}`)
    })
  })
}

/** A parameter with an order. */
export type Scaled = Exclude<SearchParameter, { readonly kind: 'category' }>

/** Where the even scale of a parameter ends: its logarithm or itself, a half around wholes. */
export function scaleBounds(parameter: Scaled): { readonly low: number; readonly high: number } {
  const margin = parameter.kind === 'whole' ? 0.5 : 0
  return {
    low: toScale(parameter, parameter.low - margin),
    high: toScale(parameter, parameter.high + margin),
  }
}

/** Where a value lies on the scale of its parameter. */
export function toScale(parameter: Scaled, value: number): number {
  return parameter.isLog === true ? Math.log(value) : value
}

/** The value of a parameter nearest to a place on its scale. */
export function fromScale(parameter: Scaled, place: number): number {
  const value = parameter.isLog === true ? Math.exp(place) : place
  const near = parameter.kind === 'whole' ? Math.round(value) : value
  return Math.min(parameter.high, Math.max(parameter.low, near))
}
