import type { CatalogEntry } from '../catalog-entry.ts'
import { ema } from './ema.ts'
import { sma } from './sma.ts'

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
]
