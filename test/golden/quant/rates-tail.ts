import type { Random } from '../../../src/base/index.ts'
import {
  acerbiSzekelyTest,
  christoffersenTests,
  drawStudentT,
  kupiecTest,
  mcNeilFreyTest,
  type ShortfallForecasts,
} from '../../../src/quant/index.ts'
import type { RateCase } from './rates.ts'

const level = 0.05

/** Days beyond a value at risk: by chance `afterCalm`, or `afterHit` on the day after one. */
function hitsOf(random: Random, count: number, afterCalm: number, afterHit: number): Uint8Array {
  let hit = 0
  return Uint8Array.from({ length: count }, () => {
    hit = random.next() < (hit === 1 ? afterHit : afterCalm) ? 1 : 0
    return hit
  })
}

/** Forecasts of a standard normal at 0.975, of days that are one, or a Student t of 3 degrees. */
function shortfallDays(random: Random, count: number, hasEdge: boolean): ShortfallForecasts {
  const draw = hasEdge ? () => drawStudentT(random, 3) : () => random.normal()
  return {
    level: 0.975,
    returns: Float64Array.from({ length: count }, draw),
    valueAtRisk: new Float64Array(count).fill(1.959963984540054),
    expectedShortfall: new Float64Array(count).fill(2.337802792201447),
  }
}

/** The rates of the tests of risk forecasts. */
export const tailCases: readonly RateCase[] = [
  {
    test: 'Kupiec, level 0.95',
    null: '1000 days, exceeded by chance 0.05',
    edge: '1000 days, exceeded by chance 0.08',
    runs: 1000,
    level,
    rejects: (random, hasEdge) => {
      const hits = hitsOf(random, 1000, hasEdge ? 0.08 : 0.05, hasEdge ? 0.08 : 0.05)
      const exceedances = hits.reduce((a, b) => a + b, 0)
      return kupiecTest({ exceedances, count: 1000, level: 0.95 }).probability < level
    },
  },
  ...(['independence', 'conditional'] as const).map(
    (name): RateCase => ({
      test: `Christoffersen, ${name}, level 0.95`,
      null: '1000 days, exceeded by chance 0.05',
      edge: '1000 days, exceeded by chance 0.05, by 0.25 after another',
      runs: 1000,
      level,
      rejects: (random, hasEdge) => {
        const hits = hitsOf(random, 1000, 0.05, hasEdge ? 0.25 : 0.05)
        return christoffersenTests(hits, 0.95)[name].probability < level
      },
    }),
  ),
  {
    test: 'Acerbi and Szekely, second statistic, level 0.975',
    null: '250 normal days forecast as such',
    edge: '250 days of Student t 3 forecast as normal',
    runs: 100,
    level,
    rejects: (random, hasEdge) => {
      const days = shortfallDays(random, 250, hasEdge)
      return acerbiSzekelyTest(days, { random, draws: 99 }).probability <= level
    },
  },
  {
    test: 'McNeil and Frey, level 0.975',
    null: '1000 normal days forecast as such',
    edge: '1000 days of Student t 3 forecast as normal',
    runs: 400,
    level,
    rejects: (random, hasEdge) => {
      const test = mcNeilFreyTest(shortfallDays(random, 1000, hasEdge), { random, draws: 199 })
      return test !== undefined && test.probability <= level
    },
  },
]
