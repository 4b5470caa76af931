import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/cointegration.json' with { type: 'json' }
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import { Random } from '../../base/index.ts'
import type { DeterministicTerms } from './deterministic-terms.ts'
import {
  dickeyFuller,
  engleGranger,
  fitOrnsteinUhlenbeck,
  granger,
  johansen,
  kpss,
  type LagRule,
  mackinnonCritical,
  mackinnonProbability,
  phillipsPerron,
  transferEntropy,
} from './index.ts'

const expectNear = nearWithin(golden.tolerance)

const made = new Map<string, readonly number[]>(Object.entries(golden.series))

/** A series of the golden file, or a column of the reference data: `file.column` or `.log`. */
function series(name: string): Float64Array {
  const own = made.get(name)
  if (own !== undefined) return Float64Array.from(own)
  const [file, column = '', log] = name.split('.')
  const values = sharedColumn(`data/reference/${file}.csv`, column)
  return log === undefined ? values : values.map(Math.log)
}

const isHere = (...names: string[]): boolean => hasShared || names.every((name) => made.has(name))

function termsOf(text: string): DeterministicTerms {
  if (text === 'none' || text === 'constant' || text === 'trend') return text
  throw new Error(`unknown terms ${text}`)
}

function lagsOf(lags: number | string): number | LagRule {
  if (typeof lags === 'number') return lags
  if (lags === 'aic' || lags === 'bic' || lags === 't-value') return lags
  throw new Error(`unknown rule ${lags}`)
}

const most = (lagsMax: number | null): object => (lagsMax === null ? {} : { lagsMax })

it.each(golden.mackinnon.probability.map((row) => [row]))('has MacKinnon 1994: %j', (row) => {
  const [statistic, terms, count, wanted] = row
  expectNear(
    mackinnonProbability(Number(statistic), termsOf(String(terms)), Number(count)),
    Number(wanted),
  )
})

it.each(golden.mackinnon.critical.map((row) => [row]))('has MacKinnon 2010: %j', (row) => {
  const [terms, count, rows, wanted] = row
  const found = mackinnonCritical({
    terms: termsOf(String(terms)),
    seriesCount: Number(count),
    count: Number(rows),
  })
  const values = [found?.onePercent, found?.fivePercent, found?.tenPercent]
  if (!Array.isArray(wanted)) throw new Error('no critical values')
  wanted.forEach((value, i) => {
    expectNear(values[i], value)
  })
})

it.each(golden.adf.filter((of) => isHere(of.series)))(
  'ADF of $series, $terms, lags $lags is that of statsmodels',
  (wanted) => {
    const terms = termsOf(wanted.terms)
    const options = { terms, lags: lagsOf(wanted.lags), ...most(wanted.lagsMax) }
    const found = dickeyFuller(series(wanted.series), options)
    expect(found?.lags).toBe(wanted.used)
    expect(found?.count).toBe(wanted.count)
    expectNear(found?.statistic, wanted.statistic)
    expectNear(found?.probability, wanted.probability)
    expectNear(found?.critical.onePercent, wanted.critical[0] ?? Number.NaN)
    expectNear(found?.critical.fivePercent, wanted.critical[1] ?? Number.NaN)
    expectNear(found?.critical.tenPercent, wanted.critical[2] ?? Number.NaN)
  },
)

it.each(golden.kpss.filter((of) => isHere(of.series)))(
  'KPSS of $series around $around, lags $lags is that of statsmodels',
  (wanted) => {
    const lags =
      wanted.lags === 'auto' || wanted.lags === 'legacy' ? wanted.lags : Number(wanted.lags)
    const around = wanted.around === 'trend' ? 'trend' : 'level'
    const found = kpss(series(wanted.series), { around, lags })
    expect(found?.lags).toBe(wanted.used)
    expectNear(found?.statistic, wanted.statistic)
    expectNear(found?.probability, wanted.probability)
  },
)

it.each(golden.phillipsPerron.filter((of) => isHere(of.series)))(
  'Phillips-Perron of $series, $terms, lags $lags is that of arch',
  (wanted) => {
    const lags = wanted.lags === null ? {} : { lags: wanted.lags }
    const found = phillipsPerron(series(wanted.series), { terms: termsOf(wanted.terms), ...lags })
    expect(found?.lags).toBe(wanted.used)
    expectNear(found?.statistic, wanted.statistic)
    expectNear(found?.rhoStatistic, wanted.rho)
    expectNear(found?.probability, wanted.probability)
  },
)

it.each(golden.engleGranger.filter((of) => isHere(of.y, ...of.others)))(
  'Engle-Granger of $y on $others is that of statsmodels',
  (wanted) => {
    const terms = wanted.terms === 'trend' ? 'trend' : 'constant'
    const options = { terms, lags: lagsOf(wanted.lags), ...most(wanted.lagsMax) } as const
    const found = engleGranger(series(wanted.y), wanted.others.map(series), options)
    expectNear(found?.statistic, wanted.statistic)
    expectNear(found?.probability, wanted.probability)
    expectNear(found?.critical.fivePercent, wanted.critical[1] ?? Number.NaN)
  },
)

