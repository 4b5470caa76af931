import type { Random } from '../../../src/base/index.ts'
import {
  confidenceSet,
  deflatedSharpe,
  moments,
  overfitting,
  permuteCorrelation,
  permuteMeans,
  permuteSigns,
  probabilisticSharpe,
  realityCheck,
  superiorAbility,
  variance,
} from '../../../src/quant/index.ts'
import { autoregression, type RateCase } from './rates.ts'

const level = 0.05

function normals(random: Random, count: number, middle = 0): Float64Array {
  return Float64Array.from({ length: count }, () => middle + random.normal())
}

/** Strategies without skill, but for the first where there is an edge. */
function strategies(random: Random, tried: number, count: number, edge: number): Float64Array[] {
  return Array.from({ length: tried }, (_, i) => normals(random, count, i === 0 ? edge : 0))
}

/** The chance that the best of many has skill: as if it were alone, or deflated by their number. */
function bestIsSkilled(returns: readonly Float64Array[], isDeflated: boolean): number {
  const samples = returns.flatMap((series) => {
    const shape = moments(series)
    return shape === undefined ? [] : [{ ...shape, sharpe: shape.mean / Math.sqrt(shape.variance) }]
  })
  const [first, ...rest] = samples
  if (first === undefined) return Number.NaN
  const best = rest.reduce((one, other) => (other.sharpe > one.sharpe ? other : one), first)
  const spread = variance(Float64Array.from(samples, ({ sharpe }) => sharpe)) ?? 0
  const trials = { trials: samples.length, sharpeVariance: spread }
  return (isDeflated ? deflatedSharpe(best, trials) : probabilisticSharpe(best)) ?? Number.NaN
}

/** What some strategies earn above a benchmark, one of them with an edge, some of them bad. */
function excesses(random: Random, count: number, decay: number, edge: number): Float64Array[] {
  return Array.from({ length: 8 }, (_, i) => {
    const middle = i === 0 ? edge : i > 5 ? -0.5 : 0
    return autoregression(random, count, decay).map((value) => value + middle)
  })
}

/** The rates of the statistics of selection. */
export const selectionCases: readonly RateCase[] = [
  {
    test: 'probabilistic Sharpe ratio of the best of 20, n 120, as if it were the only one',
    null: 'none has skill',
    edge: 'one earns 0.4 deviations a period',
    runs: 200,
    level,
    rejects: (random, hasEdge) =>
      bestIsSkilled(strategies(random, 20, 120, hasEdge ? 0.4 : 0), false) > 1 - level,
  },
  {
    test: 'deflated Sharpe ratio of the best of 20, n 120',
    null: 'none has skill',
    edge: 'one earns 0.4 deviations a period',
    runs: 200,
    level,
    rejects: (random, hasEdge) =>
      bestIsSkilled(strategies(random, 20, 120, hasEdge ? 0.4 : 0), true) > 1 - level,
  },
  {
    test: 'overfitting of 20, 8 blocks, n 160: probability below 0.05',
    null: 'none has skill',
    edge: 'one earns 0.5 deviations a period',
    runs: 200,
    level,
    rejects: (random, hasEdge) =>
      overfitting(strategies(random, 20, 160, hasEdge ? 0.5 : 0), { blocks: 8 }).probability <
      level,
  },
  {
    test: 'superior ability of 8 strategies, n 250, consistent',
    null: 'none better, two worse, AR(1) 0.2',
    edge: 'one earns 0.35 deviations a period',
    runs: 100,
    level,
    rejects: (random, hasEdge) => {
      const found = superiorAbility({
        excess: excesses(random, 250, 0.2, hasEdge ? 0.35 : 0),
        draws: 99,
        random,
      })
      return found !== undefined && found.consistent <= level
    },
  },
  {
    test: 'superior ability of 8 strategies, n 150, consistent, blocks of 1',
    null: 'none better, two worse, independent',
    edge: 'one earns 0.35 deviations a period',
    runs: 200,
    level,
    rejects: (random, hasEdge) => {
      const excess = excesses(random, 150, 0, hasEdge ? 0.35 : 0)
      const found = superiorAbility({ excess, blockMean: 1, draws: 99, random })
      return found !== undefined && found.consistent <= level
    },
  },
  {
    test: 'reality check of 8 strategies, n 250',
    null: 'none better, two worse, AR(1) 0.2',
    edge: 'one earns 0.35 deviations a period',
    runs: 100,
    level,
    rejects: (random, hasEdge) =>
      realityCheck({ excess: excesses(random, 250, 0.2, hasEdge ? 0.35 : 0), draws: 99, random })
        .probability <= level,
  },
  {
    test: 'confidence set of 5 strategies, n 100, blocks of 1: one left out',
    null: 'all alike, independent',
    edge: 'one earns 0.5 deviations a period less',
    runs: 200,
    level,
    rejects: (random, hasEdge) => {
      const returns = strategies(random, 5, 100, hasEdge ? -0.5 : 0)
      return confidenceSet({ returns, level, blockMean: 1, draws: 99, random }).included.length < 5
    },
  },
  {
    test: 'permuted means, n 6 and 7, exact',
    null: 'equal laws',
    edge: 'shifted by 2',
    runs: 400,
    level,
    rejects: (random, hasEdge) =>
      permuteMeans(normals(random, 6, hasEdge ? 2 : 0), normals(random, 7), { random })
        .probability <= level,
  },
  {
    test: 'permuted means, n 25 and 30, 99 draws',
    null: 'equal laws',
    edge: 'shifted by 1',
    runs: 400,
    level,
    rejects: (random, hasEdge) =>
      permuteMeans(normals(random, 25, hasEdge ? 1 : 0), normals(random, 30), { random, draws: 99 })
        .probability <= level,
  },
  {
    test: 'permuted signs, n 10, exact',
    null: 'symmetric around 0',
    edge: 'around 1.1',
    runs: 400,
    level,
    rejects: (random, hasEdge) =>
      permuteSigns(normals(random, 10, hasEdge ? 1.1 : 0), { random }).probability <= level,
  },
  {
    test: 'permuted correlation, n 30, 99 draws',
    null: 'independent',
    edge: 'correlation 0.6',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const x = normals(random, 30)
      const y = x.map((value) => (hasEdge ? 0.75 * value : 0) + random.normal())
      const found = permuteCorrelation(x, y, { random, draws: 99 })
      return found !== undefined && found.probability <= level
    },
  },
]
