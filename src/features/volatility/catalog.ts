import type { CatalogEntry } from '../catalog-entry.ts'
import { atr } from './atr.ts'
import { averageRange } from './average-range.ts'
import { bollinger } from './bollinger.ts'
import { chaikinVolatility } from './chaikin-volatility.ts'
import { donchian } from './donchian.ts'
import { keltner } from './keltner.ts'
import { rangeVolatility } from './range-volatility.ts'
import { relativeVolatility } from './relative-volatility.ts'
import { standardDeviation } from './standard-deviation.ts'
import { ulcer } from './ulcer.ts'
import { volatility } from './volatility.ts'

export const volatilities: readonly CatalogEntry[] = [
  {
    spec: atr(14),
    title: 'Average true range',
    convention: 'Wilder smoothing, seeded with the mean of the first window; first bar left out',
    agreesWith: 'TA-Lib ATR, TTR ATR, Stock.Indicators GetAtr',
  },
  {
    spec: averageRange(),
    title: 'True range, its average, and that in per cent',
    convention: 'true ranges as in atr, averaged by Wilder; per cent of the close',
    agreesWith: 'TA-Lib TRANGE, NATR; Stock.Indicators GetAtr',
  },
  {
    spec: bollinger(),
    title: 'Bollinger bands, %B and width',
    convention: 'population deviation of the closes; a flat market reads %B 0.5',
    agreesWith: 'TA-Lib BBANDS, Stock.Indicators GetBollingerBands',
  },
  {
    spec: keltner(),
    title: 'Keltner channel',
    convention: 'exponential average of the close, ATR of Wilder',
    agreesWith: 'Stock.Indicators GetKeltner',
  },
  {
    spec: donchian(),
    title: 'Donchian channel',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetDonchian',
  },
  {
    spec: ulcer(),
    title: 'Ulcer index',
    convention: 'peaks of closes over the window up to each bar',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: standardDeviation(),
    title: 'Standard deviation, mean and z-score',
    convention: 'population deviation of the closes',
    agreesWith: 'TA-Lib STDDEV, Stock.Indicators GetStdDev',
  },
  {
    spec: volatility(20),
    title: 'Volatility of simple returns',
    convention: 'sample deviation, per bar',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: rangeVolatility('close-to-close'),
    title: 'Historical volatility, close to close',
    convention: 'sample deviation of log returns, per bar unless told how many make a year',
    agreesWith: 'TTR volatility, close',
  },
  {
    spec: rangeVolatility('parkinson'),
    title: 'Parkinson volatility',
    convention: 'mean of squared log ranges over 4 ln 2',
    agreesWith: 'TTR volatility, parkinson',
  },
  {
    spec: rangeVolatility('garman-klass'),
    title: 'Garman-Klass volatility',
    convention: 'ranges and bodies; gaps between bars are not counted',
    agreesWith: 'TTR volatility, garman.klass',
  },
  {
    spec: rangeVolatility('rogers-satchell'),
    title: 'Rogers-Satchell volatility',
    convention: 'mean of the window; allows for drift, not for gaps',
    agreesWith: 'TTR volatility, rogers.satchell',
  },
  {
    spec: rangeVolatility('yang-zhang'),
    title: 'Yang-Zhang volatility',
    convention: 'k = 0.34 / (1.34 + (n + 1) / (n - 1)); sample variances of gaps and bodies',
    agreesWith: 'TTR volatility, yang.zhang',
  },
  {
    spec: chaikinVolatility(),
    title: 'Chaikin volatility',
    convention: 'growth of the average range; from nothing it reads 0',
    agreesWith: 'TTR chaikinVolatility',
  },
  {
    spec: relativeVolatility(),
    title: 'Relative volatility index',
    convention: 'population deviation, averages of Wilder; a flat market reads 50',
    agreesWith: 'its definition in numpy over rolling deviations of pandas',
  },
]
