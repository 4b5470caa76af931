import type { Candle } from './candle.ts'
import { down, eitherWay, type PatternRule, up } from './candlestick-pattern.ts'
import { isBeyond } from './compare-candles.ts'
import {
  alike,
  anything,
  black,
  gapDown,
  shavenAbove,
  shavenBelow,
  turned,
  upperShadow,
  white,
} from './trait.ts'

export type FourCandlesName = 'concealingBabySwallow' | 'threeBlackCrows' | 'threeLineStrike'

/** Patterns of four bars. */
export const fourCandles: readonly PatternRule<FourCandlesName>[] = [
  {
    name: 'concealingBabySwallow',
    taLib: 'CDLCONCEALBABYSWALL',
    warmup: 14,
    readings: up,
    description:
      'Two black bars without shadows, a black one a gap below that reaches back up, and a black one ' +
      'around all of that; bullish.',
    shape: [
      black | shavenAbove | shavenBelow,
      black | shavenAbove | shavenBelow,
      black | upperShadow | gapDown,
      black,
    ],
    read: (fourth) => {
      const third = fourth.before
      const isFound =
        third.high > third.before.close && fourth.high > third.high && fourth.low < third.low
      return isFound ? 1 : 0
    },
  },
  {
    name: 'threeBlackCrows',
    taLib: 'CDL3BLACKCROWS',
    warmup: 14,
    readings: down,
    description:
      'After a white bar three black ones, each opening in the last and closing lower, at its low; ' +
      'bearish.',
    shape: [white, black | shavenBelow, black | shavenBelow, black | shavenBelow],
    read: (fourth) => {
      const third = fourth.before
      const second = third.before
      const first = second.before
      const isFound = first.high > second.close && follows(second, third) && follows(third, fourth)
      return isFound ? -1 : 0
    },
  },
  {
    name: 'threeLineStrike',
    taLib: 'CDL3LINESTRIKE',
    warmup: 9,
    readings: eitherWay,
    description:
      'Three bars of one colour that march on, and one of the other that takes it all back; ' +
      'bullish if the first three are white, bearish if black.',
    shape: [anything, alike, alike, turned],
    read: (fourth) => {
      const third = fourth.before
      const second = third.before
      const first = second.before
      const way = first.colour
      const isFound =
        marches(first, second, way) &&
        marches(second, third, way) &&
        isBeyond(fourth.open, third.close, way) &&
        isBeyond(first.open, fourth.close, way)
      return isFound ? way : 0
    },
  },
]

/** Of two black bars: the later one opens in the body of the earlier one, and closes lower. */
function follows(before: Candle, bar: Candle): boolean {
  return bar.open < before.open && bar.open > before.close && bar.close < before.close
}

/** Opens in the body before, or near it, and closes further on. */
function marches(before: Candle, bar: Candle, way: 1 | -1): boolean {
  return (
    bar.open >= before.bottom - before.near &&
    bar.open <= before.top + before.near &&
    isBeyond(bar.close, before.close, way)
  )
}
