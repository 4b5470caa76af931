import { acerbiSzekelyStatistic, type TailRisk } from '../../src/quant/index.ts'
import {
  type Coverage,
  coverageOf,
  failsUnder,
  level,
  shortfallLevel,
  volatilitiesOf,
} from './coverage.ts'
import type { DayRecord } from './day-record.ts'
import { type Days, lookBack, riskAt, type RiskModel, riskModels } from './risk-models.ts'
import { table } from '../markdown-table.ts'
import { percent } from './percent.ts'

/** Days with a forecast, after those looked back on, without which there is nothing to say. */
const daysMin = 200

/** Every model on the same days of the same instruments, long. */
export function modelsTable(records: readonly DayRecord[]): string {
  const samples = records
    .filter(({ returns }) => returns.length >= lookBack + daysMin)
    .map((record) => ({
      returns: Float64Array.from(record.returns),
      volatilities: Float64Array.from(volatilitiesOf(record)),
    }))
  const head = [
    ...['model', 'days', 'share beyond', `Kupiec fails, of ${samples.length}`, 'conditional fails'],
    ...['mean shortfall Z', 'worst Z', 'quantile loss, bps'],
  ]
  return table(
    head,
    riskModels.map((model) => rowOf(model, samples)),
  )
}

/** One model on one instrument: the mean of the last is what ranks. */
type Trial = { readonly cover: Coverage; readonly shortfall: number; readonly loss: number }

function rowOf(model: RiskModel, samples: readonly Days[]): string[] {
  const tried = samples.map((days) => tryOn(model, days))
  const sum = (of: (one: Trial) => number): number =>
    tried.reduce((total, one) => total + of(one), 0)
  const days = sum(({ cover }) => cover.days)
  return [
    ...[model.name, `${days}`, percent(sum(({ cover }) => cover.beyond) / days)],
    `${sum(({ cover }) => Number(cover.coverage < failsUnder))}`,
    `${sum(({ cover }) => Number(cover.conditional < failsUnder))}`,
    (sum(({ shortfall }) => shortfall) / tried.length).toFixed(2),
    Math.min(...tried.map(({ shortfall }) => shortfall)).toFixed(2),
    ((1e4 * sum(({ loss }) => loss)) / days).toFixed(2),
  ]
}

function tryOn(tried: RiskModel, days: Days): Trial {
  const returns = days.returns.slice(lookBack)
  const model = tried.forecasts(days)
  const forecasts = (at: number): readonly TailRisk[] => {
    const made = model(at)
    return Array.from(returns, (_, t) => riskAt(made, lookBack + t))
  }
  const risks = forecasts(level)
  const wider = forecasts(shortfallLevel)
  const shortfall = acerbiSzekelyStatistic({
    returns,
    valueAtRisk: Float64Array.from(wider, ({ valueAtRisk }) => valueAtRisk),
    expectedShortfall: Float64Array.from(wider, ({ expectedShortfall }) => expectedShortfall),
    level: shortfallLevel,
  })
  const beyond = Array.from(returns, (value, t) => -value - (risks[t] as TailRisk).valueAtRisk)
  // Koenker and Bassett's: least on average for who forecasts the quantile best.
  const loss = beyond.reduce((sum, over) => sum + (over > 0 ? level : level - 1) * over, 0)
  return { cover: coverageOf(beyond.map((over) => Number(over > 0))), shortfall, loss }
}
