export {
  type DecimalGrid,
  type DecimalLevel,
  KrakenBookChecksum,
  krakenChecksum,
  krakenOrdersChecksum,
} from './book/kraken-checksum.ts'
export { OrderBook } from './book/order-book.ts'
export { OrderByOrderBook } from './book/order-by-order-book.ts'
export type { UpdateVerdict } from './book/update-sequence.ts'
export { Ladder } from './book/ladder.ts'
export { type LevelRows, levelRows } from './book/level-rows.ts'
export { ticksMax } from './book/price-pages.ts'
export { Catalog, type CatalogPart } from './catalog/catalog.ts'
export { columnsSha256 } from './catalog/column-file.ts'
export { type CheckOptions, checkFile, checkLoaded } from './check/check-file.ts'
export {
  ConsolidatedBook,
  type ConsolidatedView,
  type SourceView,
} from './consolidated/consolidated-book.ts'
export type { ConsolidatedLevel, Ladders } from './consolidated/merge-levels.ts'
export type { MarketCheck } from './check/market-check.ts'
export type {
  Feed,
  FeedListener,
  FeedSource,
  History,
  LiveMarket,
} from './feed/feed.ts'
export { byTimeThenPlace, type FeedBar, feedBarAt } from './feed/feed-bar.ts'
export { type FileFeedOptions, fileFeed } from './feed/file-feed.ts'
export { type GeneratedFeedOptions, generatedFeed, streamBar } from './feed/generated-feed.ts'
export { type BarStream, takeRows } from './generate/bar-stream.ts'
export {
  GeneratedMarket,
  type GeneratedMarketOptions,
  generatedFrom,
  generateMarket,
} from './generate/generated-market.ts'
export {
  isScenarioName,
  type ScenarioName,
  scenarioMarket,
  scenarioNames,
} from './generate/scenario-market.ts'
export { fileStamps, listFiles } from './market-disk.ts'
export { PricePath } from './generate/price-path.ts'
export { simulatedInstrument } from './generate/simulated-instruments.ts'
export { type InstrumentSpec, parseInstrumentSpec } from './import/instrument-spec.ts'
export { columnPlaces } from './import/column-places.ts'
export { declineRow } from './import/decline-row.ts'
export { readCsv } from './import/read-csv.ts'
export { rowTime } from './import/row-time.ts'
export { stepsOf } from './import/steps-of.ts'
export type { TableReader, TableRow } from './import/table.ts'
export { exportBars } from './export-bars.ts'
export { barsOfTrades, type FileOptions, loadMarketFile } from './load-market-file.ts'
export { type LoadOptions, loadBars, loadMarket } from './load-bars.ts'
export type { BarSourceFile, LoadedBars, LoadedTrades, TimeRange } from './loaded-bars.ts'
export { listRecordings } from './record/list-recordings.ts'
export { LiveBook } from './record/live-book.ts'
export {
  MarketRecorder,
  type MarketRecorderOptions,
  type MarketRecording,
} from './record/market-recorder.ts'
export type {
  BookRecord,
  GapReason,
  GapStream,
  QuoteRecord,
  TickRecord,
  TradeRecord,
} from './record/tick-record.ts'
export { planTiers, tierBars, type TierReport } from './tier/tier-bars.ts'
export { parseTiers, type Tier } from './tier/tier-chain.ts'
export { DeltaReplay } from './ticks/delta-replay.ts'
export { DeltaSequence, type DeltaStep } from './ticks/delta-sequence.ts'
export { type DeltaTable, loadDeltas } from './ticks/load-deltas.ts'
export { loadTape, type TickTape } from './ticks/load-tape.ts'
export {
  loadOrderDeltas,
  type OrderDeltaTable,
  orderDeltaKinds,
} from './ticks/load-order-deltas.ts'
export { loadQuoteTicks, type QuoteTickTable } from './ticks/load-quote-ticks.ts'
export { loadOwnFills } from './ticks/load-own-fills.ts'
export type { TickOptions, TickTable } from './ticks/load-ticks.ts'
export { loadTradeTicks, type TradeTickTable } from './ticks/load-trade-ticks.ts'
export { joinBars } from './join-bars.ts'
