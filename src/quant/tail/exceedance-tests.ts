import { requireCount, requireInside, requireRecord, requireWhole } from '../argument.ts'
import { chiSquaredTail } from '../law/index.ts'
import type { TestResult } from '../hypothesis/index.ts'

/** What is counted when a forecast of the value at risk is tested. */
export type ExceedanceCount = {
  /** Days whose loss was beyond the forecast. */
  readonly exceedances: number
  /** All days. */
  readonly count: number
  /** Of the forecast, as 0.99. */
  readonly level: number
}

/**
 * Kupiec's test that losses exceed the value at risk as often as its level says: a likelihood ratio
 * with one degree of freedom.
 *
 * @throws ArgumentError when there are more exceedances than days, or `level` is not inside 0 to 1.
 * @see Kupiec, "Techniques for verifying the accuracy of risk measurement models", 1995. Golden
 *   numbers: Kupiec's regions, Jorion 2007, scipy 1.17.1 (`test/golden/quant/tail.json`).
 */
export function kupiecTest(of: ExceedanceCount): TestResult {
  requireRecord('of', of)
  const { exceedances, count, level } = of
  requireWhole('count', count, 1)
  requireWhole('exceedances', exceedances, 0, count)
  requireInside('level', level, 0, 1)
  const expected = logShares(count - exceedances, exceedances, 1 - level)
  return ratioTest(2 * (ownShares(count - exceedances, exceedances) - expected), 1)
}

/** Three tests of one series of exceedances. */
export type ChristoffersenTests = {
  /** As often as the level says: `kupiecTest`. One degree of freedom. */
  readonly coverage: TestResult
  /** As often after an exceedance as after none. One degree of freedom. */
  readonly independence: TestResult
  /** Both at once: the sum of the two statistics, with two degrees of freedom. */
  readonly conditional: TestResult
}

/**
 * Christoffersen's tests: do exceedances come as often as they should, and each by itself? The
 * coverage counts all days, the independence the steps from one to the next. Where there are no
 * exceedances to follow, the independence is 0, with a chance of 1.
 *
 * @param hits - 1 on a day whose loss was beyond the forecast, else 0; at least 2 days.
 * @param level - Of the forecast, as 0.99.
 * @throws ArgumentError when a hit is neither 0 nor 1, or `level` is not inside 0 to 1.
 * @see Christoffersen, "Evaluating interval forecasts", 1998. Golden numbers: Jorion 2007, scipy
 *   1.17.1 (`test/golden/quant/tail.json`).
 */
export function christoffersenTests(hits: ArrayLike<number>, level: number): ChristoffersenTests {
  requireCount('hits', hits, 2)
  const moves = new Float64Array(4)
  let exceedances = 0
  for (let t = 0; t < hits.length; t += 1) {
    const hit = hits[t] as number
    requireWhole(`hits[${t}]`, hit, 0, 1)
    exceedances += hit
    if (t === 0) continue
    const at = 2 * (hits[t - 1] as number) + hit
    moves[at] = (moves[at] as number) + 1
  }
  const coverage = kupiecTest({ exceedances, count: hits.length, level })
  const [calm = 0, into = 0, out = 0, again = 0] = moves
  const apart = ownShares(calm, into) + ownShares(out, again)
  const independence = ratioTest(2 * (apart - ownShares(calm + out, into + again)), 1)
  const conditional = ratioTest(coverage.statistic + independence.statistic, 2)
  return { coverage, independence, conditional }
}

/** Log-likelihood of misses and hits that come with their own share. */
function ownShares(misses: number, hits: number): number {
  return hits === 0 || misses === 0 ? 0 : logShares(misses, hits, hits / (misses + hits))
}

function logShares(misses: number, hits: number, share: number): number {
  return misses * Math.log1p(-share) + (hits === 0 ? 0 : hits * Math.log(share))
}

/** Rounding can leave a ratio of nothing a hair below 0. */
function ratioTest(statistic: number, degrees: number): TestResult {
  const ratio = Math.max(0, statistic)
  return { statistic: ratio, probability: chiSquaredTail(ratio, degrees) }
}
