import type { Candle } from './candle.ts'
import { eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import { isBeyond } from './compare-candles.ts'
import {
  alike,
  anything,
  black,
  gapOn,
  gapUp,
  long,
  short,
  turned,
  upperShadow,
  white,
} from './trait.ts'

export type FiveCandlesName = 'breakaway' | 'ladderBottom' | 'matHold' | 'risingFallingThreeMethods'

/** Patterns of five bars. */
export const fiveCandles: readonly PatternRule<FiveCandlesName>[] = [
  {
    name: 'breakaway',
    taLib: 'CDLBREAKAWAY',
    warmup: 15,
    readings: eitherWay,
    description:
      'Long bar, a gap on its way, two bars further on, and one of the other colour back ' +
      'into the gap; bullish if the last is white, bearish if black.',
    shape: [long, alike | gapOn, anything, anything, turned],
    read: (fifth) => {
      const fourth = fifth.before
      const third = fourth.before
      const second = third.before
      const first = second.before
      const way = first.colour
      const isFound =
        fifth.colour !== way &&
        isFurther(second, third, way) &&
        isFurther(third, fourth, way) &&
        isBeyond(second.open, fifth.close, way) &&
        isBeyond(fifth.close, first.close, way)
      return isFound ? fifth.colour : 0
    },
  },
  {
    name: 'ladderBottom',
    taLib: 'CDLLADDERBOTTOM',
    warmup: 15,
    readings: up,
    description:
      'Three black bars that step down, a black one with an upper shadow, and a white one from above ' +
      'its open that closes above its high; bullish.',
    shape: [black, black, black, black | upperShadow, white],
    read: (fifth) => {
      const fourth = fifth.before
      const third = fourth.before
      const second = third.before
      const isFound =
        stepsDown(second.before, second) &&
        stepsDown(second, third) &&
        fifth.open > fourth.open &&
        fifth.close > fourth.high
      return isFound ? 1 : 0
    },
  },
  {
    name: 'matHold',
    taLib: 'CDLMATHOLD',
    warmup: 15,
    readings: up,
    description:
      'Long white bar, a short black one a gap above, two short ones that slip back into the upper half ' +
      'of the first, and a white one above all; bullish.',
    shape: [white | long, black | short | gapUp, short, short, white],
    read: (fifth) => {
      const fourth = fifth.before
      const third = fourth.before
      const second = third.before
      const first = second.before
      const isFound =
        isOnMat(first, third) &&
        isOnMat(first, fourth) &&
        third.top < second.open &&
        fourth.top < third.top &&
        fifth.open > fourth.close &&
        fifth.close > Math.max(second.high, third.high, fourth.high)
      return isFound ? 1 : 0
    },
  },
  {
    name: 'risingFallingThreeMethods',
    taLib: 'CDLRISEFALL3METHODS',
    warmup: 15,
    readings: eitherWay,
    description:
      'Long bar, three short ones of the other colour that drift back within it, and a long ' +
      'one of its colour that closes further on; bullish if the first is white, bearish if ' +
      'black.',
    shape: [long, short | turned, short | alike, short | alike, long | turned],
    read: (fifth) => {
      const fourth = fifth.before
      const third = fourth.before
      const second = third.before
      const first = second.before
      const way = first.colour
      const isFound =
        restsIn(first, second) &&
        restsIn(first, third) &&
        restsIn(first, fourth) &&
        isBeyond(second.close, third.close, way) &&
        isBeyond(third.close, fourth.close, way) &&
        isBeyond(fifth.open, fourth.close, way) &&
        isBeyond(fifth.close, first.close, way)
      return isFound ? way : 0
    },
  },
]

/** Whether high and low are both further on than those of the bar before. */
function isFurther(before: Candle, bar: Candle, way: 1 | -1): boolean {
  return isBeyond(bar.high, before.high, way) && isBeyond(bar.low, before.low, way)
}

function stepsDown(before: Candle, bar: Candle): boolean {
  return bar.open < before.open && bar.close < before.close
}

/** Whether the lower end of the body is in the upper half of the long white body of `first`. */
function isOnMat(first: Candle, bar: Candle): boolean {
  return bar.bottom < first.close && bar.bottom > first.close - first.body * 0.5
}

/** Whether some of the body is between the high and the low of `first`. */
function restsIn(first: Candle, bar: Candle): boolean {
  return bar.bottom < first.high && bar.top > first.low
}
