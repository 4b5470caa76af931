import { Random } from '../../src/base/index.ts'
import { hourUs } from '../../src/domain/index.ts'
import type { VolatilityCells } from '../../src/research/index.ts'

const cellUs = 12 * hourUs
const perWeek = 14

/** Variances and a source beside them, both with weeks and a long memory. */
export type ForecastScene = {
  readonly market: VolatilityCells
  /** ln(1 + events) of the day before each cell. */
  readonly column: Float64Array
}

/**
 * A market in cells of half a day. Both it and the source are busier on workdays and remember, so
 * who leaves out either finds an effect where there is none.
 *
 * @param leads - By how much ln of the variance rises with the source; 0 when they are independent.
 */
export function forecastScene(seed: number, weeks: number, leads: number): ForecastScene {
  const random = Random.stream(seed, 'forecast-scene')
  const count = weeks * perWeek
  const column = new Float64Array(count)
  const variance = new Float64Array(count)
  let [activity, volatility] = [0, 0]
  for (let cell = 0; cell < count; cell += 1) {
    const isWorkday = cell % perWeek < 10
    activity = 0.9 * activity + 0.3 * random.normal()
    column[cell] = (isWorkday ? 3 : 1.5) + activity
    volatility = 0.9 * volatility + leads * activity + 0.3 * random.normal()
    const noise = 0.5 * random.normal()
    variance[cell] = 1e-4 * Math.exp((isWorkday ? 0.6 : 0) + volatility + noise)
  }
  const from = Float64Array.from({ length: count }, (_, cell) => cell * cellUs)
  return { market: { cellUs, count, from, variance, perWeek }, column }
}
