import { dayUs } from '../../domain/index.ts'
import { type MarketRegime, regimeParts } from './market-regime.ts'
import { squash } from './squash.ts'
import { meanOver, moveOver, usualMove, type WindowFacts } from './window-moves.ts'

/** Bars by which a usual move is told. */
const usual = 64
const pathBars = 32
const moveBars = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256] as const
const spanBars = [4, 8, 16, 32, 64, 128] as const
const shapeBars = 8

/** The newest moves, newest first, each over the usual one. */
export function pathBlock({ moves }: WindowFacts): number[] {
  const scale = usualMove(moves, usual)
  return Array.from({ length: pathBars }, (_, i) =>
    squash((moves[moves.length - 1 - i] ?? 0) / scale),
  )
}

/** Moves over windows, each over what chance goes in so many bars. */
export function movesBlock({ moves }: WindowFacts): number[] {
  const scale = usualMove(moves, usual)
  return moveBars.map((bars) => squash(moveOver(moves, bars) / (scale * Math.sqrt(bars))))
}

/** Usual moves, and mean ranges, of fewer bars beside those of all. */
export function volatilityBlock({ moves, ranges }: WindowFacts): number[] {
  const [allMoves, allRanges] = [usualMove(moves, 256), meanOver(ranges, 256)]
  return [
    ...spanBars.map((bars) => logRatio(usualMove(moves, bars), allMoves)),
    ...spanBars.map((bars) => logRatio(meanOver(ranges, bars), allRanges)),
  ]
}

/** One of each part of a regime. */
export function regimeBlock(regime: MarketRegime): number[] {
  const oneOf = (names: readonly string[], at: number): number[] =>
    names.map((_, i) => (i === at ? 1 : 0))
  return [
    ...oneOf(regimeParts.volatility, regime.volatility),
    ...oneOf(regimeParts.spread, regime.spread),
    ...oneOf(regimeParts.trend, regime.trend),
    ...oneOf(regimeParts.session, regime.session),
  ]
}

/** Two waves of a day and three of a week, as sine and cosine. @param ts - Unit: us. */
export function calendarBlock(ts: number): number[] {
  // The first of January 1970 was a Thursday; the week begins on Monday.
  const ofDay = (ts % dayUs) / dayUs
  const ofWeek = ((ts + 3 * dayUs) % (7 * dayUs)) / (7 * dayUs)
  const angles = [ofDay, 2 * ofDay, ofWeek, 2 * ofWeek, 3 * ofWeek].map((x) => 2 * Math.PI * x)
  return angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])
}

/** What bars tell of how they were traded. */
export function microstructureBlock(facts: WindowFacts): number[] {
  const { bars, ranges } = facts
  const { open, high, low, close, volume } = bars
  const [usualRange, usualVolume] = [meanOver(ranges, usual), meanOver(volume, usual)]
  const shapes = Array.from({ length: shapeBars }, (_, i) => {
    const row = close.length - 1 - i
    if (row < 0) return [0, 0, 0, 0]
    const [o, h, l, c] = [open[row], high[row], low[row], close[row]].map(Number)
    const range = Number(h) - Number(l)
    const place = range > 0 ? (2 * (Number(c) - Number(l))) / range - 1 : 0
    const body = range > 0 ? (Number(c) - Number(o)) / range : 0
    return [
      ...[place, body],
      logRatio(Number(volume[row]), usualVolume),
      logRatio(Number(ranges[row]), usualRange),
    ]
  })
  return [...shapes.flat(), ...flowOf(facts)]
}

function flowOf({ bars, moves, spreads, ranges }: WindowFacts): number[] {
  const volume = bars.volume.subarray(Math.min(1, bars.volume.length))
  const sizes = moves.map(Math.abs)
  const impact = sizes.map((size, i) => size / (1 + Number(volume[i])))
  const up = volume.map((lots, i) => (Number(moves[i]) > 0 ? lots : 0))
  const still = ranges.map((range) => (range > 0 ? 0 : 1))
  const shifted = moves.subarray(Math.min(1, moves.length))
  const scale = usualMove(moves, usual)
  const skew = meanOver(
    moves.map((move) => squash(move / scale) * (move / scale) * (move / scale)),
    usual,
  )
  return [
    logRatio(meanOver(spreads, 8), meanOver(spreads, usual)),
    squash(meanOver(spreads, usual) / scale),
    logRatio(meanOver(impact, 8), meanOver(impact, usual)),
    logRatio(meanOver(volume, 8), meanOver(volume, usual)),
    correlation(sizes, volume, usual),
    correlation(moves, volume, usual),
    correlation(shifted, moves.subarray(0, shifted.length), usual),
    correlation(
      sizes.subarray(Math.min(1, sizes.length)),
      sizes.subarray(0, shifted.length),
      usual,
    ),
    squash(skew),
    squash(4 * meanOver(still, usual)),
    balance(up, volume, 8),
    balance(up, volume, pathBars),
  ]
}

/** Share of the volume that came with rising prices, -1 to 1. */
function balance(up: Float64Array, volume: Float64Array, bars: number): number {
  const all = meanOver(volume, bars)
  return all > 0 ? (2 * meanOver(up, bars)) / all - 1 : 0
}

/** How many times as much, as a log; 0 where there is nothing to be compared. */
function logRatio(value: number, than: number): number {
  return value > 0 && than > 0 ? squash(Math.log(value / than)) : 0
}

/** Of the newest values of two series of one length; 0 where either stands still. */
function correlation(a: Float64Array, b: Float64Array, bars: number): number {
  const [meanA, meanB] = [meanOver(a, bars), meanOver(b, bars)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = Math.max(0, a.length - bars); i < a.length; i += 1) {
    const [x, y] = [Number(a[i]) - meanA, Number(b[i]) - meanB]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  const both = Math.sqrt(aa) * Math.sqrt(bb)
  return both > 0 ? Math.max(-1, Math.min(ab / both, 1)) : 0
}
