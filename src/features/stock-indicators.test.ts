import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  goldenFolder,
  holdToGolden,
  readBars,
  stockIndicatorsCase,
  stockIndicatorsRows,
} from '../../test/golden/features/golden-lines.ts'
import {
  accumulation,
  adx,
  alligator,
  anchoredVwap,
  aroon,
  atr,
  atrStop,
  averageRange,
  bollinger,
  chaikinMoneyFlow,
  choppiness,
  dmi,
  donchian,
  efficiencyRatio,
  highest,
  ichimoku,
  indicatorCatalog,
  type IndicatorSpec,
  keltner,
  linearRegression,
  lowest,
  macd,
  moneyFlowIndex,
  onBalanceVolume,
  overBars,
  parabolicSar,
  renko,
  rollingPivots,
  rsi,
  sma,
  standardDeviation,
  superTrend,
  volumeOscillator,
  vortex,
} from './index.ts'

// Not held: `beta` and `corr` need a second series, which is not in the folder; the lines of
// `pivots` join points to come; `ema3` of trix, `streak` of crsi and the volume of renko are no
// lines of ours. `hurst` is held in quant/persistence; averages and momentum beside their families.
const isThere = existsSync(goldenFolder)
const specs: readonly IndicatorSpec[] = Object.values(indicatorCatalog)
  .flat()
  .map(({ spec }) => spec)

describe.skipIf(!isThere)('against Stock.Indicators', () => {
  const of = <Name extends string>(
    spec: IndicatorSpec<Name>,
    line: NoInfer<Name>,
    name: string,
    field: string,
  ): ReturnType<typeof stockIndicatorsCase> => stockIndicatorsCase(spec, line, { name, field })
  const published = (name: string, field: string): readonly (readonly [number, number])[] =>
    Object.entries(stockIndicatorsRows({ name, field })).map(([row, answer]) => [
      Number(row),
      answer,
    ])
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
        of(atr(21), 'atr', 'atr-stop', 'atr'),
        of(averageRange(), 'range', 'atr', 'tr'),
        of(averageRange(), 'average', 'atr', 'atr'),
        of(averageRange(), 'percent', 'atr', 'atrp'),
        of(atrStop(), 'stop', 'atr-stop', 'atrStop'),
        of(bollinger(), 'middle', 'bb', 'sma'),
        of(bollinger(), 'upper', 'bb', 'upperBand'),
        of(bollinger(), 'lower', 'bb', 'lowerBand'),
        of(bollinger(), 'percentB', 'bb', 'percentB'),
        of(bollinger(), 'width', 'bb', 'width'),
        of(standardDeviation(20), 'zScore', 'bb', 'zScore'),
        of(standardDeviation(14), 'deviation', 'slope', 'stdDev'),
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
  holdToGolden(cases, [...specs, atr(21), standardDeviation(14), standardDeviation(20)], 1e-9)

  it('draws the chikou line 26 bars back', () => {
    const bars = readBars('skender_default_502.csv')
    const { chikou } = overBars(ichimoku(), bars)
    for (const [row, answer] of published('ichimoku', 'chikouSpan'))
      expect(chikou[row + 26]).toBeCloseTo(answer, 4)
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

  it('has their parts and what follows from them', () => {
    const bars = readBars('skender_default_502.csv')
    const { line, slope } = overBars(linearRegression(), bars)
    for (const [row, answer] of published('slope', 'intercept'))
      expect((line[row] ?? 0) - (slope[row] ?? 0) * (row + 1)).toBeCloseTo(answer, 8)
    const { line: accumulated } = overBars(accumulation(), bars)
    for (const [row, answer] of published('cmf', 'moneyFlowVolume'))
      expect((accumulated[row] ?? 0) - (accumulated[row - 1] ?? 0)).toBeCloseTo(answer, 2)
    // Its ADXR looks back one bar more than TA-Lib's, and ours.
    const { adx: index } = overBars(dmi(), bars)
    for (const [row, answer] of published('adx', 'adxr'))
      expect(((index[row] ?? 0) + (index[row - 14] ?? 0)) / 2).toBeCloseTo(answer, 9)
    const { sma: mean } = overBars(sma(14), bars)
    for (const [row, answer] of published('dpo', 'sma'))
      expect(mean[row + 8]).toBeCloseTo(answer, 9)
    for (const [spec, name, below, above] of [
      [superTrend(), 'supertrend', 'lowerBand', 'upperBand'],
      [atrStop(), 'atr-stop', 'sellStop', 'buyStop'],
    ] as const) {
      const { stop, direction } = overBars(spec, bars)
      for (const [field, side] of [
        [below, 1],
        [above, -1],
      ] as const)
        for (const [row, answer] of published(name, field))
          expect([stop[row], direction[row]]).toEqual([expect.closeTo(answer, 8), side])
    }
  })
})
