import { Random } from '../../base/index.ts'
import {
  CmaEsSearch,
  type SearchParameter,
  type SearchTrial,
  suggestImprovement,
  suggestParzen,
  suggestRandom,
  unitPoint,
} from '../../quant/index.ts'
import { searchParameter, type SweepAxis } from './sweep-axis.ts'
import { gridPoints } from './sweep-grid.ts'

export const searchNames = ['grid', 'random', 'tpe', 'gp', 'cma-es'] as const
export type SearchName = (typeof searchNames)[number]

export type SearchOptions = {
  readonly axes: readonly SweepAxis[]
  readonly seed: number
  /** Points in all. A grid has as many as it has. */
  readonly budget: number
  /** Values of a span that a grid takes. */
  readonly gridPoints: number
  /** Points that are known already: these are tried, and no others. */
  readonly points?: readonly (readonly number[])[] | undefined
}

/**
 * Points to try, in batches. A batch follows from the seed and the trials of the batches before it
 * alone: not from how many run at once, nor from the order in which they end, nor from whether the
 * sweep was stopped in between.
 */
export interface SweepSearch {
  /** Points in all, as far as that is known: a search may be over before. */
  readonly total: number
  /** @param trials - Those of all batches before, in their order. @returns None when it is over. */
  next(trials: readonly SearchTrial[]): readonly Float64Array[]
}

/** Points of a batch: enough for many workers, and few enough to learn from. */
const batchSizes = { grid: 64, random: 64, tpe: 8, gp: 4 } as const

/** Makes a search by its name. */
export function sweepSearch(name: SearchName, options: SearchOptions): SweepSearch {
  const { points } = options
  if (points !== undefined) return new GridSearch(points.map((point) => Float64Array.from(point)))
  const space = options.axes.map(searchParameter)
  if (name === 'grid') return new GridSearch(gridPoints(options.axes, options.gridPoints))
  if (name === 'cma-es') return new EvolutionSearch(space, options)
  return new SuggestedSearch(name, space, options)
}

class GridSearch implements SweepSearch {
  readonly #points: readonly Float64Array[]

  constructor(points: readonly Float64Array[]) {
    this.#points = points
  }

  get total(): number {
    return this.#points.length
  }

  next({ length }: readonly SearchTrial[]): readonly Float64Array[] {
    return this.#points.slice(length, length + batchSizes.grid)
  }
}

class SuggestedSearch implements SweepSearch {
  readonly #name: 'random' | 'tpe' | 'gp'
  readonly #space: readonly SearchParameter[]
  readonly #seed: number
  readonly total: number

  constructor(
    name: 'random' | 'tpe' | 'gp',
    space: readonly SearchParameter[],
    { seed, budget }: SearchOptions,
  ) {
    this.#name = name
    this.#space = space
    this.#seed = seed
    this.total = budget
  }

  next(trials: readonly SearchTrial[]): readonly Float64Array[] {
    const size = Math.min(batchSizes[this.#name], this.total - trials.length)
    const random = Random.stream(this.#seed, `sweep/${this.#name}/${trials.length}`)
    const known = [...trials]
    return Array.from({ length: Math.max(0, size) }, () => {
      const point = this.#suggest(known, random)
      // What is on its way is taken to be as good as the best: the next one looks elsewhere.
      if (this.#name === 'gp') known.push({ point, value: leastOf(trials) })
      return point
    })
  }

  #suggest(trials: readonly SearchTrial[], random: Random): Float64Array {
    if (this.#name === 'random') return suggestRandom(this.#space, random)
    if (this.#name === 'tpe') return suggestParzen(this.#space, trials, random)
    return suggestImprovement(this.#space, trials, random)
  }
}

function leastOf(trials: readonly SearchTrial[]): number {
  let least = Number.NaN
  for (const { value } of trials) if (Number.isFinite(value) && !(value >= least)) least = value
  return least
}

/** First generation: the middle of the unit cube, and a third of it to either side. */
const [startMean, startSigma] = [0.5, 0.3]

/**
 * CMA-ES over the unit cube: what it draws outside is moved to the wall. A list without an order is
 * cut into as many pieces as it has values.
 */
class EvolutionSearch implements SweepSearch {
  readonly #space: readonly SearchParameter[]
  readonly #seed: number
  readonly total: number

  constructor(space: readonly SearchParameter[], { seed, budget }: SearchOptions) {
    this.#space = space
    this.#seed = seed
    this.total = budget
  }

  /** Goes through the generations again: what they were told is in the trials. */
  next(trials: readonly SearchTrial[]): readonly Float64Array[] {
    const start = new Float64Array(this.#space.length).fill(startMean)
    const search = new CmaEsSearch(start, { sigma: startSigma })
    for (let from = 0; from < this.total && !search.isOver; from += search.population) {
      const places = search.ask(Random.stream(this.#seed, `sweep/cma-es/${from}`))
      if (from >= trials.length) {
        const points = places.map((place) => unitPoint(this.#space, place))
        return points.slice(0, this.total - from)
      }
      const told = trials.slice(from, from + search.population)
      if (told.length < search.population) return []
      search.tell(
        places,
        told.map(({ value }) => value),
      )
    }
    return []
  }
}
