import type { Random } from '../../../src/base/index.ts'
import {
  adjustProbabilities,
  andersonDarling,
  archTest,
  boxPierce,
  dieboldMariano,
  drawStudentT,
  jarqueBera,
  ksTest,
  ljungBox,
  mannWhitney,
  normalCdf,
  oneSampleTTest,
  pairedTTest,
  runsTest,
  twoSampleKsTest,
  varianceRatio,
  welchTest,
} from '../../../src/quant/index.ts'
import { autoregression, type RateCase } from './rates.ts'

const level = 0.05
const runs = 500

const below = (of: { readonly probability: number } | undefined): boolean =>
  of !== undefined && of.probability <= level

function normals(random: Random, count: number, middle = 0, spread = 1): Float64Array {
  return Float64Array.from({ length: count }, () => middle + spread * random.normal())
}

function students(random: Random, count: number, degrees: number): Float64Array {
  return Float64Array.from({ length: count }, () => drawStudentT(random, degrees))
}

/** Returns whose variance remembers the last. */
function clustered(random: Random, count: number): Float64Array {
  let last = 0
  return Float64Array.from({ length: count }, () => {
    last = Math.sqrt(0.5 + 0.5 * last * last) * random.normal()
    return last
  })
}

function summed(moves: Float64Array): Float64Array {
  let level = 0
  return moves.map((move) => (level += move))
}

/** Errors of forecasts `horizon` ahead, which depend on those up to `horizon` - 1 before. */
function overlapping(random: Random, count: number, horizon: number, spread: number): Float64Array {
  const shocks = normals(random, count + horizon, 0, spread)
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = 0
    for (let k = 0; k < horizon; k += 1) sum += shocks[i + k] as number
    return sum * sum
  })
}

/** Probabilities of 20 one-sided tests of which 5 have an edge, or none. */
function manyTests(random: Random, hasEdge: boolean): Float64Array {
  return Float64Array.from({ length: 20 }, (_, i) =>
    normalCdf(-(random.normal() + (hasEdge && i < 5 ? 3 : 0))),
  )
}

const location: readonly RateCase[] = [
  {
    test: "Welch's t, n 20 and 35, spreads 1 and 2",
    null: 'equal means',
    edge: 'means 1.2 apart',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(welchTest(normals(random, 20, hasEdge ? 1.2 : 0), normals(random, 35, 0, 2))),
  },
  {
    test: 'one-sample t, n 25',
    null: 'mean 0',
    edge: 'mean 0.7',
    runs,
    level,
    rejects: (random, hasEdge) => below(oneSampleTTest(normals(random, 25, hasEdge ? 0.7 : 0))),
  },
  {
    test: 'paired t, n 25',
    null: 'equal means, correlation 0.5',
    edge: 'means 1 apart',
    runs,
    level,
    rejects: (random, hasEdge) => {
      const shared = normals(random, 25)
      const own = (middle: number): Float64Array => shared.map((x) => middle + x + random.normal())
      return below(pairedTTest(own(hasEdge ? 1 : 0), own(0)))
    },
  },
  {
    test: 'Mann-Whitney, n 20 and 20, exact',
    null: 'equal laws',
    edge: 'shifted by 1.2',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(mannWhitney(normals(random, 20, hasEdge ? 1.2 : 0), normals(random, 20))),
  },
  {
    test: 'Kolmogorov-Smirnov, one sample, n 50, exact',
    null: 'the normal law',
    edge: 'shifted by 0.6',
    runs: 300,
    level,
    rejects: (random, hasEdge) => below(ksTest(normals(random, 50, hasEdge ? 0.6 : 0), normalCdf)),
  },
  {
    test: 'Kolmogorov-Smirnov, two samples, n 40 and 61, exact',
    null: 'equal laws',
    edge: 'shifted by 0.9',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(twoSampleKsTest(normals(random, 40, hasEdge ? 0.9 : 0), normals(random, 61))),
  },
]

