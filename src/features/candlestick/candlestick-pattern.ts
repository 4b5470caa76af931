import type { Candle } from './candle.ts'

/** What a reader should know of a candlestick pattern. */
export type CandlestickPattern<Name extends string = string> = {
  readonly name: Name
  /** The function of TA-Lib that finds the same bars. */
  readonly taLib: string
  /** How many bars it is made of. */
  readonly bars: number
  /** Bars needed before its first reading: that of row `warmup - 1` is the first. */
  readonly warmup: number
  /** What it reads where it is found; 0 elsewhere. */
  readonly readings: readonly number[]
  /** What it looks like, and what it is said to foretell. */
  readonly description: string
}

/** A pattern, and how it is found. */
export type PatternRule<Name extends string = string> = Omit<CandlestickPattern<Name>, 'bars'> & {
  /** The traits that each of its bars must have, the oldest first. */
  readonly shape: readonly number[]
  /** What is read at the last bar, when the traits are there. It looks back from that bar. */
  readonly read: (last: Candle) => number
}

/** Signs of a pattern that says one thing only … */
export const up: readonly number[] = [1]
export const down: readonly number[] = [-1]
/** … and of one that has a mirror image under the same name. */
export const eitherWay: readonly number[] = [1, -1]
