export * from './average/index.ts'
export * from './candlestick/index.ts'
export * from './chart/index.ts'
export { indicatorCatalog } from './catalog.ts'
export type { CatalogEntry } from './catalog-entry.ts'
export { blockRows } from './block-rows.ts'
export {
  defineIndicator,
  type IndicatorSpec,
  inPrice,
  inVolume,
  type LineSpec,
  plain,
  type Unit,
} from './define-indicator.ts'
export { every } from './every.ts'
export { FeatureSet, Reading } from './feature-set.ts'
export { GrowingColumn } from './growing-column.ts'
export type {
  ColumnsBeside,
  FeatureMarket,
  FeatureSpec,
  Indicator,
  OutsideColumns,
} from './indicator.ts'
export * from './level/index.ts'
export { LongBars } from './long-bars.ts'
export * from './momentum/index.ts'
export { outside, outsideMissing } from './outside.ts'
export { overBars, type SomeBars } from './over-bars.ts'
export type { BarArrays } from './bar-arrays.ts'
export type { RowSpan } from './row-span.ts'
export { type Bar, CellStream, Stream } from './stream.ts'
export * from './pattern/index.ts'
export * from './statistic/index.ts'
export * from './trend/index.ts'
export * from './volatility/index.ts'
export * from './volume/index.ts'
export * from './microstructure/index.ts'
export * from './manipulation/index.ts'
