import type { Candle } from './candle.ts'
import { eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import { isWithin } from './compare-candles.ts'
import {
  anything,
  black,
  doji,
  gapDown,
  gapUp,
  long,
  marubozu,
  shavenAbove,
  shavenBelow,
  small,
  turned,
  white,
} from './trait.ts'

export type TwoCandlesName =
  | 'counterattack'
  | 'dojiStar'
  | 'engulfing'
  | 'harami'
  | 'haramiCross'
  | 'homingPigeon'
  | 'kicking'
  | 'kickingByLength'
  | 'matchingLow'
  | 'separatingLines'

/** TA-Lib says 80 where one end of the inner body is that of the outer one. */
const meetsAtOneEnd = 0.8
const inPart = [1, meetsAtOneEnd, -meetsAtOneEnd, -1]

/** Patterns of two bars. */
export const twoCandles: readonly PatternRule<TwoCandlesName>[] = [
  {
    name: 'counterattack',
    taLib: 'CDLCOUNTERATTACK',
    warmup: 12,
    readings: eitherWay,
    description:
      'Long bar, and a long one of the other colour with the same close; bullish if the ' +
      'second is white, bearish if black.',
    shape: [long, long | turned],
    read: (second) => {
      const first = second.before
      return isWithin(first.equal, second.close, first.close) ? second.colour : 0
    },
  },
  {
    name: 'dojiStar',
    taLib: 'CDLDOJISTAR',
    warmup: 12,
    readings: eitherWay,
    description:
      'Long bar, then a doji that gaps on the same way; bearish after white, bullish after black.',
    shape: [long, doji],
    read: (second) => {
      const first = second.before
      return second.is(first.is(white) ? gapUp : gapDown) ? -first.colour : 0
    },
  },
  {
    name: 'engulfing',
    taLib: 'CDLENGULFING',
    warmup: 3,
    readings: inPart,
    description:
      'Body that covers that of the bar before, of the other colour; bullish if it is white, ' +
      'bearish if black. 0.8 where the two meet at one end.',
    shape: [anything, turned],
    read: (second) => second.colour * covers(second, second.before),
  },
  {
    name: 'harami',
    taLib: 'CDLHARAMI',
    warmup: 12,
    readings: inPart,
    description:
      'Short body inside the long one before; bullish after black, bearish after white. ' +
      '0.8 where the two meet at one end or at both.',
    shape: [long, small],
    read: (second) => -second.before.colour * holds(second.before, second),
  },
  {
    name: 'haramiCross',
    taLib: 'CDLHARAMICROSS',
    warmup: 12,
    readings: inPart,
    description:
      'Doji inside the long body before; bullish after black, bearish after white. ' +
      '0.8 where the two meet at one end.',
    shape: [long, doji],
    read: (second) => -second.before.colour * holds(second.before, second),
  },
  {
    name: 'homingPigeon',
    taLib: 'CDLHOMINGPIGEON',
    warmup: 12,
    readings: up,
    description: 'Short black body inside a long black one: the fall loses force; bullish.',
    shape: [black | long, black | small],
    read: (second) => {
      const first = second.before
      return second.open < first.open && second.close > first.close ? 1 : 0
    },
  },
  {
    name: 'kicking',
    taLib: 'CDLKICKING',
    warmup: 12,
    readings: eitherWay,
    description:
      'Marubozu, and one of the other colour beyond a gap on its own way; bullish if the ' +
      'second is white, bearish if black.',
    shape: [marubozu, marubozu | turned],
    read: (second) => (leaps(second.before, second) ? second.colour : 0),
  },
  {
    name: 'kickingByLength',
    taLib: 'CDLKICKINGBYLENGTH',
    warmup: 12,
    readings: eitherWay,
    description: 'Kicking; bullish if the longer of the two marubozus is white, bearish if black.',
    shape: [marubozu, marubozu | turned],
    read: (second) => {
      const first = second.before
      if (!leaps(first, second)) return 0
      return second.body > first.body ? second.colour : first.colour
    },
  },
  {
    name: 'matchingLow',
    taLib: 'CDLMATCHINGLOW',
    warmup: 7,
    readings: up,
    description: 'Two black bars with the same close: a floor; bullish.',
    shape: [black, black],
    read: (second) => {
      const first = second.before
      return isWithin(first.equal, second.close, first.close) ? 1 : 0
    },
  },
  {
    name: 'separatingLines',
    taLib: 'CDLSEPARATINGLINES',
    warmup: 12,
    readings: eitherWay,
    description:
      'Belt hold that opens where the bar before, of the other colour, opened; bullish if it ' +
      'is white, bearish if black.',
    shape: [anything, long | turned],
    read: (second) => {
      const first = second.before
      const isHeld = second.is(second.is(white) ? shavenBelow : shavenAbove)
      return isHeld && isWithin(first.equal, second.open, first.open) ? second.colour : 0
    },
  },
]

/** How far the body of `outer` covers that of `inner`: 1 all of it, 0.8 but for one end, or 0. */
function covers(outer: Candle, inner: Candle): number {
  if (outer.top > inner.top && outer.bottom < inner.bottom) return 1
  const isHeld = outer.top >= inner.top && outer.bottom <= inner.bottom
  return isHeld && outer.body > inner.body ? meetsAtOneEnd : 0
}

/** The same, but equal bodies count too. */
function holds(outer: Candle, inner: Candle): number {
  if (inner.top < outer.top && inner.bottom > outer.bottom) return 1
  return inner.top <= outer.top && inner.bottom >= outer.bottom ? meetsAtOneEnd : 0
}

/** Whether all of `second` is beyond `first`, the way its colour says. */
function leaps(first: Candle, second: Candle): boolean {
  return second.is(white) ? second.isAbove(first) : second.isBelow(first)
}
