import type { Micros } from '../../domain/index.ts'

/** What is amiss in a series of bars. Everything is counted, nothing is mended. */
export type MarketCheck = {
  readonly rows: number
  /** Open of the first bar and close of the last, microseconds; `undefined` without rows. */
  readonly from: Micros | undefined
  readonly to: Micros | undefined
  readonly intervalUs: number | undefined
  /** Places where bars are missing, the longest of them in bars, and the bars missing in all. */
  readonly gaps: number
  readonly longestGap: number
  readonly missing: number
  /** Rows whose stamp was seen before, and rows that are earlier than one above them. */
  readonly duplicates: number
  readonly unsorted: number
  /** Bars whose high and low do not enclose open and close. */
  readonly violations: number
  /** Bars with a price at or below zero, or a volume below zero. */
  readonly nonPositive: number
  readonly zeroVolume: number
  /** Bars that do not open on the grid of the interval. */
  readonly offGrid: number
  /** Returns out of all proportion to those around them. */
  readonly jumps: number
  /** Bars in runs of at least 60 during which the price did not move at all. */
  readonly stuck: number
  /** Largest absolute log return between two closes. */
  readonly largestReturn: number
  /** Rows that could not be read as numbers. */
  readonly malformed: number
  /** Why the file is not taken as it stands: what is said of the first row that is wrong. */
  readonly refusal?: string | undefined
}
