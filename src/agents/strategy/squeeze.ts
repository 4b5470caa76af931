import { minuteUs } from '../../domain/index.ts'
import { atr, bollinger, type FeatureSpec } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import { claim, exposureMax, hurdle, minutes, risk, stopAtr } from './usual-parameters.ts'

const parameters = {
  minutes,
  bars: whole(20, { min: 2, max: 1_000, help: 'bars of the bands, and of ATR' }),
  width: real(2, { min: 0.5, max: 5, help: 'deviations from the mean to a band' }),
  calm: real(2, { min: 0.1, max: 10, help: 'bands within so many ATR of the mean are squeezed' }),
  stopAtr: stopAtr(1.5),
  holdBars: whole(24, { min: 1, max: 2_000, help: 'bars it waits for the mean' }),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.54),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'middle' | 'upper' | 'lower' | 'range', FeatureSpec>>

/**
 * Goes back to the mean from outside the Bollinger bands, as long as the bands are squeezed: no
 * farther from their mean than `calm` average true ranges. A band that lies so near is that of a
 * market whose bars overlap and go nowhere; once it is wide, a close outside it is a breakout and
 * others' business. Target the mean, stop `stopAtr` ranges on, and out after `holdBars`.
 *
 * Assumed: that what is squeezed stays so for a while, and `claim`.
 *
 * @see Bollinger, "Bollinger on Bollinger Bands", 2001; Carter for bands against ranges, 2006, who
 *   waits for the break instead.
 */
export const squeeze: AgentKind = defineAgent({
  name: 'squeeze',
  summary: 'Goes back to the mean from outside the Bollinger bands while these are squeezed.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const bands = bollinger(p.bars, p.width)
    return {
      middle: on(bands),
      upper: on(bands.line('upper')),
      lower: on(bands.line('lower')),
      range: on(atr(p.bars)),
    }
  },
  horizonUs: (p) => p.holdBars * p.minutes * minuteUs,
  opine: (view, p) => {
    const side = sideOf(view, p)
    return side === 0 ? undefined : speak(view, p, side)
  },
  explain: (view, p) => {
    const { middle, upper, lower, range } = view.features
    const side = sideOf(view, p)
    const why = side === 0 ? 'there is no squeezed band to come back from' : 'back to the mean'
    return (
      `${why}: close ${view.close.toPrecision(6)}, mean ${middle.value.toPrecision(6)}, bands ` +
      `${lower.value.toPrecision(6)} and ${upper.value.toPrecision(6)}, squeezed within ` +
      `${p.calm} ATR of ${range.value.toPrecision(4)}`
    )
  },
})

function sideOf({ features, close }: View<Features>, p: Parameters): number {
  const { middle, upper, lower, range } = features
  if (!(range.value > 0 && upper.value - middle.value <= p.calm * range.value)) return 0
  const side = close < lower.value ? 1 : close > upper.value ? -1 : 0
  const way = Math.abs(middle.value - close)
  return way < p.hurdle * close ? 0 : side
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const distance = p.stopAtr * view.features.range.value
  return view.say({
    exposure: side * stake(close, distance, p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, -side * distance),
    target: levelAt(close, view.features.middle.value - close),
    holdUs: p.holdBars * p.minutes * minuteUs,
  })
}
