import type { Random } from '../../../src/base/index.ts'
import { CusumDetector, cusumTest, type PeltOptions, pelt } from '../../../src/quant/index.ts'
import type { RateCase } from './rates.ts'

/** Normal values; from the middle on of another mean and deviation. */
function changing(random: Random, count: number, mean: number, deviation: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    i < count / 2 ? random.normal() : mean + deviation * random.normal(),
  )
}

function peltCase(of: { readonly options: PeltOptions; readonly edge: string }): RateCase {
  const { change = 'mean' } = of.options
  const [mean, deviation] = [change === 'variance' ? 0 : 1, change === 'mean' ? 1 : 2.5]
  return {
    test: `PELT, ${change}, BIC`,
    null: 'normal, n 200',
    edge: `${of.edge} in the middle, n 200`,
    runs: 200,
    level: 0.05,
    rejects: (random, hasEdge) => {
      const series = changing(random, 200, hasEdge ? mean : 0, hasEdge ? deviation : 1)
      return pelt(series, of.options).changes.length > 0
    },
  }
}

/** The rates of the tests of change. */
export const changePointCases: readonly RateCase[] = [
  {
    test: 'CUSUM test',
    null: 'normal, n 200',
    edge: 'mean by 0.5 in the middle, n 200',
    runs: 400,
    level: 0.05,
    rejects: (random, hasEdge) =>
      (cusumTest(changing(random, 200, hasEdge ? 0.5 : 0, 1))?.probability ?? 1) < 0.05,
  },
  {
    test: 'CUSUM chart, slack 0.5, threshold 8',
    null: 'normal, n 200',
    edge: 'mean by 1 in the middle, n 200',
    runs: 400,
    // Siegmund's run length between false alarms is 9556: one in 48 stretches of 200.
    level: 0.0209,
    rejects: (random, hasEdge) => {
      const chart = new CusumDetector({ mean: 0, deviation: 1, threshold: 8 })
      return changing(random, 200, hasEdge ? 1 : 0, 1).some((value) => chart.update(value))
    },
  },
  peltCase({ options: { change: 'mean', variance: 1 }, edge: 'mean by 1' }),
  peltCase({ options: { change: 'variance' }, edge: 'deviation by 2.5' }),
  peltCase({ options: { change: 'mean-and-variance' }, edge: 'mean by 1 and deviation by 2.5' }),
]
