import {
  bollinger,
  donchian,
  ema,
  highest,
  hma,
  kama,
  keltner,
  linearRegression,
  lowest,
  rollingVwap,
  sma,
  superSmoother,
  superTrend,
  tema,
  vwma,
  wma,
  zlema,
} from '../../features/index.ts'
import type { Dial } from './dial.ts'
import {
  type Ingredient,
  levelLine,
  priceLine,
  windowDial,
  windowed,
  zeroLine,
} from './ingredient.ts'

const width = (usual: number, name: string): Dial => ({
  ...{ name, low: 0.5, high: 5, usual, perOne: 10 },
})

/** Averages, channels and bands: what the price itself is compared with. */
export const priceIngredients: readonly Ingredient[] = [
  windowed('sma', sma, windowDial(20), [priceLine('sma')]),
  windowed('ema', ema, windowDial(20), [priceLine('ema')]),
  windowed('wma', wma, windowDial(20), [priceLine('wma')]),
  windowed('hma', hma, windowDial(20), [priceLine('hma')]),
  windowed('tema', tema, windowDial(20, 2, 100), [priceLine('tema')]),
  windowed('zlema', zlema, windowDial(20, 3, 150), [priceLine('zlema')]),
  windowed('kama', (period) => kama(period), windowDial(10), [priceLine('kama')]),
  windowed('vwma', vwma, windowDial(20), [priceLine('vwma')]),
  windowed('rollingVwap', rollingVwap, windowDial(20), [priceLine('vwap')]),
  windowed('superSmoother', superSmoother, windowDial(10, 3), [priceLine('superSmoother')]),
  windowed('linearRegression', linearRegression, windowDial(14, 3), [
    priceLine('line'),
    zeroLine('slope'),
    levelLine('rSquared', { low: 0, high: 1, usual: 0.5, perOne: 20 }),
  ]),
  windowed('highest', highest, windowDial(20), [priceLine('highest')]),
  windowed('lowest', lowest, windowDial(20), [priceLine('lowest')]),
  windowed('donchian', donchian, windowDial(20), [
    priceLine('upper'),
    priceLine('middle'),
    priceLine('lower'),
  ]),
  {
    name: 'bollinger',
    dials: [windowDial(20), width(2, 'width')],
    lines: [
      priceLine('middle'),
      priceLine('upper'),
      priceLine('lower'),
      levelLine('percentB', { low: -0.5, high: 1.5, usual: 0.5, perOne: 20 }),
      levelLine('width', { low: 0.005, high: 0.5, usual: 0.05, perOne: 200, isLog: true }),
    ],
    make: ([period = 20, deviations = 2]) => bollinger(period, deviations),
  },
  {
    name: 'keltner',
    dials: [windowDial(20), width(2, 'multiple')],
    lines: [priceLine('middle'), priceLine('upper'), priceLine('lower')],
    make: ([period = 20, multiple = 2]) => keltner(period, multiple),
  },
  {
    name: 'superTrend',
    dials: [windowDial(10, 2, 100), width(3, 'multiple')],
    lines: [priceLine('stop'), zeroLine('direction')],
    make: ([period = 10, multiple = 3]) => superTrend(period, multiple),
  },
]
