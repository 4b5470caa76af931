import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireFunction,
  requirePositive,
  requireRandom,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import {
  type Constants,
  constantsOf,
  draw,
  isSettled,
  type Law,
  lawAround,
  learn,
  refreshAxes,
} from './cma-es-law.ts'
import type { Minimum } from './minimum.ts'

/** Where chance comes from, how wide to look and for how long. */
export type CmaEsOptions = {
  readonly random: Random
  /** Deviation of the first generation along every axis: about a third of where to look. */
  readonly sigma: number
  /** Points of a generation, 4 or more; 4 + ⌊3 ln n⌋ by default. Rough land asks for more. */
  readonly populationSize?: number
  /** Calls of `f`; 1e4 × n by default. */
  readonly evaluationsMax?: number
  /** Absolute, on the spread of values and of points in a generation. 1e-11 by default. */
  readonly tolerance?: number
}

/**
 * A minimum without gradients in rough or twisted land, by covariance matrix adaptation: each
 * generation is drawn from a normal law that learns where the better half of the last one lay.
 * Without bounds: a value that is not finite counts as the worst, so `f` can refuse a point.
 *
 * @returns The best point seen; `iterations` are generations; not converged when calls ran out, or
 *   the law became longer than 1e7 times its width.
 * @throws ArgumentError when an option is out of its range, or `f` is finite nowhere at first.
 * @see Hansen, "The CMA evolution strategy: a tutorial", 2016, with positive weights alone. Golden
 *   numbers: how many calls cma 4.5.0 (`CMA_active: False`) needs for the same targets.
 */
export function cmaEs(
  f: (x: Float64Array) => number,
  start: Float64Array,
  options: CmaEsOptions,
): Minimum {
  requireSeries('start', start, 1)
  requireFunction('f', f)
  requireRecord('options', options)
  const search = new CmaEsSearch(start, options)
  const { tolerance = 1e-11, evaluationsMax = 10_000 * start.length } = options
  requirePositive('tolerance', tolerance)
  requireWhole('evaluationsMax', evaluationsMax, search.population)
  const generations = Math.floor(evaluationsMax / search.population)
  let best: { readonly x: Float64Array; readonly value: number } | undefined
  while (search.generation < generations && !search.isOver) {
    const points = search.ask(options.random)
    const values = points.map(f)
    const { first, value } = search.tell(points, values, tolerance)
    if (best === undefined || value < best.value) best = { x: points[first] ?? start, value }
    if (best.value === Number.POSITIVE_INFINITY)
      throw new ArgumentError('f must be finite somewhere near the start')
  }
  const { x, value } = best ?? { x: start, value: f(start) }
  return { x, value, iterations: search.generation, hasConverged: search.hasConverged }
}

/**
 * `cmaEs` for those who evaluate a generation themselves, all its points at once: ask for it, then
 * tell what they came to.
 */
export class CmaEsSearch {
  readonly #constants: Constants
  readonly #law: Law
  #hasConverged = false
  #isStuck = false

  /** @param start - Mean of the first generation. */
  constructor(start: Float64Array, options: Pick<CmaEsOptions, 'sigma' | 'populationSize'>) {
    requireSeries('start', start, 1)
    requireRecord('options', options)
    const { sigma, populationSize } = options
    requirePositive('sigma', sigma)
    this.#constants = constantsOf(start.length, populationSize)
    this.#law = lawAround(start, sigma)
  }

  get population(): number {
    return this.#constants.population
  }

  get generation(): number {
    return this.#law.generation
  }

  get hasConverged(): boolean {
    return this.#hasConverged
  }

  /** Converged, or the law became longer than 1e7 times its width. */
  get isOver(): boolean {
    return this.#hasConverged || this.#isStuck
  }

  /** The points of the next generation. */
  ask(random: Random): readonly Float64Array[] {
    requireRandom(random)
    return Array.from({ length: this.population }, () => draw(this.#law, random))
  }

  /**
   * What the points that were asked for came to; what is not finite counts as the worst.
   *
   * @returns Which was the best, and its value.
   */
  tell(
    points: readonly Float64Array[],
    told: readonly number[],
    tolerance = 1e-11,
  ): { readonly first: number; readonly value: number } {
    const values = told.map((value) => (Number.isFinite(value) ? value : Number.POSITIVE_INFINITY))
    const order = [...values.keys()].sort(
      (i, j) => compare(values[i] as number, values[j] as number) || i - j,
    )
    const [first = 0] = order
    const ranked = order.map((i) => points[i] as Float64Array)
    const rankedValues = order.map((i) => values[i] as number)
    learn(this.#constants, this.#law, ranked)
    this.#hasConverged = isSettled(this.#constants, this.#law, rankedValues, tolerance)
    this.#isStuck = !refreshAxes(this.#constants, this.#law)
    return { first, value: values[first] as number }
  }
}

/** Two infinities are equal, where their difference is none. */
function compare(a: number, b: number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
