import type { CatalogEntry } from '../catalog-entry.ts'
import { alma } from './alma.ts'
import { dema } from './dema.ts'
import { ema } from './ema.ts'
import { evwma } from './evwma.ts'
import { frama } from './frama.ts'
import { hma } from './hma.ts'
import { holtWinters } from './holt-winters.ts'
import { kama } from './kama.ts'
import { laguerre } from './laguerre.ts'
import { lsma } from './lsma.ts'
import { mama } from './mama.ts'
import { mcginley } from './mcginley.ts'
import { midpoint, midprice } from './midpoint.ts'
import { sineWma } from './sine-wma.ts'
import { sma } from './sma.ts'
import { smma } from './smma.ts'
import { superSmoother } from './super-smoother.ts'
import { t3 } from './t3.ts'
import { tema } from './tema.ts'
import { trima } from './trima.ts'
import { vidya } from './vidya.ts'
import { vwma } from './vwma.ts'
import { wma } from './wma.ts'
import { zlema } from './zlema.ts'

export const averages: readonly CatalogEntry[] = [
  {
    spec: sma(20),
    title: 'Simple moving average',
    convention: 'plain mean of the window',
    agreesWith: 'TA-Lib SMA, Stock.Indicators GetSma',
  },
  {
    spec: ema(20),
    title: 'Exponential moving average',
    convention: 'seeded with the mean of the first window; weight 2 / (period + 1)',
    agreesWith: 'TA-Lib EMA, Stock.Indicators GetEma',
  },
  {
    spec: wma(),
    title: 'Weighted moving average',
    convention: 'weights 1 to period, the newest counting most',
    agreesWith: 'TA-Lib WMA',
  },
  {
    spec: dema(),
    title: 'Double exponential moving average',
    convention: 'each average seeded with the mean of its own first window',
    agreesWith: 'TA-Lib DEMA; Stock.Indicators GetDema, which seeds both at once, after 350 bars',
  },
  {
    spec: tema(),
    title: 'Triple exponential moving average',
    convention: 'each average seeded with the mean of its own first window',
    agreesWith: 'TA-Lib TEMA; Stock.Indicators GetTema, which seeds all at once, after 350 bars',
  },
  {
    spec: t3(),
    title: 'Tillson T3',
    convention: 'six averages, each seeded with the mean of its own first window',
    agreesWith: 'TA-Lib T3',
  },
  {
    spec: trima(),
    title: 'Triangular moving average',
    convention: 'a mean of a mean; an even window is half of it, averaged over one bar more',
    agreesWith: 'TA-Lib TRIMA',
  },
  {
    spec: hma(),
    title: 'Hull moving average',
    convention: 'half and root of the window rounded down',
    agreesWith: 'TA-Lib HMA, Stock.Indicators GetHma',
  },
  {
    spec: kama(),
    title: 'Kaufman adaptive moving average',
    convention:
      'seeded with the close before its first reading; a flat market is smoothed at the slowest',
    agreesWith: 'TA-Lib KAMA, Stock.Indicators GetKama',
  },
  {
    spec: alma(),
    title: 'Arnaud Legoux moving average',
    convention:
      'a bell whose top is at 0.85 of the window, six deviations wide; not rounded to a bar',
    agreesWith: 'Stock.Indicators GetAlma, the paper in numpy',
  },
  {
    spec: sineWma(),
    title: 'Sine weighted moving average',
    convention: 'weights of half a sine wave',
    agreesWith: 'pandas-ta sinwma',
  },
  {
    spec: vwma(),
    title: 'Volume weighted moving average',
    convention: 'a window without volume is a plain mean',
    agreesWith: 'TA-Lib VWMA, Stock.Indicators GetVwma',
  },
  {
    spec: evwma(),
    title: 'Elastic volume weighted moving average',
    convention: 'seeded with the close of its first reading; without volume it stays',
    agreesWith: 'TTR EVWMA',
  },
  {
    spec: zlema(),
    title: 'Zero lag exponential moving average',
    convention: 'the lag, (period - 1) / 2, rounded down; seeded with the mean of the first window',
    agreesWith: 'TA-Lib ZLEMA',
  },
  {
    spec: smma(),
    title: 'Smoothed moving average (Wilder, RMA)',
    convention: 'weight 1 / period, seeded with the mean of the first window',
    agreesWith: 'TA-Lib RMA',
  },
  {
    spec: lsma(),
    title: 'Least squares (end point) moving average',
    convention: 'end of the line fitted to the window',
    agreesWith: 'TA-Lib LINEARREG, Stock.Indicators GetSlope',
  },
  {
    spec: vidya(),
    title: 'Variable index dynamic average',
    convention: 'weight scaled by the size of Chande momentum; seeded with the first mean',
    agreesWith: 'pandas-ta vidya',
  },
  {
    spec: mcginley(),
    title: 'McGinley dynamic',
    convention: 'seeded with the first close; never steps past the close',
    agreesWith: 'pandas-ta mcgd',
  },
  {
    spec: mama(),
    title: 'MESA adaptive moving average',
    convention:
      'of the middle of the bar; the transform starts as in TA-Lib, the averages at the price ' +
      'and not at 0; Stock.Indicators starts it six bars earlier',
    agreesWith:
      'the paper in numpy; Stock.Indicators GetMama after 500 bars; TA-Lib MAMA but for its start',
  },
  {
    spec: frama(),
    title: 'Fractal adaptive moving average',
    convention: 'of the middle of the bar, which it is until the window is full',
    agreesWith: 'the paper in numpy',
  },
  {
    spec: midpoint(),
    title: 'Midpoint',
    convention: 'between the highest and the lowest close',
    agreesWith: 'TA-Lib MIDPOINT',
  },
  {
    spec: midprice(),
    title: 'Midprice',
    convention: 'between the highest high and the lowest low',
    agreesWith: 'TA-Lib MIDPRICE',
  },
  {
    spec: superSmoother(),
    title: 'Ehlers super smoother',
    convention: 'two poles, mean of the last two closes; starts as if at the first close for ever',
    agreesWith: 'the equation in scipy',
  },
  {
    spec: laguerre(),
    title: 'Ehlers Laguerre filter',
    convention: 'of the middle of the bar; starts as if at the first bar for ever',
    agreesWith: 'the paper in numpy',
  },
  {
    spec: holtWinters(),
    title: 'Holt-Winters moving average',
    convention: 'foretells the next close; starts at the first close without a trend',
    agreesWith: 'pandas-ta hwma',
  },
]
