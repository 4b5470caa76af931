import { minuteUs } from '../../domain/index.ts'
import { atr, divergence as divergences, type FeatureSpec, rsi } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import {
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
  bars: whole(14, { min: 2, max: 200, help: 'bars of RSI and ATR' }),
  span: whole(5, { min: 1, max: 50, help: 'bars to each side of a pivot' }),
  apart: whole(60, { min: 51, max: 1_000, help: 'pivots farther apart are not compared, bars' }),
  most: real(60, {
    min: 50,
    max: 100,
    help: 'RSI above which nothing is bought; below 100 - it, sold',
  }),
  stopAtr: stopAtr(2),
  targetAtr: targetAtr(4),
  holdBars: whole(48, { min: 1, max: 2_000, help: 'bars it waits for the turn' }),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'regular' | 'strength' | 'range', FeatureSpec>>

/**
 * Goes against a move that tires: a lower low at a higher RSI is bought, a higher high at a lower
 * one is sold, at the bar at which the second pivot is known, which is `span` bars after it. By
 * then RSI must not stand at the far end already, or the turn is over. Stop and target in average
 * true ranges; out after `holdBars`.
 *
 * Assumed: that a tired move turns, and `claim`. Divergences are told by eye in the literature;
 * this is one of many rules.
 *
 * @see Wilder, "New concepts in technical trading systems", 1978, on failure of RSI to confirm.
 */
export const divergence: AgentKind = defineAgent({
  name: 'divergence',
  summary: 'Goes against a move that RSI no longer confirms; ATR stop and target.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return {
      regular: on(divergences(p.bars, p.span, p.apart)),
      strength: on(rsi(p.bars)),
      range: on(atr(p.bars)),
    }
  },
  horizonUs: (p) => p.holdBars * p.minutes * minuteUs,
  opine: (view, p) => {
    const side = sideOf(view, p)
    return side === 0 ? undefined : speak(view, p, side)
  },
  explain: (view, p) => {
    const { regular, strength, range } = view.features
    const told = `RSI(${p.bars}) is ${strength.value.toFixed(1)}, ATR ${range.value.toPrecision(4)}`
    if (regular.value === 0) return `no divergence became known with the last bar; ${told}`
    const what = regular.value > 0 ? 'a lower low at a higher RSI' : 'a higher high at a lower RSI'
    return sideOf(view, p) === 0
      ? `${what}, but the turn is over (RSI past ${p.most} or its mirror), or too small; ${told}`
      : `${what}; ${told}`
  },
})

function sideOf({ features, close }: View<Features>, p: Parameters): number {
  const { regular, strength, range } = features
  const side = regular.value
  if (side === 0 || !(range.value > 0)) return 0
  if (p.targetAtr * range.value < p.hurdle * close) return 0
  const reached = side > 0 ? strength.value : 100 - strength.value
  return reached <= p.most ? side : 0
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion | undefined {
  const { close } = view
  const range = view.features.range.value
  const exposure = side * stake(close, p.stopAtr * range, p.risk, p.exposureMax)
  return view.say({
    exposure,
    confidence: p.claim,
    stop: levelAt(close, -side * p.stopAtr * range),
    target: levelAt(close, side * p.targetAtr * range),
    holdUs: p.holdBars * p.minutes * minuteUs,
  })
}
