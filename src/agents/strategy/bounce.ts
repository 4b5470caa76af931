import { minuteUs } from '../../domain/index.ts'
import { atr, type FeatureSpec, highest, lowest, pivotPoints } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import { atrBars, claim, exposureMax, hurdle, minutes, risk, stopAtr } from './usual-parameters.ts'

const parameters = {
  minutes,
  levels: {
    kind: 'choice',
    default: 'pivots',
    options: ['pivots', 'swings'],
    help: 'pivot points of the day before, or the extremes of the last bars',
  },
  bars: whole(48, { min: 2, max: 2_000, help: 'bars of the swings' }),
  touch: real(0.25, { min: 0, max: 10, help: 'nearer than this is a touch, in ATR' }),
  atr: atrBars,
  stopAtr: stopAtr(1),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'support' | 'resistance' | 'range', FeatureSpec>>

/**
 * Buys where a bar has touched the support and turned up from it, for the resistance, and sells the
 * other way round. The stop is `stopAtr` average true ranges past the level: a level that is gone
 * through is none. A close past it by a touch is left as well.
 *
 * Levels are the first support and resistance of the day before, or the lowest low and highest high
 * of `bars` before this one.
 *
 * Assumed: that levels hold, and `claim`. Osler found that exchange rates stop at published levels
 * more often than at arbitrary ones; that it pays is not among her findings.
 *
 * @see Osler, "Support for resistance", Federal Reserve Bank of New York Economic Policy Review 6,
 *   2000.
 */
export const bounce: AgentKind = defineAgent({
  name: 'bounce',
  summary:
    'Buys a turn at support for the resistance, and the other way round; out past the level.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const pivots = pivotPoints('standard')
    const arePivots = p.levels === 'pivots'
    return {
      support: arePivots ? pivots.line('s1') : on(lowest(p.bars)),
      resistance: arePivots ? pivots.line('r1') : on(highest(p.bars)),
      range: on(atr(p.atr)),
    }
  },
  horizonUs: (p) => 12 * p.minutes * minuteUs,
  opine: (view, p) => {
    const side = sideOf(view, p)
    if (side !== 0) return speak(view, p, side)
    return isThrough(view, p) ? view.say({ exposure: 0, confidence: p.claim }) : undefined
  },
  explain: (view, p) => {
    const { support, resistance, range } = view.features
    const side = sideOf(view, p)
    const word = side > 0 ? 'turned up from' : side < 0 ? 'turned down between' : 'is between'
    return (
      `close ${view.close.toPrecision(6)} of a bar from ${view.low.toPrecision(6)} to ` +
      `${view.high.toPrecision(6)} ${word} support ${support.value.toPrecision(6)} and resistance ` +
      `${resistance.value.toPrecision(6)}; a touch is within ${p.touch} ATR of ` +
      `${range.value.toPrecision(4)}`
    )
  },
})

function sideOf(view: View<Features>, p: Parameters): number {
  const { support, resistance, range } = view.features
  const { close } = view
  const touch = p.touch * range.value
  // NaN, where there is no level yet, fails this.
  if (!(resistance.value - support.value > 2 * touch)) return 0
  const isUp = view.low <= support.value + touch && close > support.value && close > view.open
  const isDown =
    view.high >= resistance.value - touch && close < resistance.value && close < view.open
  if (isUp === isDown) return 0
  const way = isUp ? resistance.value - close : close - support.value
  if (way < p.hurdle * close) return 0
  return isUp ? 1 : -1
}

function isThrough({ features, position, close }: View<Features>, p: Parameters): boolean {
  const { support, resistance, range } = features
  const touch = p.touch * range.value
  if (position > 0) return close < support.value - touch
  return position < 0 && close > resistance.value + touch
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const { support, resistance, range } = view.features
  const from = side > 0 ? support.value : resistance.value
  const to = side > 0 ? resistance.value : support.value
  const stop = from - side * p.stopAtr * range.value
  return view.say({
    exposure: side * stake(close, Math.abs(close - stop), p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, stop - close),
    target: levelAt(close, to - close),
  })
}
