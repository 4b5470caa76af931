import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import averages from '../../test/golden/features/average.json' with { type: 'json' }
import momenta from '../../test/golden/features/momentum.json' with { type: 'json' }
import golden from '../../test/golden/features/bars.json' with { type: 'json' }
import ttr from '../../test/golden/features/bars-ttr.json' with { type: 'json' }
import {
  goldenFolder,
  holdToGolden,
  readBars,
  stockIndicatorsCase,
} from '../../test/golden/features/golden-lines.ts'
import {
  alligator,
  aroon,
  atr,
  atrStop,
  bollinger,
  chaikinMoneyFlow,
  choppiness,
  dmi,
  donchian,
  efficiencyRatio,
  highest,
  type IndicatorSpec,
  ichimoku,
  indicatorCatalog,
  keltner,
  linearRegression,
  lowest,
  macd,
  moneyFlowIndex,
  onBalanceVolume,
  overBars,
  parabolicSar,
  pivotPoints,
  type RangeEstimator,
  rangeVolatility,
  renko,
  rollingPivots,
  rsi,
  standardDeviation,
  superTrend,
  averageRange,
  adx,
  volumeOscillator,
  anchoredVwap,
  vortex,
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

describe.skipIf(!isThere)('against Stock.Indicators', () => {
  const of = <Name extends string>(
    spec: IndicatorSpec<Name>,
    line: NoInfer<Name>,
    name: string,
    field: string,
    rows?: readonly number[],
  ): ReturnType<typeof stockIndicatorsCase> =>
    stockIndicatorsCase(spec, line, { name, field, ...(rows === undefined ? {} : { rows }) })
  const rolling = rollingPivots()
  const cases = isThere
    ? [
        of(adx(14), 'adx', 'adx', 'adx'),
        of(dmi(), 'plus', 'adx', 'pdi'),
        of(dmi(), 'minus', 'adx', 'mdi'),
        of(dmi(), 'dx', 'adx', 'dx'),
        of(dmi(), 'adx', 'adx', 'adx'),
        of(alligator(), 'jaw', 'alligator', 'jaw'),
        of(alligator(), 'teeth', 'alligator', 'teeth'),
        of(alligator(), 'lips', 'alligator', 'lips'),
        of(alligator(), 'upper', 'gator', 'upper'),
        of(alligator(), 'lower', 'gator', 'lower'),
        of(aroon(), 'up', 'aroon', 'aroonUp'),
        of(aroon(), 'down', 'aroon', 'aroonDown'),
        of(aroon(), 'oscillator', 'aroon', 'oscillator'),
        of(atr(14), 'atr', 'atr', 'atr'),
        of(averageRange(), 'range', 'atr', 'tr'),
        of(averageRange(), 'average', 'atr', 'atr'),
        of(averageRange(), 'percent', 'atr', 'atrp'),
        of(atrStop(), 'stop', 'atr-stop', 'atrStop'),
        of(bollinger(), 'middle', 'bb', 'sma'),
        of(bollinger(), 'upper', 'bb', 'upperBand'),
        of(bollinger(), 'lower', 'bb', 'lowerBand'),
        of(bollinger(), 'percentB', 'bb', 'percentB'),
        of(bollinger(), 'width', 'bb', 'width'),
        of(choppiness(), 'choppiness', 'chop', 'chop'),
        of(chaikinMoneyFlow(), 'flow', 'cmf', 'cmf'),
        of(donchian(), 'upper', 'donchian', 'upperBand'),
        of(donchian(), 'middle', 'donchian', 'centerline'),
        of(donchian(), 'lower', 'donchian', 'lowerBand'),
        of(donchian(), 'width', 'donchian', 'width'),
        of(highest(20), 'highest', 'donchian', 'upperBand'),
        of(lowest(20), 'lowest', 'donchian', 'lowerBand'),
        of(ichimoku(), 'tenkan', 'ichimoku', 'tenkanSen'),
        of(ichimoku(), 'kijun', 'ichimoku', 'kijunSen'),
        of(ichimoku(), 'senkouA', 'ichimoku', 'senkouSpanA'),
        of(ichimoku(), 'senkouB', 'ichimoku', 'senkouSpanB'),
        of(efficiencyRatio(), 'efficiency', 'kama', 'er'),
        of(keltner(), 'middle', 'keltner', 'centerline'),
        of(keltner(), 'upper', 'keltner', 'upperBand'),
        of(keltner(), 'lower', 'keltner', 'lowerBand'),
        of(keltner(), 'width', 'keltner', 'width'),
        of(macd(), 'macd', 'macd', 'macd'),
        of(macd(), 'signal', 'macd', 'signal'),
        of(macd(), 'histogram', 'macd', 'histogram'),
        of(moneyFlowIndex(), 'index', 'mfi', 'mfi'),
        of(onBalanceVolume(), 'obv', 'obv', 'obv'),
        of(parabolicSar(), 'sar', 'psar', 'sar'),
        of(volumeOscillator(), 'oscillator', 'pvo', 'pvo'),
        of(volumeOscillator(), 'signal', 'pvo', 'signal'),
        of(volumeOscillator(), 'histogram', 'pvo', 'histogram'),
        of(rsi(14), 'rsi', 'rsi', 'rsi'),
        of(linearRegression(), 'line', 'slope', 'line'),
        of(linearRegression(), 'slope', 'slope', 'slope'),
        of(linearRegression(), 'rSquared', 'slope', 'rSquared'),
        of(standardDeviation(14), 'deviation', 'stdev', 'stdDev'),
        of(standardDeviation(14), 'mean', 'stdev', 'mean'),
        of(standardDeviation(14), 'zScore', 'stdev', 'zScore'),
        of(superTrend(), 'stop', 'supertrend', 'superTrend'),
        ...(['r1', 'r2', 'r3', 's1', 's2', 's3'] as const).map((name) =>
          of(rolling, name, 'rolling-pivots', name),
        ),
        of(rolling, 'pivot', 'rolling-pivots', 'pp'),
        of(vortex(), 'plus', 'vortex', 'pvi'),
        of(vortex(), 'minus', 'vortex', 'nvi'),
        of(anchoredVwap(), 'vwap', 'vwap', 'vwap'),
      ]
    : []
  holdToGolden(cases, [...specs, standardDeviation(14)], 1e-9)

  it('draws the chikou line 26 bars back', () => {
    const bars = readBars('skender_default_502.csv')
    const { chikou } = overBars(ichimoku(), bars)
    const { rows } = stockIndicatorsCase(ichimoku(), 'chikou', {
      name: 'ichimoku',
      field: 'chikouSpan',
    })
    for (const [row, answer] of Object.entries(rows))
      expect(chikou[Number(row) + 26]).toBeCloseTo(answer ?? 0, 4)
  })

  it('lays the same bricks', () => {
    const { open, close, bricks } = overBars(renko(1), readBars('skender_default_502.csv'))
    const laid: { open: number; close: number }[] = []
    bricks.forEach((count, row) => {
      const side = Math.sign(count)
      const begin = (open[row] ?? 0) - side * (Math.abs(count) - 1)
      for (let n = 0; n < Math.abs(count); n += 1)
        laid.push({ open: begin + side * n, close: begin + side * (n + 1) })
      if (count !== 0) expect(laid.at(-1)?.close).toBe(close[row])
    })
    // The two of its bricks that are published.
    expect(laid[50]).toEqual({ open: 235, close: 236 })
    expect(laid[100]).toEqual({ open: 268, close: 267 })
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
