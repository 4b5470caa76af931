import type { CatalogEntry } from '../catalog-entry.ts'
import { macd } from './macd.ts'
import { rsi } from './rsi.ts'

export const momenta: readonly CatalogEntry[] = [
  {
    spec: rsi(14),
    title: 'Relative strength index',
    convention: 'Wilder smoothing, seeded with the mean of the first window; unmoved reads 50',
    agreesWith: 'TA-Lib RSI, TTR RSI, Stock.Indicators GetRsi',
  },
  {
    spec: macd(),
    title: 'Moving average convergence divergence',
    convention: 'every average seeded with the mean of its own first window',
    agreesWith: 'Stock.Indicators GetMacd, TTR MACD; TA-Lib after 150 bars',
  },
]
