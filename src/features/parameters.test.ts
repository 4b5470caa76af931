import { expect, it } from 'vitest'
import { ArgumentError } from '../quant/index.ts'
import {
  adx,
  alligator,
  anchoredVwap,
  aroon,
  atr,
  atrStop,
  averageRange,
  bollinger,
  chaikinMoneyFlow,
  chaikinOscillator,
  chaikinVolatility,
  chandelier,
  choppiness,
  divergence,
  dmi,
  dominantCycle,
  donchian,
  easeOfMovement,
  efficiencyRatio,
  elliottWaves,
  forceIndex,
  fractal,
  harmonics,
  highest,
  ichimoku,
  indicatorCatalog,
  type IndicatorSpec,
  keltner,
  klinger,
  linearRegression,
  lowest,
  massIndex,
  moneyFlowIndex,
  parabolicSar,
  percentRank,
  pivotPoints,
  qstick,
  randomWalkIndex,
  rangeVolatility,
  relativeVolatility,
  relativeVolume,
  renko,
  renkoAtr,
  returnStatistics,
  rollingDrawdown,
  rollingPivots,
  rollingVwap,
  standardDeviation,
  superTrend,
  ulcer,
  verticalHorizontalFilter,
  volatility,
  volumeOscillator,
  volumeProfile,
  vortex,
  vwap,
  zigzag,
} from './index.ts'

/** A factory with one parameter at `value`, and what is said of values that it cannot take. */
type Case = readonly [
  name: string,
  make: (value: number) => IndicatorSpec,
  bad: readonly number[],
  said: string,
]

const { NaN: none, POSITIVE_INFINITY: infinite } = Number
const of = (least: number): readonly number[] => [least - 1, least + 0.5, none, infinite]
const positive = [0, -1, none, infinite]
const share = [0, 1, none]

const whole = (
  name: string,
  make: (value: number) => IndicatorSpec,
  least = 1,
  parameter = 'period',
): Case => [name, make, of(least), `${parameter} must be whole and >= ${least}, was `]

const above0 = (
  name: string,
  make: (value: number) => IndicatorSpec,
  parameter = 'multiple',
): Case => [name, make, positive, `${parameter} must be finite and above 0, was `]

