import type { CatalogEntry } from '../catalog-entry.ts'
import { adx } from './adx.ts'
import { highest, lowest } from './extreme.ts'

export const trends: readonly CatalogEntry[] = [
  {
    spec: adx(14),
    title: 'Average directional index',
    convention: 'Wilder: sums seeded with plain sums, the index with the mean of the first window',
    agreesWith: 'Stock.Indicators GetAdx',
  },
  {
    spec: highest(20),
    title: 'Highest high before this bar',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetDonchian, upper band',
  },
  {
    spec: lowest(20),
    title: 'Lowest low before this bar',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetDonchian, lower band',
  },
]
