import type { Random } from '../../base/index.ts'
import { requireRandom, requireWhole } from '../argument.ts'
import { matrix } from '../matrix/index.ts'
import { deviation, mean } from '../moments.ts'
import { expectedImprovement } from './expected-improvement.ts'
import { fitGaussianProcess } from './fit-gaussian-process.ts'
import { type GaussianProcess, gaussianPosterior } from './gaussian-process.ts'
import { type KernelShape, requireKernel } from './kernel-at.ts'
import { minimiseBounded } from './minimise-bounded.ts'
import {
  fromScale,
  type SearchParameter,
  requireSpace,
  requireTrials,
  scaleBounds,
  suggestRandom,
  type SearchTrial,
  toScale,
} from './search-space.ts'

/** How a Gaussian process looks. */
export type ImprovementOptions = {
  /** Trials drawn evenly at first, 2 or more; 10 by default. */
  readonly startCount?: number
  /** Points drawn to choose from, 1 or more; 500 by default. */
  readonly candidateCount?: number
  /** `matern` (5/2) by default. */
  readonly kernel?: KernelShape['kernel']
}

/** A process over points in the unit cube, and the least value it has seen. */
type Model = {
  readonly space: readonly SearchParameter[]
  readonly fitted: GaussianProcess
  readonly best: number
}

/**
 * The next point to try, by a Gaussian process: where the expected improvement on the best trial
 * is largest. Coordinates are scaled to 0 to 1, a category to one coordinate per choice, values to
 * mean 0 and deviation 1; amplitude, lengths and noise are fitted anew each time. Time grows with
 * the cube of the trials: for a few hundred at most.
 *
 * Nothing is kept between calls: to go on after a stop, give the same trials and a `random` that
 * was saved.
 *
 * @param trials - All so far. Those that failed count as the worst that did not.
 * @throws ArgumentError when the space or a trial is not what it should be.
 * @see Jones, Schonlau and Welch 1998; Snoek, Larochelle and Adams 2012.
 */
export function suggestImprovement(
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
  random: Random,
  options: ImprovementOptions = {},
): Float64Array {
  const { startCount = 10, candidateCount = 500, kernel = 'matern' } = options
  requireKernel('kernel', kernel)
  requireSpace(space)
  requireTrials(space, trials)
  requireRandom(random)
  requireWhole('startCount', startCount, 2)
  requireWhole('candidateCount', candidateCount, 1)
  const model = trials.length < startCount ? undefined : modelOf(space, trials, kernel)
  if (model === undefined) return suggestRandom(space, random)
  const candidates = drawCandidates(space, trials, candidateCount, random)
  const gains = candidates.map((point) => improvementAt(model, toUnit(space, point)))
  const order = [...gains.keys()].sort((i, j) => (gains[j] ?? 0) - (gains[i] ?? 0) || i - j)
  let best = candidates[order[0] ?? 0] ?? suggestRandom(space, random)
  let bestGain = gains[order[0] ?? 0] ?? 0
  for (const k of order.slice(0, 3)) {
    const refined = refine(model, candidates[k] ?? best)
    const gain = improvementAt(model, toUnit(space, refined))
    if (gain > bestGain) [best, bestGain] = [refined, gain]
  }
  return best
}

function modelOf(
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
  kernel: KernelShape['kernel'],
): Model | undefined {
  const known = trials.map((trial) => trial.value).filter(Number.isFinite)
  const worst = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const values = Float64Array.from(trials, ({ value }) => (Number.isFinite(value) ? value : worst))
  const [middle, spread] = [mean(values), deviation(values, 0)]
  // Without a finite value, or two that differ, there is nothing to learn.
  if (middle === undefined || spread === undefined || spread === 0) return undefined
  const y = values.map((value) => (value - middle) / spread)
  const rows = trials.map((trial) => toUnit(space, trial.point))
  const x = matrix(rows.length, rows[0]?.length ?? 1)
  rows.forEach((row, i) => {
    x.values.set(row, i * x.columns)
  })
  const fitted = fitGaussianProcess({ x, y, kernel })
  if (fitted === undefined) return undefined
  return { space, fitted, best: y.reduce((least, value) => Math.min(least, value), Infinity) }
}

/** Two thirds from anywhere, the others near the three best trials. */
function drawCandidates(
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
  count: number,
  random: Random,
): readonly Float64Array[] {
  const good = [...trials]
    .filter((trial) => Number.isFinite(trial.value))
    .sort((a, b) => a.value - b.value)
    .slice(0, 3)
  return Array.from({ length: count }, (_, k) => {
    const anywhere = suggestRandom(space, random)
    const near = good[k % good.length]?.point
    if (near === undefined || k % 3 !== 0) return anywhere
    return near.map((value, i) => nudge(space[i], value, anywhere[i] as number, random))
  })
}

/** A tenth of the scale away, or now and then another category. */
function nudge(
  parameter: SearchParameter | undefined,
  value: number,
  other: number,
  random: Random,
): number {
  if (parameter === undefined) return value
  if (parameter.kind === 'category') return random.next() < 0.2 ? other : value
  const { low, high } = scaleBounds(parameter)
  return fromScale(parameter, toScale(parameter, value) + 0.1 * (high - low) * random.normal())
}

function improvementAt({ fitted, best }: Model, unit: Float64Array): number {
  const { mean: middle, variance } = gaussianPosterior(fitted, unit)
  return expectedImprovement({ mean: middle, deviation: Math.sqrt(variance) }, best)
}

/** Climbs over the coordinates with an order; categories stay. */
function refine(model: Model, point: Float64Array): Float64Array {
  const { space } = model
  const start = toUnit(space, point)
  const lower = start.slice()
  const upper = start.slice()
  let at = 0
  for (const parameter of space) {
    if (parameter.kind !== 'category') [lower[at], upper[at]] = [0, 1]
    at += parameter.kind === 'category' ? parameter.count : 1
  }
  const found = minimiseBounded((unit) => -improvementAt(model, unit), start, {
    lower,
    upper,
    iterationsMax: 20,
    tolerance: 1e-7,
  })
  return fromUnit(space, found.x, point)
}

/** A point in the unit cube: the share of its scale, or 1 in the place of its category. */
function toUnit(space: readonly SearchParameter[], point: Float64Array): Float64Array {
  return Float64Array.from(
    space.flatMap((parameter, i) => {
      const value = point[i] as number
      if (parameter.kind === 'category')
        return Array.from({ length: parameter.count }, (_, c) => (c === value ? 1 : 0))
      const { low, high } = scaleBounds(parameter)
      return [high > low ? (toScale(parameter, value) - low) / (high - low) : 0]
    }),
  )
}

/** Back from the unit cube, with the categories of `point`. */
function fromUnit(
  space: readonly SearchParameter[],
  unit: Float64Array,
  point: Float64Array,
): Float64Array {
  let at = 0
  return Float64Array.from(space, (parameter, i) => {
    if (parameter.kind === 'category') {
      at += parameter.count
      return point[i] as number
    }
    const { low, high } = scaleBounds(parameter)
    const value = fromScale(parameter, low + (high - low) * (unit[at] as number))
    at += 1
    return value
  })
}
