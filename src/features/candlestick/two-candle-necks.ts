import { down, type PatternRule, up } from './candlestick-pattern.ts'
import { isWithin, turnsBack } from './compare-candles.ts'
import { black, long, white } from './trait.ts'

export type NeckName = 'darkCloudCover' | 'inNeck' | 'onNeck' | 'piercing' | 'thrusting'

/** Patterns of two bars that are told by how far the second pushes back into the first. */
export const twoCandleNecks: readonly PatternRule<NeckName>[] = [
  {
    name: 'darkCloudCover',
    taLib: 'CDLDARKCLOUDCOVER',
    warmup: 12,
    readings: down,
    description:
      'Long white bar, then a black one from above its high to below the middle of its body; bearish.',
    shape: [white | long, black],
    read: (second) => {
      const first = second.before
      const isFound =
        second.open > first.high && second.close > first.open && turnsBack(first, second, 0.5)
      return isFound ? -1 : 0
    },
  },
  {
    name: 'inNeck',
    taLib: 'CDLINNECK',
    warmup: 12,
    readings: down,
    description:
      'Long black bar, then a white one from below its low up to its close, or a hair in; bearish.',
    shape: [black | long, white],
    read: (second) => {
      const first = second.before
      const isFound =
        second.open < first.low &&
        second.close >= first.close &&
        second.close <= first.close + first.equal
      return isFound ? -1 : 0
    },
  },
  {
    name: 'onNeck',
    taLib: 'CDLONNECK',
    warmup: 12,
    readings: down,
    description: 'Long black bar, then a white one from below its low up to that low; bearish.',
    shape: [black | long, white],
    read: (second) => {
      const first = second.before
      const isFound = second.open < first.low && isWithin(first.equal, second.close, first.low)
      return isFound ? -1 : 0
    },
  },
  {
    name: 'piercing',
    taLib: 'CDLPIERCING',
    warmup: 12,
    readings: up,
    description:
      'Long black bar, then a long white one from below its low past the middle of its body; bullish.',
    shape: [black | long, white | long],
    read: (second) => {
      const first = second.before
      const isFound =
        second.open < first.low && second.close < first.open && turnsBack(first, second, 0.5)
      return isFound ? 1 : 0
    },
  },
  {
    name: 'thrusting',
    taLib: 'CDLTHRUSTING',
    warmup: 12,
    readings: down,
    description:
      'Long black bar, then a white one from below its low into its body, not past the middle; bearish.',
    shape: [black | long, white],
    read: (second) => {
      const first = second.before
      const isFound =
        second.open < first.low &&
        second.close > first.close + first.equal &&
        second.close <= first.close + first.body * 0.5
      return isFound ? -1 : 0
    },
  },
]