it.each(golden.granger.filter((of) => isHere(of.effect, of.cause)))(
  'Granger from $cause to $effect at $lags is that of statsmodels',
  (wanted) => {
    const found = granger({
      cause: series(wanted.cause),
      effect: series(wanted.effect),
      lags: wanted.lags,
    })
    expectNear(found?.fStatistic, wanted.f[0] ?? Number.NaN)
    expectNear(found?.fProbability, wanted.f[1] ?? Number.NaN)
    expectNear(found?.chiSquared, wanted.chi[0] ?? Number.NaN)
    expectNear(found?.chiSquaredProbability, wanted.chi[1] ?? Number.NaN)
    expectNear(found?.likelihoodRatio, wanted.lr[0] ?? Number.NaN)
    expectNear(found?.likelihoodRatioProbability, wanted.lr[1] ?? Number.NaN)
  },
)

it.each(golden.johansen.filter((of) => isHere(...of.series)))(
  'Johansen of $series, $terms, $lags lags is that of statsmodels',
  (wanted) => {
    const terms = wanted.terms === 'none' ? 'none' : 'constant'
    const found = johansen(wanted.series.map(series), { terms, lags: wanted.lags })
    const near = (value: number | undefined, goal: number | undefined): void =>
      expectNear(value, goal ?? Number.NaN)
    wanted.series.forEach((_, i) => {
      near(found?.eigenvalues[i], wanted.eigenvalues[i])
      near(found?.trace[i]?.statistic, wanted.trace[i])
      near(found?.maximum[i]?.statistic, wanted.maximum[i])
      expect(found?.trace[i]?.critical?.fivePercent).toBe(wanted.traceCritical[i]?.[1])
      expect(found?.maximum[i]?.critical?.onePercent).toBe(wanted.maximumCritical[i]?.[2])
      // A relation answers to rounding as the gap to the next eigenvalue allows.
      wanted.vectors[i]?.forEach((value, j) => {
        expectNear(found?.vectors[i]?.[j], value, 1e-7)
      })
    })
  },
)

it.each(golden.ornsteinUhlenbeck.filter((of) => isHere(of.series)))(
  'Ornstein-Uhlenbeck of $series at $step is that of OLS and ARIMA',
  (wanted) => {
    const { step } = wanted
    const least = fitOrnsteinUhlenbeck(series(wanted.series), { step, method: 'conditional' })
    const found = [least?.reversion, least?.mean, least?.volatility]
    const errors = [least?.reversionError, least?.meanError, least?.volatilityError]
    found.forEach((value, i) => {
      expectNear(value, wanted.conditional[i] ?? Number.NaN)
      // The errors of the reference are by central differences.
      expectNear(errors[i], wanted.errors[i] ?? Number.NaN, 1e-6)
    })
    expectNear(least?.logLikelihood, wanted.conditionalLogLikelihood)
    const exact = fitOrnsteinUhlenbeck(series(wanted.series), { step })
    expectNear(exact?.logLikelihood, wanted.exactLogLikelihood, 1e-7)
    ;[exact?.reversion, exact?.mean, exact?.volatility].forEach((value, i) => {
      expectNear(value, wanted.exact[i] ?? Number.NaN, 1e-3)
    })
  },
)

it.each(golden.transferEntropy.filter((of) => isHere(of.source, of.target)))(
  'transfer entropy from $source to $target, $bins bins, lag $lag is as counted in numpy',
  ({ source, target, bins, lag, plugIn, corrected }) => {
    const options = { bins, lag, draws: 1 }
    const found = transferEntropy(series(source), series(target), Random.fromSeed(1), options)
    expectNear(found?.plugIn, plugIn)
    expectNear(found?.corrected, corrected)
  },
)

describe.skipIf(!hasShared)('on the long series of the reference data', () => {
  const logs = (): Float64Array =>
    sharedColumn('data/reference/sp500_1999_2018.csv.gz', 'close').map(Math.log)

  it('has the unit-root tests of the S&P 500', () => {
    const level = dickeyFuller(logs(), { lags: 5 })
    expectNear(level?.statistic, -0.4722358323962595)
    expectNear(level?.probability, 0.8973215624199486)
    const log = logs()
    const returns = log.slice(1).map((value, i) => value - (log[i] as number))
    expectNear(dickeyFuller(returns, { lags: 5 })?.statistic, -31.150965764689985)
    expect(dickeyFuller(returns, { lags: 5 })?.probability).toBe(0)
    expectNear(kpss(log, { lags: 10 })?.statistic, 27.61412109183063)
  })

  it('has the Engle-Granger test of the DAX on the CAC', () => {
    const [dax, cac] = ['dax', 'cac'].map((name) => series(`eu_stock_markets.${name}.log`))
    if (dax === undefined || cac === undefined) throw new Error('no data')
    const found = engleGranger(dax, [cac], { lags: 1 })
    expectNear(found?.statistic, -2.032232323397693)
    expectNear(found?.probability, 0.511787693396735)
  })
})
