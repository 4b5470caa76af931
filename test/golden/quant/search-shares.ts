import { Random } from '../../../src/base/index.ts'
import {
  type SearchParameter,
  type SearchTrial,
  suggestImprovement,
  suggestParzen,
  suggestRandom,
} from '../../../src/quant/index.ts'
import { branin } from './known-functions.ts'

/** A search set beside random search: as many trials, other draws. */
export type SearchShare = {
  readonly method: string
  readonly function: string
  readonly trials: number
  readonly seeds: number
  /** Of the seeds in which the method's best was below the control's. */
  readonly shareBetter: number
  readonly bestMedian: number
  readonly randomBestMedian: number
}

type Suggest = (
  space: readonly SearchParameter[],
  trials: readonly SearchTrial[],
  random: Random,
) => Float64Array

type Land = {
  readonly name: string
  readonly space: readonly SearchParameter[]
  readonly f: (x: Float64Array) => number
}

const lands: readonly Land[] = [
  {
    name: 'Branin',
    space: [
      { kind: 'real', low: -5, high: 10 },
      { kind: 'real', low: 0, high: 15 },
    ],
    f: branin,
  },
  {
    name: 'mixed: a logarithm, a whole number, a category and a square',
    space: [
      { kind: 'real', low: 1e-6, high: 1, isLog: true },
      { kind: 'whole', low: 1, high: 20 },
      { kind: 'category', count: 4 },
      { kind: 'real', low: -1, high: 1 },
    ],
    f: mixed,
  },
]

/** Minimum 0 at (0.001, 7, category 2, 0). */
function mixed(x: Float64Array): number {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = x
  const places = Math.log10(a) + 3
  return places * places + ((b - 7) * (b - 7)) / 10 + (c === 2 ? 0 : 1) + d * d
}

const methods: readonly (readonly [
  name: string,
  suggest: Suggest,
  trials: number,
  seeds: number,
])[] = [
  ['Parzen', suggestParzen, 60, 20],
  [
    'Gaussian process',
    (space, trials, random) =>
      suggestImprovement(space, trials, random, { startCount: 6, candidateCount: 100 }),
    24,
    8,
  ],
]

/** Every method on every land, from fixed seeds. */
export function searchShares(): readonly SearchShare[] {
  return methods.flatMap(([method, suggest, trials, seeds]) =>
    lands.map((land) => {
      const bests: number[] = []
      const controls: number[] = []
      for (let seed = 1; seed <= seeds; seed += 1) {
        bests.push(bestOf(land, suggest, trials, Random.stream(seed, method)))
        const control: Suggest = (space, _, random) => suggestRandom(space, random)
        controls.push(bestOf(land, control, trials, Random.stream(seed, 'control')))
      }
      const better = bests.filter((best, k) => best < (controls[k] ?? Number.NaN)).length
      const [bestMedian, randomBestMedian] = [median(bests), median(controls)]
      const shareBetter = better / seeds
      return {
        method,
        function: land.name,
        trials,
        seeds,
        shareBetter,
        bestMedian,
        randomBestMedian,
      }
    }),
  )
}

function bestOf(land: Land, suggest: Suggest, count: number, random: Random): number {
  const trials: SearchTrial[] = []
  for (let k = 0; k < count; k += 1) {
    const point = suggest(land.space, trials, random)
    trials.push({ point, value: land.f(point) })
  }
  return trials.reduce((best, trial) => Math.min(best, trial.value), Number.POSITIVE_INFINITY)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
