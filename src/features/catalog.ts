import { averages } from './average/catalog.ts'
import { candlestickEntries } from './candlestick/catalog.ts'
import type { CatalogEntry } from './catalog-entry.ts'
import { charts } from './chart/catalog.ts'
import { levels } from './level/catalog.ts'
import { momenta } from './momentum/catalog.ts'
import { patterns } from './pattern/catalog.ts'
import { statistics } from './statistic/catalog.ts'
import { trends } from './trend/catalog.ts'
import { volatilities } from './volatility/catalog.ts'
import { volumes } from './volume/catalog.ts'

/** Every indicator, by family, at its usual parameters. */
export const indicatorCatalog: Readonly<Record<string, readonly CatalogEntry[]>> = {
  averages,
  momentum: momenta,
  trend: trends,
  volatility: volatilities,
  volume: volumes,
  levels,
  charts,
  candlesticks: candlestickEntries,
  patterns,
  statistics,
}
