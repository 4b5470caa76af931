import { requireSeries } from '../argument.ts'
import { chiSquaredTail } from '../law/index.ts'

/** How near first digits are to Benford's law. */
export type Benford = {
  /** How often each digit from 1 to 9 comes first. */
  readonly counts: readonly number[]
  /** Pearson's, with 8 degrees of freedom. */
  readonly statistic: number
  /** Of one as large were the law right. */
  readonly probability: number
  /** Mean absolute deviation of the nine shares. */
  readonly meanAbsoluteDeviation: number
  /** Nigrini's verdict on that deviation, which does not grow with the sample. */
  readonly conformity: 'close' | 'acceptable' | 'marginal' | 'none'
}

/** log10(1 + 1 / digit), from 1 to 9. */
const expected: readonly number[] = Array.from({ length: 9 }, (_, i) => Math.log10(1 + 1 / (i + 1)))

/**
 * First digits of values against Benford's law, as a sign of made-up volumes or fills. Signs do not
 * matter and zeros are left out. The law wants values over several powers of ten; sizes in round
 * lots break it honestly.
 *
 * @returns `undefined` when every value is 0.
 * @throws ArgumentError with no value, or one not finite.
 * @see Nigrini, "Benford's law", 2012, table 7.1: 0.006, 0.012, 0.015. Golden numbers: scipy 1.17.1
 *   `stats.chisquare`; the first 1000 powers of two.
 */
export function benford(values: Float64Array): Benford | undefined {
  requireSeries('values', values, 1)
  const counts = Array.from({ length: 9 }, () => 0)
  let count = 0
  for (const value of values) {
    if (value === 0) continue
    const digit = firstDigit(value)
    counts[digit - 1] = (counts[digit - 1] as number) + 1
    count += 1
  }
  if (count === 0) return undefined
  let [statistic, gaps] = [0, 0]
  for (let i = 0; i < 9; i += 1) {
    const share = expected[i] as number
    const gap = (counts[i] as number) / count - share
    statistic += (count * gap * gap) / share
    gaps += Math.abs(gap)
  }
  const meanAbsoluteDeviation = gaps / 9
  return {
    counts,
    statistic,
    probability: chiSquaredTail(statistic, 8),
    meanAbsoluteDeviation,
    conformity: conformityOf(meanAbsoluteDeviation),
  }
}

/** By the shortest decimal text: a logarithm puts 1000 below its power of ten. */
function firstDigit(value: number): number {
  return Math.abs(value).toExponential().charCodeAt(0) - 48
}

function conformityOf(deviation: number): Benford['conformity'] {
  if (deviation < 0.006) return 'close'
  if (deviation < 0.012) return 'acceptable'
  return deviation < 0.015 ? 'marginal' : 'none'
}
