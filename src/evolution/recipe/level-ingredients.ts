import {
  adx,
  aroon,
  averageRange,
  cci,
  chaikinMoneyFlow,
  choppiness,
  cmo,
  connorsRsi,
  dmi,
  efficiencyRatio,
  macd,
  moneyFlowIndex,
  percentRank,
  ppo,
  psychologicalLine,
  relativeVolume,
  returnStatistics,
  roc,
  rollingDrawdown,
  rsi,
  standardDeviation,
  stochastic,
  stochRsi,
  trix,
  tsi,
  volumeOscillator,
  vortex,
  williamsR,
} from '../../features/index.ts'
import { type Ingredient, levelLine, windowDial, windowed, zeroLine } from './ingredient.ts'

// Ranges of a fast and a slow window do not meet, so that every pair of them fits.
const fast = windowDial(12, 3, 20, 'fast')
const slow = windowDial(26, 21, 150, 'slow')
const percent = { low: 1, high: 99, usual: 50 }
const balance = { low: -95, high: 95, usual: 0 }

/** Oscillators, trend strength, volume and statistics: what is compared with a level. */
export const levelIngredients: readonly Ingredient[] = [
  windowed('rsi', rsi, windowDial(14), [levelLine('rsi', percent)]),
  windowed('cmo', cmo, windowDial(14), [levelLine('cmo', balance)]),
  windowed('cci', cci, windowDial(20), [levelLine('cci', { low: -300, high: 300, usual: 0 })]),
  windowed('williamsR', williamsR, windowDial(14), [
    levelLine('williamsR', { low: -99, high: -1, usual: -50 }),
  ]),
  windowed('roc', (period) => roc(period), windowDial(12), [
    levelLine('roc', { low: -30, high: 30, usual: 0, perOne: 4 }),
  ]),
  windowed('trix', (period) => trix(period), windowDial(15, 2, 80), [zeroLine('trix', ['signal'])]),
  windowed('connorsRsi', (period) => connorsRsi(period), windowDial(3, 2, 20), [
    levelLine('connorsRsi', percent),
  ]),
  windowed('psychologicalLine', psychologicalLine, windowDial(12, 4), [
    levelLine('psychologicalLine', percent),
  ]),
  windowed('stochRsi', (period) => stochRsi(period), windowDial(14, 3, 100), [
    levelLine('k', percent, ['d']),
  ]),
  {
    name: 'stochastic',
    dials: [windowDial(14), windowDial(3, 1, 10, 'smooth')],
    lines: [levelLine('k', percent, ['d']), levelLine('d', percent)],
    make: ([period = 14, smooth = 3]) => stochastic(period, smooth),
  },
  {
    name: 'macd',
    dials: [fast, slow, windowDial(9, 2, 30, 'signal')],
    lines: [zeroLine('macd', ['signal']), zeroLine('histogram')],
    make: ([quick = 12, late = 26, signal = 9]) => macd(quick, late, signal),
  },
  {
    name: 'ppo',
    dials: [fast, slow],
    lines: [levelLine('ppo', { low: -5, high: 5, usual: 0, perOne: 10 }, ['signal'])],
    make: ([quick = 12, late = 26]) => ppo(quick, late),
  },
  {
    name: 'tsi',
    dials: [windowDial(25, 2, 100, 'long'), windowDial(13, 2, 50, 'short')],
    lines: [levelLine('tsi', balance, ['signal'])],
    make: ([long = 25, short = 13]) => tsi(long, short),
  },
  windowed('adx', adx, windowDial(14, 3, 100), [levelLine('adx', { low: 5, high: 70, usual: 25 })]),
  windowed('dmi', dmi, windowDial(14, 3, 100), [
    { name: 'plus', reads: 'other', beside: ['minus'] },
  ]),
  windowed('vortex', vortex, windowDial(14), [{ name: 'plus', reads: 'other', beside: ['minus'] }]),
  windowed('aroon', aroon, windowDial(25), [
    levelLine('oscillator', balance),
    levelLine('up', percent, ['down']),
  ]),
  windowed('choppiness', choppiness, windowDial(14), [levelLine('choppiness', percent)]),
  windowed('efficiencyRatio', efficiencyRatio, windowDial(10), [
    levelLine('efficiency', { low: 0.05, high: 0.95, usual: 0.3, perOne: 20 }),
  ]),
  windowed('standardDeviation', standardDeviation, windowDial(20), [
    levelLine('zScore', { low: -4, high: 4, usual: 0, perOne: 10 }),
  ]),
  windowed('averageRange', averageRange, windowDial(14), [
    levelLine('percent', { low: 0.1, high: 10, usual: 1, perOne: 20, isLog: true }),
  ]),
  windowed('relativeVolume', relativeVolume, windowDial(20), [
    levelLine('ratio', { low: 0.2, high: 5, usual: 1, perOne: 20, isLog: true }),
    levelLine('zScore', { low: -3, high: 5, usual: 0, perOne: 10 }),
  ]),
  windowed('moneyFlowIndex', moneyFlowIndex, windowDial(14), [levelLine('index', percent)]),
  windowed('chaikinMoneyFlow', chaikinMoneyFlow, windowDial(20), [
    levelLine('flow', { low: -0.6, high: 0.6, usual: 0, perOne: 20 }),
  ]),
  {
    name: 'volumeOscillator',
    dials: [fast, slow],
    lines: [levelLine('oscillator', { low: -60, high: 100, usual: 0 }, ['signal'])],
    make: ([quick = 12, late = 26]) => volumeOscillator(quick, late),
  },
  windowed('percentRank', percentRank, windowDial(100, 5), [levelLine('rank', percent)]),
  windowed('returnStatistics', returnStatistics, windowDial(50, 5), [
    levelLine('sharpe', { low: -0.5, high: 0.5, usual: 0, perOne: 50 }),
    levelLine('autocorrelation', { low: -0.6, high: 0.6, usual: 0, perOne: 20 }),
  ]),
  windowed('rollingDrawdown', rollingDrawdown, windowDial(100, 5), [
    levelLine('drawdown', { low: 0.01, high: 0.6, usual: 0.1, perOne: 100, isLog: true }),
    levelLine('rise', { low: 0.01, high: 1, usual: 0.1, perOne: 100, isLog: true }),
  ]),
]
