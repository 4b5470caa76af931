import { dayUs } from '../../src/domain/index.ts'
import { MarketRisk, type MarketRiskOptions } from '../../src/risk/index.ts'
import type { Closes } from './closes.ts'
import { inOrder } from './merged.ts'

/** What was said at the end of each UTC day about the next one, and what that one brought. */
export type DayRecord = {
  readonly name: string
  /** Start of the day that was forecast, in microseconds. */
  readonly starts: number[]
  /** Its return, close to close. */
  readonly returns: number[]
  /** `valueAtRisk` of an exposure of 1, or of the portfolio, as it was forecast. */
  readonly risks: number[]
  /** What a wish would have been multiplied with. */
  readonly scales: number[]
}

/** Signed exposures by instrument. */
export type Portfolio = {
  readonly name: string
  readonly sharesOf: (known: readonly number[], names: readonly string[]) => readonly number[]
}

/**
 * Plays closes through `MarketRisk` in the order of their times, as a desk would, and writes down
 * its forecasts at every midnight: of each instrument, then of each portfolio.
 */
export function recordDays(
  series: readonly Closes[],
  options: Partial<MarketRiskOptions>,
  portfolios: readonly Portfolio[] = [],
): readonly DayRecord[] {
  const risk = new MarketRisk(series.length, options)
  const names = series.map(({ name }) => name)
  const recorder = new DayRecorder(risk, names, portfolios)
  let midnight = 0
  inOrder(series, (i, ts, close) => {
    if (ts > midnight) {
      if (midnight > 0) recorder.endDay(midnight)
      midnight = Math.ceil(ts / dayUs) * dayUs
    }
    risk.onClose(i, ts, close)
    recorder.take(i, ts, close)
  })
  return recorder.records
}

class DayRecorder {
  readonly records: readonly DayRecord[]
  readonly #risk: MarketRisk
  readonly #names: readonly string[]
  readonly #portfolios: readonly Portfolio[]
  readonly #closes: Float64Array
  readonly #times: Float64Array
  /** Closes at the last midnight; NaN where there was none on that day. */
  #before: readonly number[] = []
  #beforeAt = 0
  #risks: readonly number[] = []
  #scales: readonly number[] = []
  /** Exposures of each portfolio. */
  #shares: readonly (readonly number[])[] = []

  constructor(risk: MarketRisk, names: readonly string[], portfolios: readonly Portfolio[]) {
    this.#risk = risk
    this.#names = names
    this.#portfolios = portfolios
    this.#closes = new Float64Array(names.length)
    this.#times = new Float64Array(names.length)
    this.records = [...names, ...portfolios.map(({ name }) => name)].map((name) => ({
      name,
      starts: [],
      returns: [],
      risks: [],
      scales: [],
    }))
  }

  take(i: number, ts: number, close: number): void {
    this.#closes[i] = close
    this.#times[i] = ts
  }

  /** Settles the day that ends at `midnight`, and forecasts the next one. */
  endDay(midnight: number): void {
    const isFresh = (_: string, i: number): boolean => (this.#times[i] as number) > midnight - dayUs
    const closes = this.#names.map((name, i) =>
      isFresh(name, i) ? (this.#closes[i] as number) : Number.NaN,
    )
    if (midnight - this.#beforeAt === dayUs) this.#settle(closes)
    this.#before = closes
    this.#beforeAt = midnight
    this.#forecast()
  }

  #settle(closes: readonly number[]): void {
    const own = closes.map((close, i) => close / (this.#before[i] as number) - 1)
    const held = this.#shares.map((shares) =>
      shares.reduce((sum, share, i) => (share === 0 ? sum : sum + share * (own[i] as number)), 0),
    )
    this.records.forEach((record, k) => {
      const [risk, value] = [this.#risks[k] as number, [...own, ...held][k] as number]
      if (!(risk > 0) || Number.isNaN(value)) return
      record.starts.push(this.#beforeAt)
      record.returns.push(value)
      record.risks.push(risk)
      record.scales.push(this.#scales[k] ?? 1)
    })
  }

  #forecast(): void {
    const risk = this.#risk
    const all = this.#names.map((_, i) => i)
    const known = all.filter((i) => (this.#before[i] as number) > 0 && risk.volatility(i) > 0)
    this.#shares = this.#portfolios.map(({ sharesOf }) => sharesOf(known, this.#names))
    const held = this.#shares.map((shares) => {
      all.forEach((i) => risk.setExposure(i, shares[i] ?? 0))
      return risk.valueAtRisk
    })
    all.forEach((i) => risk.setExposure(i, 0))
    this.#risks = [...all.map((i) => risk.varWith(i, 1)), ...held]
    this.#scales = all.map((i) => risk.volatilityScale(i))
  }
}
