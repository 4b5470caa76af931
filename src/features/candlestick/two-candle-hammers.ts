import { down, type PatternRule, up } from './candlestick-pattern.ts'
import {
  anything,
  gapDown,
  gapUp,
  longLowerShadow,
  longUpperShadow,
  shavenAbove,
  shavenBelow,
  short,
} from './trait.ts'

export type HammerName = 'hammer' | 'hangingMan' | 'invertedHammer' | 'shootingStar'

const hammer = short | longLowerShadow | shavenAbove

/** Short bodies at one end of their bar, told by where they are beside the bar before. */
export const twoCandleHammers: readonly PatternRule<HammerName>[] = [
  {
    name: 'hammer',
    taLib: 'CDLHAMMER',
    warmup: 12,
    readings: up,
    description: 'Short body over a long lower shadow, near or below the low before; bullish.',
    shape: [anything, hammer],
    read: (second) => {
      const first = second.before
      return second.bottom <= first.low + first.near ? 1 : 0
    },
  },
  {
    name: 'hangingMan',
    taLib: 'CDLHANGINGMAN',
    warmup: 12,
    readings: down,
    description: 'Short body over a long lower shadow, near or above the high before; bearish.',
    shape: [anything, hammer],
    read: (second) => {
      const first = second.before
      return second.bottom >= first.high - first.near ? -1 : 0
    },
  },
  {
    name: 'invertedHammer',
    taLib: 'CDLINVERTEDHAMMER',
    warmup: 12,
    readings: up,
    description: 'Short body under a long upper shadow, a gap below the body before; bullish.',
    shape: [anything, short | longUpperShadow | shavenBelow | gapDown],
    read: () => 1,
  },
  {
    name: 'shootingStar',
    taLib: 'CDLSHOOTINGSTAR',
    warmup: 12,
    readings: down,
    description: 'Short body under a long upper shadow, a gap above the body before; bearish.',
    shape: [anything, short | longUpperShadow | shavenBelow | gapUp],
    read: () => -1,
  },
]
