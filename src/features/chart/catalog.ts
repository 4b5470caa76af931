import type { CatalogEntry } from '../catalog-entry.ts'
import { heikinAshi } from './heikin-ashi.ts'
import { renkoAtr } from './renko.ts'

export const charts: readonly CatalogEntry[] = [
  {
    spec: heikinAshi(),
    title: 'Heikin-Ashi bars',
    convention: 'the first open is the middle of the first body',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: renkoAtr(),
    title: 'Renko bricks as high as the first average true range',
    convention: 'closes; the base is the close at the first brick',
    agreesWith: 'its definition in numpy over TA-Lib ATR; renko(1) with Stock.Indicators GetRenko',
  },
]
