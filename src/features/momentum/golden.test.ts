import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/features/momentum.json' with { type: 'json' }
import {
  goldenFolder,
  holdToGolden,
  readBars,
  stockIndicatorsCase,
  stockIndicatorsRows,
} from '../../../test/golden/features/golden-lines.ts'
import { overBars } from '../over-bars.ts'
import { momenta } from './catalog.ts'
import {
  awesome,
  balanceOfPower,
  cci,
  connorsRsi,
  dpo,
  elderRay,
  macd,
  momentum,
  pmo,
  relativeMomentum,
  roc,
  rsi,
  smi,
  stc,
  stochastic,
  stochRsi,
  trix,
  tsi,
} from './index.ts'

const isThere = existsSync(goldenFolder)
const catalog = momenta.map(({ spec }) => spec)
const of = stockIndicatorsCase

describe.skipIf(!isThere)('momentum against its references', () => {
  const others = [stochastic(14, 1, 3), stochRsi(14, 14, 1, 3), balanceOfPower(1)]
  holdToGolden(golden.cases, [...catalog, ...others], golden.tolerance)
})

describe.skipIf(!isThere)('momentum against Stock.Indicators', () => {
  const bare = stochRsi(14, 14, 1, 3)
  const quick = smi(13, 25, 2, 3)
  const cases = isThere
    ? [
        of(rsi(14), 'rsi', { name: 'rsi', field: 'rsi' }),
        of(macd(), 'macd', { name: 'macd', field: 'macd' }),
        of(macd(), 'signal', { name: 'macd', field: 'signal' }),
        of(macd(), 'histogram', { name: 'macd', field: 'histogram' }),
        of(stochastic(), 'k', { name: 'stoch', field: 'k' }),
        of(stochastic(), 'd', { name: 'stoch', field: 'd' }),
        of(stochastic(), 'j', { name: 'stoch', field: 'j' }),
        of(bare, 'k', { name: 'stoch-rsi', field: 'stochRsi' }),
        of(bare, 'd', { name: 'stoch-rsi', field: 'signal' }),
        of(cci(), 'cci', { name: 'cci', field: 'cci' }),
        of(roc(14), 'roc', { name: 'roc', field: 'roc' }),
        of(momentum(14), 'momentum', { name: 'roc', field: 'momentum' }),
        of(awesome(), 'awesome', { name: 'awesome', field: 'oscillator' }),
        of(awesome(), 'normalized', { name: 'awesome', field: 'normalized' }),
        of(tsi(), 'tsi', { name: 'tsi', field: 'tsi' }),
        of(tsi(), 'signal', { name: 'tsi', field: 'signal' }),
        of(elderRay(), 'bull', { name: 'elder-ray', field: 'bullPower' }),
        of(elderRay(), 'bear', { name: 'elder-ray', field: 'bearPower' }),
        of(pmo(), 'pmo', { name: 'pmo', field: 'pmo' }),
        of(pmo(), 'signal', { name: 'pmo', field: 'signal' }),
        of(stc(), 'macdStochastic', { name: 'stc', field: 'stc' }),
        of(connorsRsi(), 'connorsRsi', { name: 'crsi', field: 'connorsRsi' }),
        of(connorsRsi(), 'rsi', { name: 'crsi', field: 'rsi' }),
        of(connorsRsi(), 'streakRsi', { name: 'crsi', field: 'rsiStreak' }),
        // At row 100 it ranks among 99 returns and a first one of 0.
        of(connorsRsi(), 'percentRank', { name: 'crsi', field: 'percentRank', rows: [501] }),
        // These seed otherwise; what is left of it at the last bar is below the tolerance.
        of(trix(14), 'trix', { name: 'trix', field: 'trix', rows: [501] }),
        of(quick, 'smi', { name: 'smi', field: 'smi', rows: [501] }),
        of(quick, 'signal', { name: 'smi', field: 'signal', rows: [501] }),
      ]
    : []
  const others = [bare, quick, roc(14), momentum(14), trix(14)]
  holdToGolden(cases, [...catalog, ...others], golden.tolerance)

  it('reads the detrended price where it is known, 8 bars after where charts draw it', () => {
    const { dpo: readings } = overBars(dpo(14), readBars('skender_default_502.csv'))
    const rows = stockIndicatorsRows({ name: 'dpo', field: 'dpo' })
    expect(Object.keys(rows)).toEqual(['50', '100'])
    for (const [row, answer] of Object.entries(rows))
      expect(readings[Number(row) + 8]).toBeCloseTo(answer, 9)
  })
})

it.skipIf(!isThere)('reads the numbers TTR publishes for its own bars', () => {
  const bars = readBars('ttrc_60.csv')
  expect(overBars(rsi(14), bars).rsi.at(-1)).toBeCloseTo(47.2086725394, 10)
  expect(overBars(macd(), bars).macd.at(-1)).toBeCloseTo(-0.022414068592, 12)
})

it('reads the published table of the relative strength index', () => {
  // The worked example of StockCharts, in eighths and sixteenths of a dollar.
  const close = Float64Array.of(
    ...[46.125, 47.125, 46.4375, 46.9375, 44.9375, 44.25, 44.625, 45.75, 47.8125, 47.5625],
    ...[47, 44.5625, 46.3125, 47.6875, 46.6875, 45.6875, 43.0625, 43.5625, 44.875, 43.6875],
  )
  const wanted = [51.779, 48.477, 41.073, 42.863, 47.382, 43.992]
  for (const spec of [rsi(14), relativeMomentum(14, 1)]) {
    const readings = Object.values(overBars<string>(spec, { close }))[0]?.slice(14) ?? []
    expect([...readings].map((reading) => Number(reading.toFixed(3)))).toEqual(wanted)
  }
})

it('every line of every indicator of momentum has a golden number', () => {
  const held = new Set(golden.cases.map(({ key, line }) => `${key} ${line}`))
  for (const { key, lines } of catalog)
    for (const { name } of lines) expect(held).toContain(`${key} ${name}`)
})
