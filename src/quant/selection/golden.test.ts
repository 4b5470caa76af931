import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/selection.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import type { Alternative } from '../hypothesis/index.ts'
import { probabilisticSharpe } from '../sharpe.ts'
import { choose } from './cross-validation.ts'
import { compareMaxima } from './compare-maxima.ts'
import { eliminate } from './confidence-set.ts'
import {
  circularBlockBootstrap,
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumBacktestYears,
  minimumTrackRecord,
  movingBlockBootstrap,
  optimalBlockLength,
  overfitting,
  permuteCorrelation,
  permuteMeans,
  permuteSigns,
} from './index.ts'
import { meansOf, redrawMeans } from './redraw-means.ts'
import { standardErrors, worseBelow } from './superior-ability.ts'

function expectNear(value: number | undefined, wanted: number, tolerance = golden.tolerance): void {
  const gap = Math.abs((value ?? Number.NaN) - wanted)
  expect(gap <= tolerance * Math.abs(wanted) + 1e-15, `${value} for ${wanted}`).toBe(true)
}

describe('published numbers', () => {
  it('has the deflated Sharpe ratio of Bailey and López de Prado 2014', () => {
    const of = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skewness: -3, kurtosis: 10 }
    const trials = { trials: 100, sharpeVariance: 0.5 / 250 }
    expect(expectedMaximumSharpe(trials)).toBeCloseTo(0.1132, 4)
    expect(deflatedSharpe(of, trials)).toBeCloseTo(0.90039683, 8)
    // The paper: 46 trials would have passed at 95 %, as would 88 with normal returns.
    expect(deflatedSharpe(of, { ...trials, trials: 46 })).toBeCloseTo(0.9505, 4)
    const normal = { ...of, skewness: 0, kurtosis: 3 }
    expect(deflatedSharpe(normal, { ...trials, trials: 88 })).toBeCloseTo(0.9505, 4)
  })

  it('has the track record of the hedge funds of Bailey and López de Prado 2012', () => {
    const of = { sharpe: 1.585 / Math.sqrt(12), skewness: -2.448, kurtosis: 10.164 }
    expectNear(probabilisticSharpe({ ...of, count: 24 }), 0.91323431, 1e-8)
    expectNear(minimumTrackRecord(of, 0, 0.91323431), 24, 1e-6)
  })

  it('needs 5 years for 45 trials and a ratio of 1, as Bailey and others 2014 say', () => {
    expect(minimumBacktestYears({ trials: 45, sharpeYearly: 1 })).toBeCloseTo(5, 1)
    expect(minimumBacktestYears({ trials: 45, sharpeYearly: 2 })).toBeCloseTo(1.25, 1)
  })

  it('splits 8, 10, 14, 16 blocks in 70, 252, 3432, 12870 ways', () => {
    const strategies = [1, 2].map((seed) => {
      const random = Random.fromSeed(seed)
      return Float64Array.from({ length: 64 }, () => random.normal())
    })
    const found = [8, 10, 14, 16].map((blocks) => overfitting(strategies, { blocks }).logits.length)
    expect(found).toEqual([70, 252, 3432, 12870])
    expect(choose(16, 8)).toBe(12870)
  })
})

it('has the expected maximum, the deflated ratio and the track record of scipy', () => {
  for (const [trials = 0, sharpeVariance = 0, wanted = 0] of golden.expectedMaximum)
    expectNear(expectedMaximumSharpe({ trials, sharpeVariance }), wanted)
  for (const row of golden.deflated) {
    const [sharpe = 0, count = 0, skewness = 0, kurtosis = 0, trials = 0, sharpeVariance = 0] = row
    const found = deflatedSharpe({ sharpe, count, skewness, kurtosis }, { trials, sharpeVariance })
    expectNear(found, row.at(-1) ?? 0)
  }
  for (const row of golden.trackRecord) {
    const [sharpe = 0, , skewness = 0, kurtosis = 0, benchmark = 0, level = 0, wanted = 0] = row
    expectNear(minimumTrackRecord({ sharpe, skewness, kurtosis }, benchmark, level), wanted)
  }
})

describe.each(golden.overfitting)('overfitting by $kind over $blocks blocks', (wanted) => {
  const strategies = golden.returns.map((returns) => Float64Array.from(returns))
  const performance = wanted.kind === 'mean' ? 'mean' : 'sharpe'
  const found = overfitting(strategies, { blocks: wanted.blocks, performance })

  it('has the splits summed anew in numpy', () => {
    expect(found.logits).toHaveLength(wanted.splits)
    const logits = Array.from(found.logits).toSorted((a, b) => a - b)
    wanted.logits.forEach((logit, i) => expectNear(logits[i], logit))
    expectNear(sumOf(found.logits), wanted.logitSum)
    expectNear(sumOf(found.outOfSample), wanted.outsideSum)
  })

  it('has their probabilities, line and dominance', () => {
    expectNear(found.probability, wanted.probability)
    expectNear(found.lossProbability, wanted.lossProbability)
    expectNear(found.degradation?.intercept, wanted.intercept)
    expectNear(found.degradation?.slope, wanted.slope)
    expectNear(found.dominance.first, wanted.first)
    expectNear(found.dominance.second, wanted.second)
  })
})

