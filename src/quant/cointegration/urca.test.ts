import { describe, expect, it } from 'vitest'
import urca from '../../../test/golden/quant/cointegration-urca.json' with { type: 'json' }
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import type { DeterministicTerms } from './deterministic-terms.ts'
import { dickeyFuller, johansen, kpss } from './index.ts'

const expectNear = nearWithin(urca.tolerance)

function termsOf(type: string): DeterministicTerms {
  if (type === 'none') return 'none'
  return type === 'drift' ? 'constant' : 'trend'
}

describe.skipIf(!hasShared)('on the data of urca', () => {
  const denmark = (): Float64Array[] =>
    ['LRM', 'LRY', 'IBO', 'IDE'].map((column) => sharedColumn('golden/denmark_55.csv', column))

  it.each(urca.adf)('tau and phi of $column, $type, $lags lags are those of ur.df', (wanted) => {
    const terms = termsOf(wanted.type)
    const found = dickeyFuller(sharedColumn('golden/raotbl3.csv', wanted.column), {
      terms,
      lags: wanted.lags,
    })
    const values = terms === 'trend' ? [found?.phi2, found?.phi3] : [found?.phi1]
    ;[found?.statistic, ...(terms === 'none' ? [] : values)].forEach((value, i) => {
      expectNear(value, wanted.statistics[i] ?? Number.NaN)
    })
  })

  it('has the published tau3, phi2 and phi3 of Rao', () => {
    const found = dickeyFuller(sharedColumn('golden/raotbl3.csv', 'lc'), {
      terms: 'trend',
      lags: 3,
    })
    expectNear(found?.statistic, -2.238865, 1e-6)
    expectNear(found?.phi2, 3.738151, 1e-6)
    expectNear(found?.phi3, 2.597211, 1e-6)
  })

  it.each(urca.kpss)('KPSS of $column, $type, $lags lags is that of ur.kpss', (wanted) => {
    const around = wanted.type === 'tau' ? 'trend' : 'level'
    const found = kpss(sharedColumn('golden/raotbl3.csv', wanted.column), {
      around,
      lags: wanted.lags,
    })
    expectNear(found?.statistic, wanted.statistic[0] ?? Number.NaN)
  })

  it.each(urca.johansen)(
    'Denmark, $terms, $lags lags, season $seasons is that of ca.jo',
    (wanted) => {
      const terms = {
        none: 'constant',
        const: 'restricted-constant',
        trend: 'restricted-trend',
      } as const
      const { lags, seasons } = wanted
      const name = wanted.terms === 'none' || wanted.terms === 'const' ? wanted.terms : 'trend'
      const found = johansen(denmark(), { terms: terms[name], lags, seasons })
      const close = (
        values: ArrayLike<number> | undefined,
        all: readonly number[],
        within: number,
      ): void =>
        all.forEach((value, i) => {
          expectNear(values?.[i], value, within)
        })
      close(found?.eigenvalues, wanted.eigenvalues, urca.tolerance)
      close(
        found?.trace.map((step) => step.statistic),
        wanted.trace,
        urca.tolerance,
      )
      close(
        found?.maximum.map((step) => step.statistic),
        wanted.maximum,
        urca.tolerance,
      )
      close(found?.vectors[0], wanted.vector, 1e-6)
      close(found?.loadings[0], wanted.loading, 1e-6)
      if (name !== 'none')
        expect(found?.trace.map((step) => step.critical?.fivePercent)).toEqual(
          wanted.traceFivePercent,
        )
    },
  )

  it('has the published statistics of the Danish data', () => {
    const options = { terms: 'restricted-constant', lags: 1, seasons: 4 } as const
    const found = johansen(denmark(), options)
    ;[49.144365, 19.056914, 8.694964, 2.352233].forEach((value, i) => {
      expectNear(found?.trace[i]?.statistic, value, 1e-6)
    })
    ;[30.087451, 10.36195, 6.34273, 2.352233].forEach((value, i) => {
      expectNear(found?.maximum[i]?.statistic, value, 1e-6)
    })
    expect(found?.criticalSource).toBe('osterwald-lenum-1992')
  })
})
