import type { Micros } from '../../../domain/index.ts'
import type { LevelRows } from '../../../market/index.ts'

/** Where a market of strangers goes in. `SimulatedExchange` is one. Prices are ticks. */
export interface MarketInput {
  /** One level of strangers' depth; 0 lots removes it. */
  onDepth(instrument: number, isBid: boolean, ticks: number, lots: number, ts: Micros): void
  /** The levels from row `from` to before `to`, as if told one after another; faster, if there. */
  onLevels?(instrument: number, rows: LevelRows, from: number, to: number, ts: Micros): void
  /** Takes away all that strangers show. */
  clearDepth(instrument: number, ts: Micros): void
  /** A print between strangers. @param isBuy - Whether the buyer crossed. */
  onTrade(instrument: number, isBuy: boolean, ticks: number, lots: number, ts: Micros): void
}
