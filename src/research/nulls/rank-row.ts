import { deviation, mean } from '../../quant/index.ts'
import { type CheckRow, figuresOf } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'

/** A null is rejected below this probability. With fewer than 19 draws none can be. */
const probabilityMax = 0.05

/** Sharpe ratios nearer than this, relatively, are a tie, and a tie counts for the null. */
const rounding = 1e-9

/**
 * Whether what the run has is rare among nulls: p = (b + 1) / (m + 1), where b of m nulls did as
 * well or better. It is never 0, and never too small on average. To lose less than nulls is no
 * edge: a Sharpe ratio that is not above 0 fails.
 *
 * @param nulls - Sharpe ratios; a null that has none earned nothing, and stands as 0. At least one.
 * @param among - What the nulls are, in a few words.
 * @see Phipson and Smyth 2010, "Permutation P-values should never be zero".
 */
export function rankRow(
  name: string,
  own: number,
  nulls: readonly (number | undefined)[],
  among: string,
): CheckRow {
  const values = Float64Array.from(nulls, (value) => value ?? 0)
  const least = own - rounding * Math.max(1, Math.abs(own))
  const ahead = values.filter((value) => value >= least).length
  const p = (ahead + 1) / (values.length + 1)
  const status = p <= probabilityMax && own > 0 ? 'pass' : 'fail'
  return {
    name,
    status,
    figures: figuresOf({
      sharpe: own,
      nullMean: mean(values),
      nullDeviation: deviation(values),
      draws: values.length,
      p,
      pMax: probabilityMax,
    }),
    why:
      `${ahead} of ${values.length} ${among} reached a Sharpe of ${formatPlain(own, 2)}: ` +
      `p ${p.toFixed(3)}, at most ${probabilityMax} is asked` +
      (own > 0 ? '.' : ', and a Sharpe above 0.'),
  }
}
