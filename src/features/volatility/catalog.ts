import type { CatalogEntry } from '../catalog-entry.ts'
import { atr } from './atr.ts'
import { bollinger } from './bollinger.ts'
import { volatility } from './volatility.ts'

export const volatilities: readonly CatalogEntry[] = [
  {
    spec: atr(14),
    title: 'Average true range',
    convention: 'Wilder smoothing, seeded with the mean of the first window; first bar left out',
    agreesWith: 'TA-Lib ATR, TTR ATR, Stock.Indicators GetAtr',
  },
  {
    spec: bollinger(),
    title: 'Bollinger bands',
    convention: 'population deviation of the closes',
    agreesWith: 'TA-Lib BBANDS, Stock.Indicators GetBollingerBands',
  },
  {
    spec: volatility(20),
    title: 'Volatility of returns',
    convention: 'sample deviation of simple returns, per bar',
    agreesWith: 'its definition, in numpy',
  },
]
