import type { Candle } from './candle.ts'
import { eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import { isBeyond, isWithin } from './compare-candles.ts'
import {
  alike,
  anything,
  black,
  gapDown,
  gapOn,
  gapUp,
  long,
  short,
  small,
  turned,
  white,
} from './trait.ts'

export type ThreeCandlesName =
  | 'gapSideBySideWhite'
  | 'gapThreeMethods'
  | 'stickSandwich'
  | 'tasukiGap'
  | 'threeInside'
  | 'threeOutside'
  | 'uniqueThreeRiver'

/** Patterns of three bars. */
export const threeCandles: readonly PatternRule<ThreeCandlesName>[] = [
  {
    name: 'gapSideBySideWhite',
    taLib: 'CDLGAPSIDESIDEWHITE',
    warmup: 8,
    readings: eitherWay,
    description:
      'Two white bars of one size and one open, both a gap above the first bar (bullish) or below it ' +
      '(bearish).',
    shape: [anything, white, white],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isPair =
        isWithin(second.near, third.body, second.body) &&
        isWithin(second.equal, third.open, second.open)
      if (!isPair) return 0
      if (second.is(gapUp) && third.bottom > first.top) return 1
      return second.is(gapDown) && third.top < first.bottom ? -1 : 0
    },
  },
  {
    name: 'gapThreeMethods',
    taLib: 'CDLXSIDEGAP3METHODS',
    warmup: 3,
    readings: eitherWay,
    description:
      'Two bars of one colour with a gap on their way, and one of the other from the second ' +
      'body into the first, which closes the gap; bullish if the first two are white, ' +
      'bearish if black.',
    shape: [anything, alike | gapOn, turned],
    read: (third) => {
      const second = third.before
      const first = second.before
      return isInBody(second, third.open) && isInBody(first, third.close) ? first.colour : 0
    },
  },
  {
    name: 'stickSandwich',
    taLib: 'CDLSTICKSANDWICH',
    warmup: 8,
    readings: up,
    description:
      'Two black bars with the same close, and between them a white one wholly above it; bullish.',
    shape: [black, white, black],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound = second.low > first.close && isWithin(first.equal, third.close, first.close)
      return isFound ? 1 : 0
    },
  },
  {
    name: 'tasukiGap',
    taLib: 'CDLTASUKIGAP',
    warmup: 8,
    readings: eitherWay,
    description:
      'A gap, a bar on its way, and one of the other colour and the same size that leaves ' +
      'the gap open; bullish if the gap is up, bearish if it is down.',
    shape: [anything, gapOn, turned],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        isInBody(second, third.open) &&
        isBeyond(second.open, third.close, second.colour) &&
        (second.is(white) ? third.close > first.top : third.close < first.bottom) &&
        Math.abs(second.body - third.body) < second.near
      return isFound ? second.colour : 0
    },
  },
  {
    name: 'threeInside',
    taLib: 'CDL3INSIDE',
    warmup: 13,
    readings: eitherWay,
    description:
      'Short body inside a long one, then a close beyond the open of the long one; bullish ' +
      'after black, bearish after white.',
    shape: [long, small, anything],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        second.top < first.top &&
        second.bottom > first.bottom &&
        third.colour !== first.colour &&
        isBeyond(third.close, first.open, third.colour)
      return isFound ? third.colour : 0
    },
  },
  {
    name: 'threeOutside',
    taLib: 'CDL3OUTSIDE',
    warmup: 4,
    readings: eitherWay,
    description:
      'Body that covers that of the bar before, of the other colour, then a close further ' +
      'on; bullish if the second is white, bearish if black.',
    shape: [anything, turned, anything],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        second.top > first.top &&
        second.bottom < first.bottom &&
        isBeyond(third.close, second.close, second.colour)
      return isFound ? second.colour : 0
    },
  },
  {
    name: 'uniqueThreeRiver',
    taLib: 'CDLUNIQUE3RIVER',
    warmup: 13,
    readings: up,
    description:
      'Long black bar, a black one inside it with a new low, and a short white one above that low; ' +
      'bullish.',
    shape: [black | long, black, white | short],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        second.close > first.close &&
        second.open <= first.open &&
        second.low < first.low &&
        third.open > second.low
      return isFound ? 1 : 0
    },
  },
]

function isInBody(bar: Candle, price: number): boolean {
  return price > bar.bottom && price < bar.top
}
