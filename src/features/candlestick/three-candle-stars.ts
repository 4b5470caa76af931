import type { Candle } from './candle.ts'
import { down, eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import { turnsBack } from './compare-candles.ts'
import { anything, black, doji, gapDown, gapUp, long, small, white } from './trait.ts'

export type StarName =
  | 'abandonedBaby'
  | 'eveningDojiStar'
  | 'eveningStar'
  | 'morningDojiStar'
  | 'morningStar'
  | 'tristar'

/** How far into the first body the third bar has to close, as a share of that body. */
const penetration = 0.3

/** Patterns of three bars whose middle one stands apart. */
export const threeCandleStars: readonly PatternRule<StarName>[] = [
  {
    name: 'abandonedBaby',
    taLib: 'CDLABANDONEDBABY',
    warmup: 13,
    readings: eitherWay,
    description:
      'Long bar, a doji apart from both its neighbours, shadows too, and a long bar back ' +
      'into the first; bullish if the last is white, bearish if black.',
    shape: [long, doji, long],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isApart = first.is(white)
        ? second.isAbove(first) && third.isBelow(second)
        : second.isBelow(first) && third.isAbove(second)
      return isApart && turnsBack(first, third, penetration) ? third.colour : 0
    },
  },
  {
    name: 'eveningDojiStar',
    taLib: 'CDLEVENINGDOJISTAR',
    warmup: 13,
    readings: down,
    description: 'Evening star whose middle bar is a doji; bearish.',
    shape: [white | long, doji | gapUp, black | long],
    read: evening,
  },
  {
    name: 'eveningStar',
    taLib: 'CDLEVENINGSTAR',
    warmup: 13,
    readings: down,
    description:
      'Long white bar, a short body a gap above it, and a long black bar back into the first; bearish.',
    shape: [white | long, small | gapUp, black | long],
    read: evening,
  },
  {
    name: 'morningDojiStar',
    taLib: 'CDLMORNINGDOJISTAR',
    warmup: 13,
    readings: up,
    description: 'Morning star whose middle bar is a doji; bullish.',
    shape: [black | long, doji | gapDown, white | long],
    read: morning,
  },
  {
    name: 'morningStar',
    taLib: 'CDLMORNINGSTAR',
    warmup: 13,
    readings: up,
    description:
      'Long black bar, a short body a gap below it, and a long white bar back into the first; bullish.',
    shape: [black | long, small | gapDown, white | long],
    read: morning,
  },
  {
    name: 'tristar',
    taLib: 'CDLTRISTAR',
    warmup: 13,
    readings: eitherWay,
    description:
      'Three dojis, the second a gap above (bearish) or below (bullish), the third not as far.',
    shape: [doji, anything, anything],
    read: (third) => {
      const second = third.before
      const first = second.before
      // All three are measured by the bars before the first.
      if (second.body > first.tiny || third.body > first.tiny) return 0
      if (second.is(gapUp) && third.top < second.top) return -1
      return second.is(gapDown) && third.bottom > second.bottom ? 1 : 0
    },
  },
]

function evening(third: Candle): number {
  return turnsBack(third.before.before, third, penetration) ? -1 : 0
}

function morning(third: Candle): number {
  return turnsBack(third.before.before, third, penetration) ? 1 : 0
}
