import type { CatalogEntry } from '../catalog-entry.ts'
import { divergence } from './divergence.ts'
import { elliottWaves } from './elliott.ts'
import { harmonics } from './harmonics.ts'
import { zigzag } from './zigzag.ts'

export const patterns: readonly CatalogEntry[] = [
  {
    spec: zigzag(),
    title: 'Zigzag: the swings of the market',
    convention: 'a swing is told when it is known and never taken back',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: divergence(),
    title: 'Divergences of price and relative strength, regular and hidden',
    convention: 'pivots of closes, told when known',
    agreesWith: 'its definition in numpy over TA-Lib RSI',
  },
  {
    spec: harmonics(),
    title: 'Fourteen harmonic patterns',
    convention: 'told when the last swing is known; ratios within 5 %',
    agreesWith: 'patterns built from exact ratios',
  },
  {
    spec: elliottWaves(),
    title: 'Elliott waves in nine degrees',
    convention: 'three hard rules; Fibonacci guidelines within 3 %',
    agreesWith: 'waves built from exact ratios',
  },
]
