import {
  EwmaVariance,
  fitGarch,
  GarchVariance,
  historicalRisk,
  standardNormalRisk,
  standardStudentRisk,
  type TailRisk,
} from '../../src/quant/index.ts'

/** Days that a model looks back on, and that it needs before its first forecast. */
export const lookBack = 500
/** Days until a law or a model is fitted again. */
const refitDays = 30

/** Returns day by day, and the volatility that the desk forecast for each. */
export type Days = { readonly returns: Float64Array; readonly volatilities: Float64Array }

/** A forecast for each day: what the return is measured in, and the law of what it is then. */
type Forecasts = { readonly scales: ArrayLike<number>; readonly laws: (t: number) => TailRisk }

/** A way to forecast a day of a long position from the days before. */
export type RiskModel = {
  readonly name: string
  readonly forecasts: (days: Days, level: number) => Forecasts
}

/** Of one day, from `lookBack` on. */
export function riskAt({ scales, laws }: Forecasts, t: number): TailRisk {
  const [scale, law] = [scales[t] as number, laws(t)]
  return {
    valueAtRisk: scale * law.valueAtRisk,
    expectedShortfall: scale * law.expectedShortfall,
  }
}

/** A Student t of variance 1. */
export function unitStudentRisk(level: number, degrees: number): TailRisk {
  const { valueAtRisk, expectedShortfall } = standardStudentRisk(level, degrees)
  const unit = Math.sqrt((degrees - 2) / degrees)
  return { valueAtRisk: unit * valueAtRisk, expectedShortfall: unit * expectedShortfall }
}

function always(law: TailRisk): () => TailRisk {
  return () => law
}

/** What the last standardised returns were, looked at again every 30 days. */
function empirical(returns: Float64Array, scales: ArrayLike<number>, level: number): Forecasts {
  const z = returns.map((value, t) => value / (scales[t] as number))
  const law = (k: number): TailRisk => {
    const end = lookBack + k * refitDays
    return historicalRisk(z.slice(end - lookBack, end), level)
  }
  return { scales, laws: keptBy(law) }
}

/** The law of each stretch of 30 days, made once. */
function keptBy(law: (stretch: number) => TailRisk): (t: number) => TailRisk {
  const made: TailRisk[] = []
  return (t) => {
    const stretch = Math.floor((t - lookBack) / refitDays)
    made[stretch] ??= law(stretch)
    return made[stretch] as TailRisk
  }
}

/** RiskMetrics: an exponential mean of the squares of daily returns. */
function ofDays({ returns }: Days): number[] {
  const first = returns.slice(0, 30).reduce((sum, value) => sum + value * value, 0) / 30
  const ewma = new EwmaVariance(first)
  return Array.from(returns, (value) => {
    const { variance } = ewma
    ewma.update(value)
    return Math.sqrt(variance)
  })
}

/** A GARCH(1,1) with Student t innovations on the last 500 days, and its own residuals. */
function garch({ returns }: Days, level: number): Forecasts {
  const laws: TailRisk[] = []
  let model: GarchVariance | undefined
  const scales = Array.from(returns, (value, t) => {
    if (t < lookBack) return 1
    if ((t - lookBack) % refitDays === 0) {
      const fit = fitGarch(returns.slice(t - lookBack, t), { innovation: 'student-t' })
      if (fit !== undefined) model = new GarchVariance(fit)
      const kept = laws.at(-1)
      laws.push(
        fit === undefined && kept ? kept : historicalRisk(fit?.standardised ?? returns, level),
      )
    }
    const scale = Math.sqrt(model?.variance ?? 1)
    model?.update(value)
    return scale
  })
  return { scales, laws: keptBy((stretch) => laws[stretch] as TailRisk) }
}

/** All that were tried; the last one is what the desk uses. */
export const riskModels: readonly RiskModel[] = [
  {
    name: 'historical simulation, 500 days',
    forecasts: ({ returns }, level) =>
      empirical(
        returns,
        returns.map(() => 1),
        level,
      ),
  },
  {
    name: 'EWMA of days (0.94), normal',
    forecasts: (days, level) => ({ scales: ofDays(days), laws: always(standardNormalRisk(level)) }),
  },
  {
    name: 'EWMA of days (0.94), Student t of 4',
    forecasts: (days, level) => ({ scales: ofDays(days), laws: always(unitStudentRisk(level, 4)) }),
  },
  {
    name: 'EWMA of days (0.94), filtered history',
    forecasts: (days, level) => empirical(days.returns, ofDays(days), level),
  },
  { name: 'GARCH of days, filtered history', forecasts: garch },
  {
    name: 'blend on the grid, normal',
    forecasts: ({ volatilities }, level) => ({
      scales: volatilities,
      laws: always(standardNormalRisk(level)),
    }),
  },
  {
    name: 'blend on the grid, filtered history',
    forecasts: ({ returns, volatilities }, level) => empirical(returns, volatilities, level),
  },
  {
    name: 'blend on the grid, Student t of 4',
    forecasts: ({ volatilities }, level) => ({
      scales: volatilities,
      laws: always(unitStudentRisk(level, 4)),
    }),
  },
]
