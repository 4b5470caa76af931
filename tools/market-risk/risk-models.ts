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
  /** What takes long is done once, for whatever level is asked for. */
  readonly forecasts: (days: Days) => (level: number) => Forecasts
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

/** One law for all days. */
function lawful(
  scales: ArrayLike<number>,
  law: (level: number) => TailRisk,
): (level: number) => Forecasts {
  return (level) => {
    const always = law(level)
    return { scales, laws: () => always }
  }
}

const normal = standardNormalRisk
const student = (level: number): TailRisk => unitStudentRisk(level, 4)

/** What the last standardised returns were, looked at again every 30 days. */
function empirical(returns: Float64Array, scales: ArrayLike<number>): (level: number) => Forecasts {
  const z = returns.map((value, t) => value / (scales[t] as number))
  return ofStretches(scales, (stretch) => {
    const end = lookBack + stretch * refitDays
    return z.slice(end - lookBack, end)
  })
}

/** The law of a sample for each stretch of 30 days. */
function ofStretches(
  scales: ArrayLike<number>,
  sampleOf: (stretch: number) => Float64Array,
): (level: number) => Forecasts {
  return (level) => {
    const made = new Map<number, TailRisk>()
    const laws = (t: number): TailRisk => {
      const stretch = Math.floor((t - lookBack) / refitDays)
      const law = made.get(stretch) ?? historicalRisk(sampleOf(stretch), level)
      made.set(stretch, law)
      return law
    }
    return { scales, laws }
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
function garch({ returns }: Days): (level: number) => Forecasts {
  const samples: Float64Array[] = []
  let model: GarchVariance | undefined
  const scales = Array.from(returns, (value, t) => {
    if (t < lookBack) return 1
    if ((t - lookBack) % refitDays === 0) {
      const fit = fitGarch(returns.slice(t - lookBack, t), { innovation: 'student-t' })
      if (fit !== undefined) model = new GarchVariance(fit)
      samples.push(fit?.standardised ?? samples.at(-1) ?? returns)
    }
    const scale = Math.sqrt(model?.variance ?? 1)
    model?.update(value)
    return scale
  })
  return ofStretches(scales, (stretch) => samples[stretch] ?? returns)
}

/** All that were tried; the last one is what the desk uses. */
export const riskModels: readonly RiskModel[] = [
  {
    name: 'historical simulation, 500 days',
    forecasts: ({ returns }) =>
      empirical(
        returns,
        returns.map(() => 1),
      ),
  },
  { name: 'EWMA of days (0.94), normal', forecasts: (days) => lawful(ofDays(days), normal) },
  {
    name: 'EWMA of days (0.94), Student t of 4',
    forecasts: (days) => lawful(ofDays(days), student),
  },
  {
    name: 'EWMA of days (0.94), filtered history',
    forecasts: (days) => empirical(days.returns, ofDays(days)),
  },
  { name: 'GARCH of days, filtered history', forecasts: garch },
  {
    name: 'blend on the grid, normal',
    forecasts: ({ volatilities }) => lawful(volatilities, normal),
  },
  {
    name: 'blend on the grid, filtered history',
    forecasts: ({ returns, volatilities }) => empirical(returns, volatilities),
  },
  {
    name: 'blend on the grid, Student t of 4',
    forecasts: ({ volatilities }) => lawful(volatilities, student),
  },
]
