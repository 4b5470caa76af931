import type { CandlestickPattern, PatternRule } from './candlestick-pattern.ts'
import { type FiveCandlesName, fiveCandles } from './five-candles.ts'
import { type FourCandlesName, fourCandles } from './four-candles.ts'
import { type HikkakeName, hikkakes } from './hikkake.ts'
import { type OneCandleName, oneCandle } from './one-candle.ts'
import { type StarName, threeCandleStars } from './three-candle-stars.ts'
import { type SoldierName, threeCandleSoldiers } from './three-candle-soldiers.ts'
import { type ThreeCandlesName, threeCandles } from './three-candles.ts'
import { type HammerName, twoCandleHammers } from './two-candle-hammers.ts'
import { type NeckName, twoCandleNecks } from './two-candle-necks.ts'
import { type TwoCandlesName, twoCandles } from './two-candles.ts'

/** Every candlestick pattern; `candlestickPatterns` has TA-Lib's name of each. */
export type CandlestickName =
  | OneCandleName
  | TwoCandlesName
  | NeckName
  | HammerName
  | ThreeCandlesName
  | StarName
  | SoldierName
  | FourCandlesName
  | FiveCandlesName
  | HikkakeName

/** Every pattern, those of fewer bars first. */
export const candlestickRules: readonly PatternRule<CandlestickName>[] = [
  ...oneCandle,
  ...twoCandles,
  ...twoCandleNecks,
  ...twoCandleHammers,
  ...threeCandles,
  ...threeCandleStars,
  ...threeCandleSoldiers,
  ...fourCandles,
  ...fiveCandles,
  ...hikkakes,
]

/** What to know of every candlestick pattern, in the order of the lines of `candlesticks`. */
export const candlestickPatterns: readonly CandlestickPattern<CandlestickName>[] =
  candlestickRules.map(({ name, taLib, shape, warmup, readings, description }) => ({
    name,
    taLib,
    bars: shape.length,
    warmup,
    readings,
    description,
  }))
