import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/features/average.json' with { type: 'json' }
import {
  goldenFolder,
  holdToGolden,
  stockIndicatorsCase,
} from '../../../test/golden/features/golden-lines.ts'
import { overBars } from '../over-bars.ts'
import { averages } from './catalog.ts'
import {
  alma,
  dema,
  ema,
  hma,
  kama,
  lsma,
  mama,
  mcginley,
  sma,
  tema,
  trima,
  vwma,
} from './index.ts'

const isThere = existsSync(goldenFolder)
const catalog = averages.map(({ spec }) => spec)

describe.skipIf(!isThere)('averages against their references', () => {
  holdToGolden(golden.cases, [...catalog, dema(5), tema(5), trima(9), hma(9)], golden.tolerance)
})

describe.skipIf(!isThere)('averages against Stock.Indicators', () => {
  const cases = isThere
    ? [
        stockIndicatorsCase(sma(20), 'sma', { name: 'sma', field: 'sma' }),
        stockIndicatorsCase(ema(20), 'ema', { name: 'ema', field: 'ema' }),
        stockIndicatorsCase(ema(13), 'ema', { name: 'elder-ray', field: 'ema' }),
        stockIndicatorsCase(ema(12), 'ema', { name: 'macd', field: 'fastEma' }),
        stockIndicatorsCase(ema(26), 'ema', { name: 'macd', field: 'slowEma' }),
        stockIndicatorsCase(alma(), 'alma', { name: 'alma', field: 'alma' }),
        stockIndicatorsCase(hma(14), 'hma', { name: 'hma', field: 'hma' }),
        stockIndicatorsCase(kama(), 'kama', { name: 'kama', field: 'kama' }),
        stockIndicatorsCase(vwma(14), 'vwma', { name: 'vwma', field: 'vwma' }),
        stockIndicatorsCase(lsma(14), 'lsma', { name: 'slope', field: 'line' }),
        // These seed otherwise; what is left of it at the last bar is below the tolerance.
        stockIndicatorsCase(dema(14), 'dema', { name: 'dema', field: 'dema', rows: [501] }),
        stockIndicatorsCase(tema(), 'tema', { name: 'tema', field: 'tema', rows: [501] }),
        stockIndicatorsCase(mama(), 'mama', { name: 'mama', field: 'mama', rows: [501] }),
        stockIndicatorsCase(mama(), 'fama', { name: 'mama', field: 'fama', rows: [501] }),
      ]
    : []
  const others = [ema(12), ema(13), ema(26), hma(14), vwma(14), lsma(14), dema(14)]
  holdToGolden(cases, [...catalog, ...others], golden.tolerance)

  // Its transform starts six bars earlier, which shows in the fifth digit for a hundred bars.
  const early = isThere
    ? [
        stockIndicatorsCase(mama(), 'mama', { name: 'mama', field: 'mama', rows: [50, 100] }),
        stockIndicatorsCase(mama(), 'fama', { name: 'mama', field: 'fama', rows: [100] }),
      ]
    : []
  holdToGolden(early, catalog, 1e-4)
})

it('every line of every average has a golden number', () => {
  const held = new Set(golden.cases.map(({ key, line }) => `${key} ${line}`))
  for (const { key, lines } of catalog)
    for (const { name } of lines) expect(held).toContain(`${key} ${name}`)
})

it('the McGinley dynamic never steps past the close', () => {
  const close = Float64Array.of(100, 100, 30, 30, 30)
  const { mcginley: readings } = overBars(mcginley(2), { close })
  expect([...readings.subarray(1)]).toEqual([100, 30, 30, 30])
})
