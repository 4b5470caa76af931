import { eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import {
  doji,
  long,
  longLowerShadow,
  longUpperShadow,
  lowerShadow,
  marubozu,
  shavenAbove,
  shavenBelow,
  short,
  shortLowerShadow,
  shortUpperShadow,
  upperShadow,
  white,
} from './trait.ts'

export type OneCandleName =
  | 'beltHold'
  | 'closingMarubozu'
  | 'doji'
  | 'dragonflyDoji'
  | 'gravestoneDoji'
  | 'highWave'
  | 'longLeggedDoji'
  | 'longLine'
  | 'marubozu'
  | 'rickshawMan'
  | 'shortLine'
  | 'spinningTop'
  | 'takuri'

/** Patterns of one bar, beside the sizes of the bars before it. */
export const oneCandle: readonly PatternRule<OneCandleName>[] = [
  {
    name: 'beltHold',
    taLib: 'CDLBELTHOLD',
    warmup: 11,
    readings: eitherWay,
    description: 'Long bar that opens at its low (white, bullish) or at its high (black, bearish).',
    shape: [long],
    read: (last) => (last.is(last.is(white) ? shavenBelow : shavenAbove) ? last.colour : 0),
  },
  {
    name: 'closingMarubozu',
    taLib: 'CDLCLOSINGMARUBOZU',
    warmup: 11,
    readings: eitherWay,
    description:
      'Long bar that closes at its high (white, bullish) or at its low (black, bearish).',
    shape: [long],
    read: (last) => (last.is(last.is(white) ? shavenAbove : shavenBelow) ? last.colour : 0),
  },
  {
    name: 'doji',
    taLib: 'CDLDOJI',
    warmup: 11,
    readings: up,
    description: 'Opens and closes at nearly the same price: undecided. Its 1 is not bullish.',
    shape: [doji],
    read: () => 1,
  },
  {
    name: 'dragonflyDoji',
    taLib: 'CDLDRAGONFLYDOJI',
    warmup: 11,
    readings: up,
    description: 'Doji at the top of its bar, with a shadow below only; bullish after a fall.',
    shape: [doji | shavenAbove | lowerShadow],
    read: () => 1,
  },
  {
    name: 'gravestoneDoji',
    taLib: 'CDLGRAVESTONEDOJI',
    warmup: 11,
    readings: up,
    description:
      'Doji at the bottom of its bar, with a shadow above only; bearish after a rise, though ' +
      'it is 1.',
    shape: [doji | shavenBelow | upperShadow],
    read: () => 1,
  },
  {
    name: 'highWave',
    taLib: 'CDLHIGHWAVE',
    warmup: 11,
    readings: eitherWay,
    description:
      'Short body, each shadow more than twice as long: undecided. The sign is that of its colour.',
    shape: [short | longUpperShadow | longLowerShadow],
    read: (last) => {
      const reach = 2 * last.body
      return last.upperShadow > reach && last.lowerShadow > reach ? last.colour : 0
    },
  },
  {
    name: 'longLeggedDoji',
    taLib: 'CDLLONGLEGGEDDOJI',
    warmup: 11,
    readings: up,
    description: 'Doji with a shadow longer than its body: undecided. Its 1 is not bullish.',
    shape: [doji],
    read: (last) => (last.is(longUpperShadow) || last.is(longLowerShadow) ? 1 : 0),
  },
  {
    name: 'longLine',
    taLib: 'CDLLONGLINE',
    warmup: 11,
    readings: eitherWay,
    description: 'Long body with short shadows; bullish if white, bearish if black.',
    shape: [long | shortUpperShadow | shortLowerShadow],
    read: (last) => last.colour,
  },
  {
    name: 'marubozu',
    taLib: 'CDLMARUBOZU',
    warmup: 11,
    readings: eitherWay,
    description: 'Long body with next to no shadows; bullish if white, bearish if black.',
    shape: [marubozu],
    read: (last) => last.colour,
  },
  {
    name: 'rickshawMan',
    taLib: 'CDLRICKSHAWMAN',
    warmup: 11,
    readings: up,
    description:
      'Doji in the middle of its bar, both shadows long: undecided. Its 1 is not bullish.',
    shape: [doji | longUpperShadow | longLowerShadow],
    read: (last) => {
      const middle = last.low + (last.high - last.low) / 2
      return last.bottom <= middle + last.near && last.top >= middle - last.near ? 1 : 0
    },
  },
  {
    name: 'shortLine',
    taLib: 'CDLSHORTLINE',
    warmup: 11,
    readings: eitherWay,
    description: 'Short body with short shadows: a pause. The sign is that of its colour.',
    shape: [short | shortUpperShadow | shortLowerShadow],
    read: (last) => last.colour,
  },
  {
    name: 'spinningTop',
    taLib: 'CDLSPINNINGTOP',
    warmup: 11,
    readings: eitherWay,
    description:
      'Short body, both shadows longer than it: undecided. The sign is that of its colour.',
    shape: [short | longUpperShadow | longLowerShadow],
    read: (last) => last.colour,
  },
  {
    name: 'takuri',
    taLib: 'CDLTAKURI',
    warmup: 11,
    readings: up,
    description:
      'Dragonfly doji whose lower shadow is more than twice its body; bullish after a fall.',
    shape: [doji | shavenAbove | longLowerShadow],
    read: (last) => (last.lowerShadow > 2 * last.body ? 1 : 0),
  },
]
