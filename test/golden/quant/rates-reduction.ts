import type { Random } from '../../../src/base/index.ts'
import { jennrichTest, drawStudentT } from '../../../src/quant/index.ts'
import type { RateCase } from './rates.ts'

const level = 0.05

/** Three series that share a part, so that each pair has `correlation`. */
function tied(draw: () => number, count: number, correlation: number): readonly Float64Array[] {
  const common = Float64Array.from({ length: count }, draw)
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)]
  return [0, 1, 2].map(() => common.map((value) => shared * value + own * draw()))
}

function rejects(draw: () => number, hasEdge: boolean): boolean {
  const found = jennrichTest(tied(draw, 250, 0.5), tied(draw, 60, hasEdge ? 0.8 : 0.5))
  return found !== undefined && found.probability < level
}

const shape = { runs: 1000, level }

/** The rates of the test of broken correlations. */
export const reductionCases: readonly RateCase[] = [
  {
    test: 'Jennrich, 250 days before and 60 after',
    null: 'normal, three correlations of 0.5',
    edge: 'normal, of 0.8 after',
    ...shape,
    rejects: (random: Random, hasEdge) => rejects(() => random.normal(), hasEdge),
  },
  {
    test: 'Jennrich, fat tails',
    null: 'Student t of 5, three correlations of 0.5',
    edge: 'Student t of 5, of 0.8 after',
    ...shape,
    rejects: (random: Random, hasEdge) => rejects(() => drawStudentT(random, 5), hasEdge),
  },
]
