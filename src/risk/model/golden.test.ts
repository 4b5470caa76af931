import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import { MarketRisk } from './index.ts'

type Golden = {
  readonly tolerance: number
  /** Hour by hour, null where nobody traded. */
  readonly closes: readonly (readonly (number | null)[])[]
  readonly volatilities: readonly number[]
  readonly correlations: readonly number[]
  readonly portfolios: readonly {
    readonly shares: readonly number[]
    readonly valueAtRisk: number
    readonly expectedShortfall: number
  }[]
}

const golden = JSON.parse(readFileSync('test/golden/market-risk.json', 'utf8')) as Golden

describe('market risk of three instruments with gaps', () => {
  const risk = new MarketRisk(3)
  const hours = golden.closes[0]?.length ?? 0
  for (let hour = 0; hour < hours; hour += 1)
    golden.closes.forEach((closes, i) => {
      const close = closes[hour] ?? 0
      if (close > 0) risk.onClose(i, 20_000 * dayUs + hour * hourUs, close)
    })

  const near = (found: number, wanted: number): void =>
    expect(Math.abs(found / wanted - 1)).toBeLessThan(golden.tolerance)

  it('has the volatilities and correlations of numpy', () => {
    golden.volatilities.forEach((wanted, i) => near(risk.volatility(i), wanted))
    const pairs = [risk.correlation(0, 1), risk.correlation(0, 2), risk.correlation(1, 2)]
    golden.correlations.forEach((wanted, k) => near(pairs[k] ?? 0, wanted))
  })

  it('has the value at risk and expected shortfall of scipy', () => {
    for (const { shares, valueAtRisk, expectedShortfall } of golden.portfolios) {
      shares.forEach((share, i) => risk.setExposure(i, share))
      near(risk.valueAtRisk, valueAtRisk)
      near(risk.expectedShortfall, expectedShortfall)
    }
  })
})