const cases: readonly Case[] = [
  whole('adx', adx, 2),
  whole('alligator', (jaw) => alligator(jaw), 1, 'jaw'),
  whole('alligator', (teeth) => alligator(13, teeth), 1, 'teeth'),
  whole('alligator', (lips) => alligator(13, 8, lips), 1, 'lips'),
  whole('aroon', aroon),
  whole('atrStop', (period) => atrStop(period)),
  above0('atrStop', (multiple) => atrStop(21, multiple)),
  whole('chandelier', (period) => chandelier(period)),
  above0('chandelier', (multiple) => chandelier(22, multiple)),
  whole('choppiness', choppiness, 2),
  whole('dmi', dmi, 2),
  whole('efficiencyRatio', efficiencyRatio),
  whole('highest', highest),
  whole('lowest', lowest),
  whole('ichimoku', (tenkan) => ichimoku(tenkan), 1, 'tenkan'),
  whole('ichimoku', (kijun) => ichimoku(1, kijun), 2, 'kijun'),
  whole('ichimoku', (senkou) => ichimoku(1, 2, senkou), 3, 'senkou'),
  whole('ichimoku', (ahead) => ichimoku(9, 26, 52, ahead), 1, 'displacement'),
  ['ichimoku', (kijun) => ichimoku(9, kijun), [9, 5], 'kijun must be above tenkan, 9, was '],
  ['ichimoku', (to) => ichimoku(9, 26, to), [26, 3], 'senkou must be above kijun, 26, was '],
  whole('linearRegression', linearRegression, 2),
  whole('massIndex', (average) => massIndex(average), 1, 'average'),
  whole('massIndex', (period) => massIndex(9, period)),
  above0('parabolicSar', (increment) => parabolicSar(increment), 'increment'),
  [
    'parabolicSar',
    (most) => parabolicSar(0.02, most),
    [0.01, none, infinite],
    'most must be finite and at least increment, 0.02, was ',
  ],
  whole('qstick', qstick),
  whole('randomWalkIndex', randomWalkIndex, 2),
  whole('superTrend', (period) => superTrend(period)),
  above0('superTrend', (multiple) => superTrend(10, multiple)),
  whole('verticalHorizontalFilter', verticalHorizontalFilter, 2),
  whole('vortex', vortex),

  whole('atr', atr),
  whole('averageRange', averageRange),
  whole('bollinger', (period) => bollinger(period), 2),
  above0('bollinger', (width) => bollinger(20, width), 'width'),
  whole('chaikinVolatility', (period) => chaikinVolatility(period)),
  whole('chaikinVolatility', (change) => chaikinVolatility(10, change), 1, 'change'),
  whole('donchian', donchian),
  whole('keltner', (period) => keltner(period)),
  above0('keltner', (multiple) => keltner(20, multiple)),
  whole('keltner', (range) => keltner(20, 2, range), 1, 'range'),
  whole('rangeVolatility', (period) => rangeVolatility('parkinson', period), 2),
  above0('rangeVolatility', (bars) => rangeVolatility('yang-zhang', 10, bars), 'perYear'),
  whole('relativeVolatility', (deviation) => relativeVolatility(deviation), 2, 'deviation'),
  whole('relativeVolatility', (period) => relativeVolatility(10, period)),
  whole('standardDeviation', standardDeviation, 2),
  whole('ulcer', ulcer),
  whole('volatility', volatility, 2),

  whole('chaikinMoneyFlow', chaikinMoneyFlow),
  whole('chaikinOscillator', (fast) => chaikinOscillator(fast), 1, 'fast'),
  whole('chaikinOscillator', (slow) => chaikinOscillator(1, slow), 1, 'slow'),
  ['chaikinOscillator', (slow) => chaikinOscillator(3, slow), [3, 2], 'slow must be above fast, 3'],
  whole('easeOfMovement', easeOfMovement),
  whole('forceIndex', forceIndex),
  whole('klinger', (fast) => klinger(fast), 1, 'fast'),
  whole('klinger', (slow) => klinger(34, slow), 1, 'slow'),
  whole('klinger', (signal) => klinger(34, 55, signal), 1, 'signal'),
  ['klinger', (slow) => klinger(34, slow), [34, 13], 'slow must be above fast, 34, was '],
  whole('moneyFlowIndex', moneyFlowIndex),
  whole('relativeVolume', relativeVolume, 2),
  whole('rollingVwap', rollingVwap),
  whole('volumeOscillator', (fast) => volumeOscillator(fast), 1, 'fast'),
  whole('volumeOscillator', (slow) => volumeOscillator(12, slow), 1, 'slow'),
  whole('volumeOscillator', (signal) => volumeOscillator(12, 26, signal), 1, 'signal'),
  ['volumeOscillator', (slow) => volumeOscillator(12, slow), [12], 'slow must be above fast, 12'],
  whole('volumeProfile', (period) => volumeProfile(period)),
  whole('volumeProfile', (bins) => volumeProfile(100, bins), 1, 'bins'),
  ['volumeProfile', (part) => volumeProfile(100, 24, part), share, 'share must be above 0 and'],
  above0('anchoredVwap', (width) => anchoredVwap(width), 'width'),
  whole('vwap', (us) => vwap(us), 1, 'sessionUs'),
  above0('vwap', (width) => vwap(1, width), 'width'),

  whole('fractal', fractal, 1, 'span'),
  whole('pivotPoints', (us) => pivotPoints('woodie', us), 1, 'sessionUs'),
  whole('rollingPivots', (period) => rollingPivots('standard', period)),
  whole('rollingPivots', (offset) => rollingPivots('standard', 20, offset), 0, 'offset'),
  above0('renko', renko, 'brick'),
  whole('renkoAtr', renkoAtr),

  whole('divergence', (period) => divergence(period)),
  whole('divergence', (span) => divergence(14, span), 1, 'span'),
  whole('divergence', (apart) => divergence(14, 5, apart), 6, 'apart'),
  ['elliottWaves', elliottWaves, [0, 0.9, none], 'reversal must be above 0 and below 0.9, was '],
  ['harmonics', (by) => harmonics(by), share, 'reversal must be above 0 and below 1, was '],
  ['harmonics', (by) => harmonics(0.03, by), share, 'tolerance must be above 0 and below 1, was '],
  ['zigzag', (reversal) => zigzag(reversal), share, 'reversal must be above 0 and below 1, was '],

  ['dominantCycle', dominantCycle, [6, 9, none], 'window must be even and >= 8, was '],
  whole('percentRank', percentRank),
  whole('returnStatistics', returnStatistics, 4),
  whole('rollingDrawdown', rollingDrawdown),
]

it.each(cases)('%s declines what it cannot take', (_, make, bad, said) => {
  for (const value of bad) {
    expect(() => make(value)).toThrow(ArgumentError)
    expect(() => make(value)).toThrow(said)
    expect(() => make(value)).toThrow(new RegExp(`was .*${value}$`))
  }
})

/** Families with such a test of their own. */
const elsewhere = ['averages', 'momentum', 'candlesticks']

it('every indicator with a parameter is here', () => {
  const names = Object.entries(indicatorCatalog)
    .filter(([family]) => !elsewhere.includes(family))
    .flatMap(([, entries]) => entries.map(({ spec }) => spec.key))
    .filter((key) => !key.endsWith('()'))
    .map((key) => key.slice(0, key.indexOf('(')))
  const tested = cases.map(([name]) => name)
  expect([...new Set(names)].filter((name) => !tested.includes(name))).toEqual([])
})
