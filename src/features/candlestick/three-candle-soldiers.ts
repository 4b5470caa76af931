import type { Candle } from './candle.ts'
import { down, type PatternRule, up } from './candlestick-pattern.ts'
import { isWithin } from './compare-candles.ts'
import {
  black,
  gapUp,
  long,
  longLowerShadow,
  longUpperShadow,
  lowerShadow,
  shavenAbove,
  shavenBelow,
  short,
  shortUpperShadow,
  small,
  tallUpperShadow,
  white,
} from './trait.ts'

export type SoldierName =
  | 'advanceBlock'
  | 'identicalThreeCrows'
  | 'stalledPattern'
  | 'threeStarsInSouth'
  | 'threeWhiteSoldiers'
  | 'twoCrows'
  | 'upsideGapTwoCrows'

/** Patterns of three bars: soldiers march on and are white, crows come down and are black. */
export const threeCandleSoldiers: readonly PatternRule<SoldierName>[] = [
  {
    name: 'advanceBlock',
    taLib: 'CDLADVANCEBLOCK',
    warmup: 13,
    readings: down,
    description:
      'Three white bars that rise with ever smaller bodies or longer upper shadows; bearish.',
    shape: [white | long | shortUpperShadow, white, white],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        risesOn(first, second) && risesOn(second, third) && weakens(first, second, third)
      return isFound ? -1 : 0
    },
  },
  {
    name: 'identicalThreeCrows',
    taLib: 'CDLIDENTICAL3CROWS',
    warmup: 13,
    readings: down,
    description:
      'Three black bars, each closing lower, at its low, and opening where the last closed; bearish.',
    shape: [black | shavenBelow, black | shavenBelow, black | shavenBelow],
    read: (third) => {
      const second = third.before
      const first = second.before
      return fallsOn(first, second) && fallsOn(second, third) ? -1 : 0
    },
  },
  {
    name: 'stalledPattern',
    taLib: 'CDLSTALLEDPATTERN',
    warmup: 13,
    readings: down,
    description:
      'Two long white bars that rise, then a short white one riding on their shoulder; bearish.',
    shape: [white | long, white | long | shavenAbove, white | short],
    read: (third) => {
      const second = third.before
      const isFound =
        risesOn(second.before, second) &&
        third.close > second.close &&
        third.open >= second.close - third.body - second.near
      return isFound ? -1 : 0
    },
  },
  {
    name: 'threeStarsInSouth',
    taLib: 'CDL3STARSINSOUTH',
    warmup: 13,
    readings: up,
    description:
      'Three ever smaller black bars with ever higher lows, the last without shadows; bullish.',
    shape: [
      black | long | longLowerShadow,
      black | lowerShadow,
      black | short | shavenAbove | shavenBelow,
    ],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        second.body < first.body &&
        second.open > first.close &&
        second.open <= first.high &&
        second.low < first.close &&
        second.low >= first.low &&
        third.low > second.low &&
        third.high < second.high
      return isFound ? 1 : 0
    },
  },
  {
    name: 'threeWhiteSoldiers',
    taLib: 'CDL3WHITESOLDIERS',
    warmup: 13,
    readings: up,
    description:
      'Three white bars of about one size, each opening in the last and closing higher, at its high; ' +
      'bullish.',
    shape: [white | shavenAbove, white | shavenAbove, white | long | shavenAbove],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        risesOn(first, second) &&
        risesOn(second, third) &&
        second.body > first.body - first.far &&
        third.body > second.body - second.far
      return isFound ? 1 : 0
    },
  },
  {
    name: 'twoCrows',
    taLib: 'CDL2CROWS',
    warmup: 13,
    readings: down,
    description:
      'Long white bar, a black one a gap above it, and a black one from inside that into the first; ' +
      'bearish.',
    shape: [white | long, black | gapUp, black],
    read: (third) => {
      const second = third.before
      const first = second.before
      const isFound =
        third.open < second.open &&
        third.open > second.close &&
        third.close > first.open &&
        third.close < first.close
      return isFound ? -1 : 0
    },
  },
  {
    name: 'upsideGapTwoCrows',
    taLib: 'CDLUPSIDEGAP2CROWS',
    warmup: 13,
    readings: down,
    description:
      'Long white bar, a short black one a gap above it, and a black one around that, above the first; ' +
      'bearish.',
    shape: [white | long, black | small | gapUp, black],
    read: (third) => {
      const second = third.before
      const isFound =
        third.open > second.open && third.close < second.close && third.close > second.before.close
      return isFound ? -1 : 0
    },
  },
]

/** Of two white bars: the later opens in the body of the earlier, or near, and closes higher. */
function risesOn(before: Candle, bar: Candle): boolean {
  return (
    bar.close > before.close && bar.open > before.open && bar.open <= before.close + before.near
  )
}

/** Of two black bars: the later opens where the earlier closed, and closes lower. */
function fallsOn(before: Candle, bar: Candle): boolean {
  return bar.close < before.close && isWithin(before.equal, bar.open, before.close)
}

/** Any of four ways in which a rise of three white bars runs out of breath. */
function weakens(first: Candle, second: Candle, third: Candle): boolean {
  const shrinks = third.body < second.body
  const hasTallShadow = third.is(tallUpperShadow) || second.is(tallUpperShadow)
  return (
    (second.body < first.body - first.far && third.body < second.body + second.near) ||
    third.body < second.body - second.far ||
    (shrinks && second.body < first.body && hasTallShadow) ||
    (shrinks && third.is(longUpperShadow))
  )
}
