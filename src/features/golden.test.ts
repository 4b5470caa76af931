import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import averages from '../../test/golden/features/average.json' with { type: 'json' }
import momenta from '../../test/golden/features/momentum.json' with { type: 'json' }
import golden from '../../test/golden/features/bars.json' with { type: 'json' }
import ttr from '../../test/golden/features/bars-ttr.json' with { type: 'json' }
import { goldenFolder, holdToGolden, readBars } from '../../test/golden/features/golden-lines.ts'
import {
  indicatorCatalog,
  type IndicatorSpec,
  overBars,
  pivotPoints,
  type RangeEstimator,
  rangeVolatility,
  rollingPivots,
  vwap,
} from './index.ts'

const isThere = existsSync(goldenFolder)
const estimators: readonly RangeEstimator[] = [
  'close-to-close',
  'parkinson',
  'garman-klass',
  'rogers-satchell',
  'yang-zhang',
]
const pivotKinds = ['standard', 'fibonacci', 'camarilla', 'woodie', 'demark'] as const
const weekUs = 7 * 86_400_000_000
const specs: readonly IndicatorSpec[] = [
  ...Object.values(indicatorCatalog)
    .flat()
    .map(({ spec }) => spec),
  ...estimators.map((estimator) => rangeVolatility(estimator, 10, 260)),
  ...pivotKinds.flatMap((kind) => [pivotPoints(kind, weekUs), rollingPivots(kind)]),
  vwap(weekUs),
]

describe.skipIf(!isThere)(
  'trend, volatility and volume against TA-Lib and their definitions',
  () => {
    holdToGolden(golden.cases, specs, golden.tolerance)
  },
)

describe.skipIf(!isThere)('against TTR', () => {
  holdToGolden(ttr.cases, specs, ttr.tolerance)

  it('has the volatilities it publishes', () => {
    const bars = readBars('ttrc_60.csv')
    const last = (estimator: RangeEstimator, period = 10): number | undefined =>
      overBars(rangeVolatility(estimator, period, 260), bars).volatility.at(-1)
    // Ten prices there are nine returns here.
    expect(last('close-to-close', 9)).toBeCloseTo(0.285335267654, 11)
    expect(last('yang-zhang')).toBeCloseTo(0.208209304187, 11)
    expect(last('garman-klass')).toBeCloseTo(0.207452669511, 11)
    expect(last('parkinson')).toBeCloseTo(0.217098002301, 11)
    expect(last('rogers-satchell')).toBeCloseTo(0.19785959009, 10)
  })
})

/** Lines without golden numbers here, and why. */
const heldOtherwise: readonly (readonly [line: RegExp, why: string])[] = [
  [/^candlesticks?\b/, 'golden numbers of their own, beside them'],
  [/^(harmonics|elliottWaves)\(/, 'held to patterns built from exact ratios'],
  [/^(pivotPoints|rollingPivots)\((standard|fibonacci|woodie),.* [rs]4$/, 'has three levels'],
  [/^(pivotPoints|rollingPivots)\(demark,.* [rs][234]$/, 'has one level'],
]

it('every line of every indicator has three golden numbers, or a reason', () => {
  const counts = new Map<string, number>()
  for (const file of [golden, ttr, averages, momenta])
    for (const { key, line, rows } of file.cases) {
      const held = `${key} ${line}`
      counts.set(held, (counts.get(held) ?? 0) + Object.keys(rows).length)
    }
  const bare = Object.values(indicatorCatalog)
    .flat()
    .flatMap(({ spec }) => spec.lines.map(({ name }) => `${spec.key} ${name}`))
    .filter((line) => (counts.get(line) ?? 0) < 3)
  expect(bare.filter((line) => !heldOtherwise.some(([lines]) => lines.test(line)))).toEqual([])
})