const order: readonly RateCase[] = [
  {
    test: 'Ljung-Box, 5 lags, n 100',
    null: 'noise',
    edge: 'AR(1) 0.4',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(ljungBox(autoregression(random, 100, hasEdge ? 0.4 : 0), { lags: 5 })),
  },
  {
    test: 'Box-Pierce, 5 lags, n 100',
    null: 'noise',
    edge: 'AR(1) 0.4',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(boxPierce(autoregression(random, 100, hasEdge ? 0.4 : 0), { lags: 5 })),
  },
  {
    test: 'ARCH-LM, 3 lags, n 250',
    null: 'noise',
    edge: 'ARCH(1) 0.5',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(archTest(hasEdge ? clustered(random, 250) : normals(random, 250), 3)),
  },
  {
    test: 'variance ratio, 5 steps, robust, n 300',
    null: 'a walk whose moves are ARCH(1) 0.5',
    edge: 'moves AR(1) 0.25',
    runs,
    level,
    rejects: (random, hasEdge) => {
      const moves = hasEdge ? autoregression(random, 300, 0.25) : clustered(random, 300)
      return below(varianceRatio(summed(moves), { steps: 5 }))
    },
  },
  {
    test: 'variance ratio, 5 steps, plain, n 240',
    null: 'a walk of normal moves',
    edge: 'moves AR(1) 0.3',
    runs,
    level,
    rejects: (random, hasEdge) => {
      const moves = autoregression(random, 240, hasEdge ? 0.3 : 0)
      return below(varianceRatio(summed(moves), { steps: 5, isRobust: false }))
    },
  },
  {
    test: 'runs, n 100',
    null: 'noise',
    edge: 'AR(1) 0.5',
    runs,
    level,
    rejects: (random, hasEdge) => below(runsTest(autoregression(random, 100, hasEdge ? 0.5 : 0))),
  },
]

const shape: readonly RateCase[] = [
  {
    test: 'Jarque-Bera, n 500',
    null: 'normal',
    edge: 't of 5 degrees',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(jarqueBera(hasEdge ? students(random, 500, 5) : normals(random, 500))),
  },
  {
    test: 'Anderson-Darling, n 100',
    null: 'normal',
    edge: 't of 2 degrees',
    runs,
    level,
    rejects: (random, hasEdge) =>
      below(andersonDarling(hasEdge ? students(random, 100, 2) : normals(random, 100))),
  },
]

const others: readonly RateCase[] = [
  {
    test: 'Diebold-Mariano, 1 ahead, n 60',
    null: 'errors of one spread',
    edge: 'one spread 1.7 times the other',
    runs,
    level,
    rejects: (random, hasEdge) => {
      const worse = overlapping(random, 60, 1, hasEdge ? 1.7 : 1)
      return below(dieboldMariano(worse, overlapping(random, 60, 1, 1)))
    },
  },
  {
    test: 'Diebold-Mariano, 3 ahead, n 150',
    null: 'errors of one spread',
    edge: 'one spread 1.7 times the other',
    runs,
    level,
    rejects: (random, hasEdge) => {
      const worse = overlapping(random, 150, 3, hasEdge ? 1.7 : 1)
      return below(dieboldMariano(worse, overlapping(random, 150, 3, 1), { horizon: 3 }))
    },
  },
  ...(['bonferroni', 'holm', 'hochberg', 'benjamini-hochberg'] as const).map(
    (adjustment): RateCase => ({
      test: `any of 20 tests, ${adjustment}`,
      null: 'no edge',
      edge: '5 with an edge of 3 deviations',
      runs,
      level,
      rejects: (random, hasEdge) =>
        adjustProbabilities(manyTests(random, hasEdge), adjustment, level).rejections > 0,
    }),
  ),
  {
    test: 'any of 20 tests, benjamini-yekutieli',
    null: 'no edge',
    edge: '5 with an edge of 3 deviations',
    runs,
    level,
    rejects: (random, hasEdge) =>
      adjustProbabilities(manyTests(random, hasEdge), 'benjamini-yekutieli', level).rejections > 0,
  },
]

/** The rates of the classical tests. */
export const hypothesisCases: readonly RateCase[] = [...location, ...order, ...shape, ...others]