describe.each(golden.ability)('superior ability, blocks of $block', (wanted) => {
  const excess = wanted.excess.map((series) => Float64Array.from(series))
  const errors = standardErrors(excess, wanted.block) ?? new Float64Array()
  const count = excess[0]?.length ?? 0
  const compare = (scales: Float64Array) => {
    const rows = wanted.rows.values()
    return compareMaxima({
      excess,
      scales,
      clearlyWorse: worseBelow(errors, count),
      redrawn: redrawMeans(excess, wanted.rows.length, (out) => out.set(rows.next().value ?? [])),
    })
  }

  it('has the standard errors of the stationary bootstrap, and what is clearly worse', () => {
    wanted.errors.forEach((error, i) => expectNear(errors[i], error))
    wanted.worseBelow.forEach((least, i) => expectNear(worseBelow(errors, count)[i], least))
  })

  it('has the probabilities of arch on the rows arch drew', () => {
    const { statistic, probabilities } = compare(errors.map(() => 1))
    expectNear(statistic, wanted.statistic)
    expect(probabilities).toEqual(wanted.plain)
    expect(probabilities.upper).toBe(wanted.check)
  })

  it('has those of Hansen written out in numpy, over standard errors', () => {
    const { statistic, probabilities } = compare(errors)
    expectNear(statistic, wanted.studentisedStatistic)
    expect(probabilities).toEqual(wanted.studentised)
  })
})

it.each(golden.confidenceSet)('has the confidence set $included of arch', (wanted) => {
  const returns = wanted.returns.map((series) => Float64Array.from(series))
  const rows = wanted.rows.values()
  const redrawn = redrawMeans(returns, wanted.rows.length, (out) =>
    out.set(rows.next().value ?? []),
  )
  const probabilities = Array.from(eliminate(meansOf(returns), redrawn))
  expect(probabilities).toEqual(wanted.probabilities)
  const included = probabilities.flatMap((probability, i) => (probability > 0.05 ? [i] : []))
  expect(included).toEqual(wanted.included)
})

describe.each([
  ['circular', circularBlockBootstrap, golden.circular, 41],
  ['moving', movingBlockBootstrap, golden.moving, 35],
] as const)('%s blocks', (_, bootstrap, wanted, starts) => {
  it('are those arch drew from the same starts', () => {
    const queue = wanted.flatMap((draw) => draw.starts).values()
    // A source of chance that names the starts arch drew.
    const random = Random.fromSeed(1)
    random.below = (bound) => {
      expect(bound).toBe(starts)
      return queue.next().value ?? Number.NaN
    }
    const drawn: number[][] = []
    const means = bootstrap({
      values: Float64Array.from(golden.series),
      blockLength: 7,
      draws: wanted.length,
      statistic: (values) => {
        drawn.push([...values])
        return sumOf(values) / values.length
      },
      random,
    })
    expect(drawn).toEqual(wanted.map((draw) => draw.drawn))
    wanted.forEach((draw, i) => expectNear(means[i], draw.mean))
  })
})

it.each(golden.blockLength)('has the block lengths $lengths of arch', ({ values, lengths }) => {
  const found = optimalBlockLength(Float64Array.from(values))
  expectNear(found?.stationary, lengths[0] ?? 0)
  expectNear(found?.circular, lengths[1] ?? 0)
})

describe.each(golden.permutation)('permutations of $a and $b', ({ a, b, results }) => {
  it.each(results)('have the probabilities of scipy, $side', ({ side, ...wanted }) => {
    const sides: Record<string, Alternative> = { less: 'less', greater: 'greater' }
    const options = { random: Random.fromSeed(1), alternative: sides[side] ?? 'two-sided' } as const
    const [one, other] = [Float64Array.from(a), Float64Array.from(b)]
    for (const [found, due] of [
      [permuteMeans(one, other, options), wanted.means],
      [permuteSigns(one, options), wanted.signs],
      [permuteCorrelation(one.subarray(0, 6), other.subarray(0, 6), options), wanted.pairs],
    ] as const) {
      expect(found?.isExact).toBe(true)
      expectNear(found?.statistic, due[0] ?? Number.NaN)
      expectNear(found?.probability, due[1] ?? Number.NaN)
      expect(found?.arrangements).toBe(due[2])
    }
  })
})

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
