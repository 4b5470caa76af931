// @module-tag long

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasCandles } from '../../tools/market-risk/closes.ts'
import { coverageOf, failsUnder, hitsOf } from '../../tools/market-risk/coverage.ts'
import {
  coinsOf,
  marketRiskTables,
  recordHourly,
} from '../../tools/market-risk/market-risk-tables.ts'
import { heldBy } from '../../tools/market-risk/target-table.ts'
import { withTables } from '../../tools/with-tables.ts'

const timeout = 240_000

describe.skipIf(!hasCandles)('risk forecast on recorded closes', () => {
  const hourly = hasCandles ? recordHourly() : []
  const coins = coinsOf(hourly)

  it(
    'is what docs/market-risk.md says (npm run market-risk-page)',
    () => {
      const page = readFileSync('docs/market-risk.md', 'utf8')
      expect(page).toBe(withTables(page, marketRiskTables(hourly), 'market-risk-page'))
    },
    timeout,
  )

  it('covers 99 % of the days of each coin and portfolio, by Kupiec, or more', () => {
    const tooMany = hourly.filter((record) => {
      const { beyond, days, coverage } = coverageOf(hitsOf(record, 1))
      return coverage < failsUnder && beyond > 0.01 * days
    })
    expect(tooMany.map(({ name }) => name)).toEqual([])
    const hits = coins.flatMap((record) => hitsOf(record, 1))
    const share = hits.reduce((sum, hit) => sum + hit, 0) / hits.length
    expect(share).toBeGreaterThan(0.006)
    expect(share).toBeLessThan(0.01)
  })

  it('holds the volatility aimed at within 85 % to 105 %, of all coins but Dogecoin', () => {
    const outside = coins.filter((record) => {
      const { all } = heldBy(record, true)
      return all < 0.85 || all > 1.05
    })
    expect(outside.map(({ name }) => name)).toEqual(['binance_dogeusdt'])
  })

  it('keeps windows of 90 days closer together than they are unscaled, of every coin', () => {
    const spread = (windows: readonly number[]): number =>
      Math.max(...windows) / Math.min(...windows)
    for (const record of coins) {
      const [held, free] = [heldBy(record, true), heldBy(record, false)]
      expect(spread(held.windows)).toBeLessThan(spread(free.windows))
    }
    const usual = coins
      .filter(({ name }) => name !== 'binance_dogeusdt' && name !== 'kraken_xbtusd')
      .flatMap((record) => heldBy(record, true).windows)
    expect(Math.min(...usual)).toBeGreaterThan(0.5)
    expect(Math.max(...usual)).toBeLessThan(1.6)
  })
})
