import type { Random } from '../../../src/base/index.ts'
import {
  dickeyFuller,
  engleGranger,
  granger,
  johansen,
  kpss,
  phillipsPerron,
  transferEntropy,
} from '../../../src/quant/index.ts'
import { autoregression, type RateCase } from './rates.ts'

const count = 200
const level = 0.05

/** A pair of independent walks, or one of which follows the other with a gap of decay 0.8. */
function pair(random: Random, hasEdge: boolean): readonly [Float64Array, Float64Array] {
  const leader = autoregression(random, count, 1)
  const gap = autoregression(random, count, hasEdge ? 0.8 : 1)
  return [leader.map((value, i) => (hasEdge ? value : 0) + (gap[i] as number)), leader]
}

/** A follower whose next value is `gain` times a function of the leader's last. */
function followers(
  random: Random,
  length: number,
  answer: (last: number) => number,
): readonly [Float64Array, Float64Array] {
  const leader = autoregression(random, length, 0.5)
  let value = 0
  const follower = leader.map((_, i) => {
    value = 0.5 * value + answer(leader[i - 1] ?? 0) + random.normal()
    return value
  })
  return [follower, leader]
}

const below = (of: { readonly probability: number } | undefined): boolean =>
  of !== undefined && of.probability < level

/** The rates of the tests of unit roots, cointegration and cause. */
export const cointegrationCases: readonly RateCase[] = [
  {
    test: 'ADF, constant, AIC up to 4 lags',
    null: 'random walk, n 200',
    edge: 'AR(1) 0.9, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) =>
      below(dickeyFuller(autoregression(random, count, hasEdge ? 0.9 : 1), { lagsMax: 4 })),
  },
  {
    test: 'ADF, trend, 1 lag',
    null: 'random walk with drift, n 200',
    edge: 'AR(1) 0.8 around a line, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const noise = autoregression(random, count, hasEdge ? 0.8 : 1)
      const drifting = noise.map((value, i) => value + 0.1 * i)
      return below(dickeyFuller(drifting, { terms: 'trend', lags: 1 }))
    },
  },
  {
    test: 'Phillips-Perron, constant',
    null: 'random walk, n 200',
    edge: 'AR(1) 0.9, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) =>
      below(phillipsPerron(autoregression(random, count, hasEdge ? 0.9 : 1))),
  },
  {
    test: 'KPSS, level, auto lags',
    null: 'AR(1) 0.3, n 200',
    edge: 'random walk, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => below(kpss(autoregression(random, count, hasEdge ? 1 : 0.3))),
  },
  {
    test: 'KPSS, trend, auto lags',
    null: 'AR(1) 0.3 around a line, n 200',
    edge: 'random walk with drift, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const noise = autoregression(random, count, hasEdge ? 1 : 0.3)
      return below(
        kpss(
          noise.map((value, i) => value + 0.1 * i),
          { around: 'trend' },
        ),
      )
    },
  },
  {
    test: 'Engle-Granger, constant, 1 lag',
    null: 'two independent walks, n 200',
    edge: 'a walk and its follower, gap AR(1) 0.8, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const [follower, leader] = pair(random, hasEdge)
      return below(engleGranger(follower, [leader], { lags: 1 }))
    },
  },
  {
    test: 'Johansen, trace of rank 0, restricted constant, 1 lag',
    null: 'two independent walks, n 200',
    edge: 'a walk and its follower, gap AR(1) 0.8, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const found = johansen(pair(random, hasEdge), { terms: 'restricted-constant' })
      return (found?.rank ?? 0) > 0
    },
  },
  {
    test: 'Johansen, trace of rank 0, constant, 1 lag',
    null: 'two independent walks with drift, n 200',
    edge: 'a walk with drift and its follower, gap AR(1) 0.8, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const drifting = pair(random, hasEdge).map((one) => one.map((value, i) => value + 0.5 * i))
      return (johansen(drifting)?.rank ?? 0) > 0
    },
  },
  {
    test: 'Johansen, trace of rank 0, constant where none is due, 1 lag',
    null: 'two independent walks, n 200',
    edge: 'a walk and its follower, gap AR(1) 0.8, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => (johansen(pair(random, hasEdge))?.rank ?? 0) > 0,
  },
  {
    test: 'Granger, F, 2 lags',
    null: 'two independent AR(1) 0.5, n 200',
    edge: 'the leader adds 0.25 of its last, n 200',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const [follower, leader] = followers(random, count, (last) => (hasEdge ? 0.25 * last : 0))
      return (granger({ cause: leader, effect: follower, lags: 2 })?.fProbability ?? 1) < level
    },
  },
  {
    test: 'transfer entropy, 3 bins, 99 shuffles',
    null: 'two independent AR(1) 0.5, n 500',
    edge: 'the leader adds 0.4 of its last squared, n 500',
    runs: 200,
    level,
    rejects: (random, hasEdge) => {
      const answer = (last: number): number => (hasEdge ? 0.4 * last * last : 0)
      const [follower, leader] = followers(random, 500, answer)
      const found = transferEntropy(leader, follower, random, { draws: 99 })
      return (found?.probability ?? 1) <= level
    },
  },
]
