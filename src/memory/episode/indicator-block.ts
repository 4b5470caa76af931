import {
  adx,
  aroon,
  balanceOfPower,
  type BarArrays,
  chaikinMoneyFlow,
  choppiness,
  cmo,
  correlationTrend,
  dmi,
  efficiencyRatio,
  type IndicatorSpec,
  intradayMomentum,
  laguerreRsi,
  moneyFlowIndex,
  parabolicSar,
  psychologicalLine,
  relativeMomentum,
  relativeVigor,
  relativeVolatility,
  rsi,
  stochastic,
  superTrend,
  ultimate,
  verticalHorizontalFilter,
  williamsR,
} from '../../features/index.ts'
import { newestOf } from './bar-window.ts'
import { centred, squash } from './squash.ts'
import { meanOver, usualMove, type WindowFacts } from './window-moves.ts'

/** Bars that readings are made over: a reading tells of no bar before them. */
const readingBars = 64
/** Closes among which the newest has a rank. */
const rankBars = 100
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
]

/** One to read each by. They are reset before they are used, so that nothing stays in them. */
const streams = read.map(([spec, lines]) => ({
  stream: spec.stream(),
  out: spec.lines.map(() => new Float64Array(readingBars)),
  wanted: spec.lines.flatMap(({ name, range = [-1, 1] }, line) =>
    lines.includes(name) ? [{ line, range }] : [],
  ),
}))

/** Readings at the end of a window, each on -1 to 1; 0 where there is none yet. */
export function indicatorBlock({ bars, moves }: WindowFacts): number[] {
  const newest = newestOf(bars, readingBars)
  const { close } = bars
  const last = close[close.length - 1] ?? Number.NaN
  const scale = distanceMoves * usualMove(moves, 64)
  const distances = averages.map((count) =>
    close.length < count ? 0 : squash(Math.log(last / meanOver(close, count)) / scale),
  )
  return [...readingsOf(newest), rankOf(close, last), ...distances]
}

/** Where a close stands among those before it: -1 below all, 1 above all; 0 of too few. */
function rankOf(close: Float64Array, last: number): number {
  if (close.length <= rankBars) return 0
  let below = 0
  for (let row = close.length - 1 - rankBars; row < close.length - 1; row += 1) {
    const before = close[row] as number
    below += before < last ? 1 : before === last ? 0.5 : 0
  }
  return (2 * below) / rankBars - 1
}

function readingsOf(bars: BarArrays): number[] {
  const to = bars.close.length
  const readings: number[] = []
  for (const { stream, out, wanted } of streams) {
    stream.reset()
    // The bars are sound, which is looked at once and not by every indicator.
    stream.fold(bars, { from: 0, to, at: 0 }, out)
    for (const { line, range } of wanted)
      readings.push(centred(out[line]?.[to - 1] ?? Number.NaN, range[0], range[1]))
  }
  return readings
}
