import {
  adx,
  aroon,
  balanceOfPower,
  type BarArrays,
  chaikinMoneyFlow,
  choppiness,
  cmo,
  connorsRsi,
  correlationTrend,
  dmi,
  efficiencyRatio,
  type IndicatorSpec,
  intradayMomentum,
  laguerreRsi,
  moneyFlowIndex,
  overBars,
  parabolicSar,
  percentRank,
  psychologicalLine,
  relativeMomentum,
  relativeVigor,
  relativeVolatility,
  rsi,
  smi,
  stochastic,
  superTrend,
  tsi,
  ultimate,
  verticalHorizontalFilter,
  williamsR,
} from '../../features/index.ts'
import { newestOf } from './bar-window.ts'
import { centred, squash } from './squash.ts'
import { meanOver, movesOf, usualMove } from './window-moves.ts'

/** Bars that readings are made over: a reading tells of no bar before them. */
const readingBars = 128
/** Averages whose distance is told. */
const averages = [10, 20, 50, 100, 200] as const
/** Moves of the usual size within which most distances lie. */
const distanceMoves = 4

/** Every indicator that is read, and the lines of it: each has a range of its own. */
const read: readonly (readonly [spec: IndicatorSpec, lines: readonly string[]])[] = [
  [rsi(7), ['rsi']],
  [rsi(14), ['rsi']],
  [rsi(28), ['rsi']],
  [stochastic(), ['k', 'd']],
  [cmo(), ['cmo']],
  [williamsR(), ['williamsR']],
  [ultimate(), ['ultimate']],
  [tsi(), ['tsi']],
  [connorsRsi(), ['connorsRsi']],
  [smi(), ['smi']],
  [balanceOfPower(), ['balanceOfPower']],
  [relativeVigor(), ['relativeVigor']],
  [relativeMomentum(), ['relativeMomentum']],
  [laguerreRsi(), ['laguerreRsi']],
  [intradayMomentum(), ['intradayMomentum']],
  [psychologicalLine(), ['psychologicalLine']],
  [correlationTrend(), ['correlationTrend']],
  [adx(14), ['adx']],
  [dmi(), ['plus', 'minus']],
  [aroon(), ['oscillator']],
  [superTrend(), ['direction']],
  [parabolicSar(), ['direction']],
  [choppiness(), ['choppiness']],
  [efficiencyRatio(), ['efficiency']],
  [verticalHorizontalFilter(), ['filter']],
  [relativeVolatility(), ['index']],
  [chaikinMoneyFlow(), ['flow']],
  [moneyFlowIndex(), ['index']],
  [percentRank(), ['rank']],
]

/** Readings at the end of a window, each on -1 to 1; 0 where there is none yet. */
export function indicatorBlock(window: BarArrays): number[] {
  const bars = newestOf(window, readingBars)
  const readings = read.flatMap(([spec, lines]) => lastOf(spec, lines, bars))
  const { close } = window
  const last = close[close.length - 1] ?? Number.NaN
  const scale = distanceMoves * usualMove(movesOf(window), 64)
  const distances = averages.map((count) =>
    close.length < count ? 0 : squash(Math.log(last / meanOver(close, count)) / scale),
  )
  return [...readings, ...distances]
}

function lastOf(spec: IndicatorSpec, names: readonly string[], bars: BarArrays): number[] {
  const lines = overBars(spec, bars)
  return spec.lines.flatMap(({ name, range = [-1, 1] }) => {
    if (!names.includes(name)) return []
    const column = lines[name]
    return [centred(column?.[column.length - 1] ?? Number.NaN, range[0], range[1])]
  })
}
