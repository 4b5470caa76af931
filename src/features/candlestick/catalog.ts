import type { CatalogEntry } from '../catalog-entry.ts'
import { candlestick, candlesticks } from './candlesticks.ts'

export const candlestickEntries: readonly CatalogEntry[] = [
  {
    spec: candlesticks(),
    title: 'All 61 candlestick patterns',
    convention: '1 bullish, -1 bearish, 0 not there; each in docs/candlesticks.md',
    agreesWith: 'TA-Lib CDL functions, over 100',
  },
  {
    spec: candlestick('engulfing'),
    title: 'One candlestick pattern, by its name',
    convention: 'reads what its line of candlesticks reads',
    agreesWith: 'TA-Lib CDLENGULFING, over 100',
  },
]
