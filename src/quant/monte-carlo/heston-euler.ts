import type { Heston } from './heston-parameters.ts'
import type { Paths } from './paths.ts'

/** Fills a block with logarithms of S(t) / S(0), by Euler steps whose variance is cut at 0. */
export function eulerStep(
  heston: Heston,
  stepYears: number,
): (block: Paths, draws: Float64Array) => void {
  const { drift, varianceStart, varianceMean, reversion, varianceVolatility, correlation } = heston
  const own = Math.sqrt(1 - correlation * correlation)
  return ({ paths, steps, values }, draws) => {
    for (let path = 0, at = 0, draw = 0; path < paths; path += 1) {
      let log = 0
      let variance = varianceStart
      values[at] = 0
      at += 1
      for (const end = at + steps; at < end; at += 1, draw += 2) {
        const ofVariance = draws[draw] as number
        const ofPrice = correlation * ofVariance + own * (draws[draw + 1] as number)
        const truncated = Math.max(variance, 0)
        const deviation = Math.sqrt(truncated * stepYears)
        log += (drift - truncated / 2) * stepYears + deviation * ofPrice
        variance +=
          reversion * (varianceMean - truncated) * stepYears +
          varianceVolatility * deviation * ofVariance
        values[at] = log
      }
    }
  }
}
