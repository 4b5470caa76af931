import { requireWhole } from './argument.ts'
import { mean } from './moments.ts'

/**
 * How much a value tells about the one `lag` steps later, over the whole-sample mean and variance
 * (the biased estimator, which keeps the sequence of lags a valid autocorrelation).
 *
 * @param lag - Whole, >= 0.
 * @returns -1 to 1; `undefined` with `lag` + 1 values or fewer, equal values, or one not finite.
 * @throws ArgumentError when `lag` is not whole or below 0.
 * @see Golden numbers: statsmodels' definition, `acf(adjusted=False)`, written out in numpy.
 */
export function autocorrelation(values: Float64Array, lag: number): number | undefined {
  requireWhole('lag', lag, 0)
  const middle = mean(values)
  if (middle === undefined || values.length <= lag + 1) return undefined
  let together = 0
  let alone = 0
  for (let i = 0; i < values.length; i += 1) {
    const gap = (values[i] as number) - middle
    alone += gap * gap
    if (i >= lag) together += gap * ((values[i - lag] as number) - middle)
  }
  return alone > 0 ? together / alone : undefined
}
