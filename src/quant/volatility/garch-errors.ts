import { inverse, type Matrix, matrix, multiply } from '../matrix/index.ts'
import { weightedSum } from './feasible-step.ts'
import {
  alphaPlace,
  type GarchParameters,
  meanPlace,
  type NamedLimit,
  omegaPlace,
  type Places,
} from './garch-model.ts'
import type { GarchSurface } from './garch-surface.ts'

/** A standard error for each parameter. */
export type GarchErrors = { readonly [name in keyof GarchParameters]: number | undefined }

/** Room to a limit, in standardised units, under which a parameter counts as held by it. */
const heldWithin = 1e-9

/** The limits that hold x. */
export function limitsAt(x: Float64Array, limits: readonly NamedLimit[]): readonly NamedLimit[] {
  return limits.filter(({ weights, min }) => weightedSum(weights, x) - min < heldWithin)
}

/** The places of parameters that no limit holds. */
export function freePlaces(x: Float64Array, held: readonly NamedLimit[]): readonly number[] {
  return Array.from(x.keys()).filter((place) => held.every(({ weights }) => weights[place] === 0))
}

/** Both kinds of standard errors, of the free parameters given the others. */
export function garchErrors(
  surface: GarchSurface,
  places: Places,
  free: readonly number[],
): { readonly errors: GarchErrors; readonly robustErrors: GarchErrors } {
  const hessian = matrix(places.size, places.size)
  const products = matrix(places.size, places.size)
  surface.derive(new Float64Array(places.size), hessian)
  surface.scoreProducts(products)
  const isKnown = hessian.values.every(Number.isFinite) && products.values.every(Number.isFinite)
  const plain = free.length > 0 && isKnown ? inverse(subMatrix(hessian, free)) : undefined
  const robust = plain && multiply(multiply(plain, subMatrix(products, free)), plain)
  return {
    errors: namedErrors(plain, places, free),
    robustErrors: namedErrors(robust, places, free),
  }
}

function subMatrix(of: Matrix, places: readonly number[]): Matrix {
  const part = matrix(places.length, places.length)
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      part.values[i * places.length + j] = of.values[row * of.columns + column] as number
    })
  })
  return part
}

function namedErrors(
  covariance: Matrix | undefined,
  places: Places,
  free: readonly number[],
): GarchErrors {
  const at = (place: number): number | undefined => {
    const index = free.indexOf(place)
    if (covariance === undefined || index < 0) return undefined
    const squared = covariance.values[index * free.length + index] as number
    return squared > 0 ? Math.sqrt(squared) : undefined
  }
  return {
    mean: at(meanPlace),
    omega: at(omegaPlace),
    alpha: at(alphaPlace),
    gamma: at(places.gamma),
    beta: at(places.beta),
    degrees: at(places.degrees),
  }
}
