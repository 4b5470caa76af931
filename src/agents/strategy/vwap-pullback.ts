import { dayUs, minuteUs } from '../../domain/index.ts'
import { atr, ema, type FeatureSpec, vwap } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import {
  atrBars,
  claim,
  exposureMax,
  hurdle,
  minutes,
  risk,
  stopAtr,
  targetAtr,
} from './usual-parameters.ts'

const parameters = {
  minutes,
  fast: whole(20, { min: 1, max: 500, help: 'bars of the fast average' }),
  slow: whole(60, { min: 2, max: 2_000, help: 'bars of the slow average' }),
  settle: whole(240, { min: 0, max: 1_439, help: 'minutes of a UTC day before its VWAP counts' }),
  touch: real(0.2, { min: 0, max: 10, help: 'nearer than this is a touch, in ATR' }),
  atr: atrBars,
  stopAtr: stopAtr(1.5),
  targetAtr: targetAtr(3),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'vwap' | 'fast' | 'slow' | 'range', FeatureSpec>>

/**
 * Joins a trend where the price has come back to what the day has paid on average: fast average
 * above the slow one, a bar whose low touches the VWAP of the UTC day and which closes above it and
 * above its own open. Mirrored below. Stop and target in average true ranges; left by a close on
 * the wrong side of VWAP by a range, or when the averages have crossed.
 *
 * Assumed: that the day's buyers defend their mean price, and `claim`.
 *
 * @see Berkowitz, Logue and Noser 1988 for VWAP as the price of a day; the rule is a custom of
 *   traders, without a paper.
 */
export const vwapPullback: AgentKind = defineAgent({
  name: 'vwap-pullback',
  summary: 'Joins a trend at a pullback to the VWAP of the day; ATR stop and target.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return {
      vwap: vwap(dayUs),
      fast: on(ema(p.fast)),
      slow: on(ema(p.slow)),
      range: on(atr(p.atr)),
    }
  },
  horizonUs: (p) => 12 * p.minutes * minuteUs,
  opine: (view, p) => {
    const { vwap: mean, fast, slow, range } = view.features
    const trend = Math.sign(fast.value - slow.value)
    const lost = Math.sign(view.position) * (mean.value - view.close) > range.value
    if (trend * view.position < 0 || lost) return view.say({ exposure: 0, confidence: p.claim })
    return isPullback(view, p, trend) ? speak(view, p, trend) : undefined
  },
  explain: (view, p) => {
    const { vwap: mean, fast, slow, range } = view.features
    const isIn = isPullback(view, p, Math.sign(fast.value - slow.value))
    return (
      `${isIn ? 'a pullback' : 'no pullback'} in the trend of EMA(${p.fast}) ` +
      `${fast.value.toPrecision(6)} and EMA(${p.slow}) ${slow.value.toPrecision(6)}: bar ` +
      `${view.low.toPrecision(6)} to ${view.high.toPrecision(6)}, close ` +
      `${view.close.toPrecision(6)}, VWAP of the day ${mean.value.toPrecision(6)}, which counts ` +
      `after ${p.settle} minutes; a touch is within ${p.touch} ATR of ${range.value.toPrecision(4)}`
    )
  },
})

function isPullback(view: View<Features>, p: Parameters, trend: number): boolean {
  const { vwap: mean, range } = view.features
  const { close } = view
  if (trend === 0 || view.asOf % dayUs < p.settle * minuteUs) return false
  if (!(range.value > 0 && p.targetAtr * range.value >= p.hurdle * close)) return false
  const nearest = trend > 0 ? view.low : view.high
  const isTouched = trend * (nearest - mean.value) <= p.touch * range.value
  return isTouched && trend * (close - mean.value) > 0 && trend * (close - view.open) > 0
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const range = view.features.range.value
  return view.say({
    exposure: side * stake(close, p.stopAtr * range, p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, -side * p.stopAtr * range),
    target: levelAt(close, side * p.targetAtr * range),
  })
}
